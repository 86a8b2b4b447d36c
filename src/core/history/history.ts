/** What the history of a repository is made of, as the core sees it: a stream of commits, newest first. */
import type { Commit, Day, Note } from '../model.ts';
import { extensionOf, type RepoPath } from '../paths.ts';
import type { Progress } from '../ports.ts';

declare const brand: unique symbol;

/** The name git gives to one file content. */
export type BlobId = string & { readonly [brand]: 'BlobId' };

/** What one commit did to one text file. */
export type FileChange =
  | { readonly kind: 'added' | 'changed'; readonly path: RepoPath; readonly blob: BlobId }
  | { readonly kind: 'removed'; readonly path: RepoPath; readonly blob: BlobId }
  | {
      readonly kind: 'renamed';
      readonly path: RepoPath;
      readonly from: RepoPath;
      /** As git measures it, 50 to 100. */
      readonly similarity: number;
      readonly blob: BlobId;
      readonly fromBlob: BlobId;
    };

/** A commit with what it changed. */
export interface HistoryCommit extends Commit {
  /** It is one of the states the branch itself had, and not only work that was merged into it. */
  readonly mainLine: boolean;
  /** Against the first parent, also for merges; files that cannot be pages are left out. */
  readonly changes: readonly FileChange[];
}

/** Lines that one commit took out of and put into one place of a text file. */
export interface Hunk {
  readonly commit: Commit;
  readonly file: RepoPath;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Lines that one commit put into a text file. */
export interface AddedLines {
  readonly commit: string;
  readonly date: Day;
  readonly file: RepoPath;
  readonly lines: readonly string[];
}

/** How much of the history is read. */
export interface HistoryOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
  /** Leave out this commit and everything before it: the history up to it is known already. */
  readonly since?: string | undefined;
  /** Follow the files with these extensions instead, and by unchanged contents alone: for what is no text. */
  readonly unchanged?: readonly string[] | undefined;
}

/** The past of a repository up to the commit that is checked out. */
export interface History {
  /** Its hash is empty where no history could be read. */
  readonly head: Commit;
  /** What the user should know of it; grows while it is read. */
  readonly notes: readonly Note[];
  /** Those notes by which it is not whole (shallow or partial clone, damage, git failed): what is missing, how to get it. */
  readonly gaps: readonly Note[];
  /** Every commit that `head` holds, children before their parents. Throws `AbortError` when cancelled. */
  commits(options?: HistoryOptions): AsyncIterable<HistoryCommit>;
  /**
   * The places where lines with a link, or with a page's address in its front matter, were taken out, and those where a
   * line was put into it that hides the page; newest first.
   */
  linkHunks(options?: HistoryOptions): AsyncIterable<Hunk>;
  /** What the last so many commits that changed these files put into them, newest first; merges are left out. */
  addedLines(files: readonly RepoPath[], commits: number, signal?: AbortSignal): AsyncIterable<AddedLines>;
  /** The texts of past files, in the order asked; `undefined` where the object is not in this clone, or not text. */
  texts(blobs: readonly BlobId[], signal?: AbortSignal): AsyncIterable<string | undefined>;
  /** What the working tree took away of `head`, as the commit that it would be; absent where only commits count. */
  readonly uncommitted?: HistoryCommit | undefined;
  /** Files of `head` of which the working tree may have another text, as far as it is on the disk. */
  touched(signal?: AbortSignal): Promise<readonly RepoPath[]>;
  /** Whether a commit is one of those that `head` holds; absent where that cannot be told. */
  holds?(commit: string): Promise<boolean>;
  /** The files of one commit. */
  tree(commit: string, signal?: AbortSignal): Promise<ReadonlyMap<RepoPath, BlobId>>;
}

/** Endings of the texts that generators turn into pages. */
export const textExtensions: readonly string[] = [
  ...['md', 'mdx', 'markdown', 'mdown', 'mkd', 'mkdn', 'mkdown', 'mdwn', 'mdtext', 'mdtxt', 'mdoc', 'markdoc', 'svx'],
  // R Markdown, Quarto, and the help pages of R.
  ...['qmd', 'rmd', 'rmarkdown', 'rd'],
  ...['rst', 'txt', 'adoc', 'asciidoc', 'asc', 'ad', 'textile', 'mediawiki', 'wiki', 'creole', 'pandoc', 'pdc'],
  ...['html', 'htm', 'xhtml'],
];

/** Endings of every file whose history is followed: texts, and the templates and components that are pages themselves. */
export const followedExtensions: readonly string[] = [
  ...textExtensions,
  ...[
    'njk',
    'liquid',
    'haml',
    'slim',
    'pug',
    'jade',
    'hbs',
    'erb',
    'ejs',
    'swig',
    'eta',
    'vto',
    'vento',
    'webc',
    'php',
  ],
  ...['astro', 'vue', 'svelte', 'jsx', 'tsx', 'ipynb', 'org'],
];

/** Programs that are pages by where they lie or what they are called, as globs by their ending; most others are none. */
export const pagePrograms: Readonly<Record<string, readonly string[]>> = {
  js: [
    '**/pages/**/*.js',
    '**/app/**/page.js',
    '**/app/routes/**/*.js',
    '**/+page*.js',
    '**/*.11ty.js',
    '**/*.page.js',
  ],
  ts: ['**/+page*.ts', '**/*.11ty.ts', '**/*.page.ts'],
};

const pageExtension: ReadonlySet<string> = new Set(textExtensions.map((extension) => `.${extension}`));

/** The file is written in a language of pages, whatever a generator makes of it. */
export function isPageFile(path: RepoPath): boolean {
  return pageExtension.has(extensionOf(path));
}
