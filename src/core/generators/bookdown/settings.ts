/**
 * What the files of a book say of it: `_bookdown.yml`, `_output.yml`, and the head of `index.Rmd`.
 *
 * https://pkg.yihui.org/bookdown/configuration.html
 * https://pkg.yihui.org/bookdown/build-the-book.html
 */
import { ownMember } from '../../data/ownMember.ts';
import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import type { Note } from '../../model.ts';
import { below, fileName, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { flagOf, isSettings, mergeSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';

/** How a book is cut into pages, and what they are named after. */
export interface Split {
  /** Headings of this level and above begin a page; 0: all is one page. */
  readonly level: number;
  /** The pages are the source files, whatever headings they have. */
  readonly isByFile: boolean;
  /** The number of a heading stands in front of its name. */
  readonly isNumbered: boolean;
}

/** What the configuration of a book says, with the usual values. */
export interface BookSettings {
  readonly root: RepoPath;
  readonly index: RepoPath;
  /** In their order, `index` first; others are not of the book. */
  readonly files: readonly RepoPath[];
  readonly isListed: boolean;
  /** Folders whose files are of the book besides those of the root; `true`: all of them. */
  readonly folders: readonly RepoPath[] | boolean;
  readonly takesMarkdown: boolean;
  /** Without its ending: `_main`. */
  readonly name: string;
  readonly output: RepoPath;
  readonly split: Split;
  readonly numbersSections: boolean;
  readonly formats: readonly string[];
  readonly url: { readonly url: string; readonly file: RepoPath; readonly line: number } | undefined;
  readonly notes: readonly Note[];
}

const bookFormat = /(?:^|:)(?:\w*gitbook|bs4_book|\w*html_book|html_chapters)$/;
const htmlFormat = /(?:^|:)(?:\w*html_\w+|\w*html2?|html|rmdformats\w*|distill_article)$/;

/** Of a book that is made of HTML pages; `undefined` where its formats are for print alone. */
export async function readBookSettings(root: RepoPath, repo: Repo): Promise<BookSettings | undefined> {
  const at = (name: string) => (joinRepo(root, name) ?? root) as RepoPath;
  const notes: Note[] = [];
  const file = at('_bookdown.yml');
  const config = await readSettings(file, repo, notes);
  const index = [at('index.Rmd'), at('index.rmd')].find((path) => repo.has(path)) ?? at('index.Rmd');
  const head = (await repo.readHead(index)) ?? '';
  const { data } = readFrontMatter(head, index);
  const output = [at('_output.yml'), at('_output.yaml')].find((path) => repo.has(path));
  const common = output === undefined ? {} : await readSettings(output, repo, notes);
  const formats = mergeSettings(namedFormats(common), namedFormats(data.output));
  const names = Object.keys(formats);
  const format = names.find((name) => bookFormat.test(name)) ?? names.find((name) => htmlFormat.test(name));
  if (format === undefined && names.length > 0) return undefined;
  const name = (textsOf(config.book_filename)[0] ?? '_main').replace(/\.[Rr]?md$/, '');
  const options = settingsAt(formats, format ?? '');
  const written = textOf(data.url)
    ?.replace(/\\:/g, ':')
    .replace(/\/index\.html$/, '/');
  return {
    root,
    index,
    ...sourceFiles(config, root, name, repo),
    name,
    output: joinRepo(root, textOf(config.output_dir) ?? '_book') ?? root,
    split: format === undefined || bookFormat.test(format) ? splitOf(options) : onePage,
    numbersSections: flagOf(options.number_sections) !== false,
    formats: names,
    // The template has a sentence there.
    url: written === undefined || /\w\s+\w/.test(written) ? undefined : addressIn(head, written, index),
    notes,
  };
}

function addressIn(head: string, url: string, file: RepoPath): BookSettings['url'] {
  return { url, file, line: head.split('\n').findIndex((line) => /^url\s*:/.test(line)) + 1 };
}

async function readSettings(file: RepoPath, repo: Repo, notes: Note[]): Promise<Settings> {
  const { value, problem } = readYaml((await repo.read(file)) ?? '');
  if (problem !== undefined)
    notes.push({ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true });
  return isSettings(value) ? value : {};
}

/** `bookdown::gitbook`, a list of names, or names with options. */
function namedFormats(written: unknown): Settings {
  return isSettings(written) ? written : Object.fromEntries(textsOf(written).map((name) => [name, 'default']));
}

const onePage: Split = { level: 0, isByFile: false, isNumbered: false };

/** `chapter`, `section`, `rmd`, `none`, or a level, where asked for with `+number`. */
function splitOf(options: Settings): Split {
  const [by = '', number] = (textOf(options.split_by) ?? 'chapter').split('+');
  const named: Readonly<Record<string, number>> = { none: 0, section: 2 };
  const level = ownMember(named, by) ?? (/^[0-6]$/.test(by) ? Number(by) : 1);
  return { level, isByFile: by === 'rmd', isNumbered: number === 'number' };
}

/** `rmd_files`, also for one format; else all R Markdown of the root. `rmd_subdir` adds those of folders. */
function sourceFiles(config: Settings, root: RepoPath, name: string, repo: Repo) {
  const listed = config.rmd_files;
  const names = isSettings(listed) ? textsOf(listed.html) : textsOf(listed);
  const subdir = flagOf(config.rmd_subdir) ?? textsOf(config.rmd_subdir).flatMap((text) => joinRepo(root, text) ?? []);
  const book = {
    isListed: listed !== undefined && listed !== null,
    folders: Array.isArray(subdir) && subdir.length === 0 ? false : subdir,
    takesMarkdown: flagOf(config.include_md) === true,
  };
  const inRoot: RepoPath[] = [];
  const inFolders: RepoPath[] = [];
  for (const path of repo.files) {
    const place = sourceKind(path, root, book);
    if (place !== undefined) (place === 'root' ? inRoot : inFolders).push(path);
  }
  const first = book.isListed ? names.flatMap((text) => joinRepo(root, text) ?? []) : inRoot.sort(byName);
  const all = [...new Set([...first, ...inFolders.sort(byName)])].filter(
    (path) => repo.has(path) && !/^_/.test(fileName(path)) && !isMerged(path, root, name),
  );
  const isIndex = (path: RepoPath) => /^index\.\w+$/.test(below(path, root) ?? '');
  return { ...book, files: [...all.filter(isIndex), ...all.filter((path) => !isIndex(path))] };
}

/** As R sorts names on nearly every machine. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en');
}

function isMerged(path: RepoPath, root: RepoPath, name: string): boolean {
  return /^(.*)\.[Rr]?md$/.exec(below(path, root) ?? '')?.[1] === name;
}

/** Where a file lies that is taken without being listed; `undefined` for what is no source. */
export function sourceKind(
  path: RepoPath,
  root: RepoPath,
  { folders, takesMarkdown }: Pick<BookSettings, 'folders' | 'takesMarkdown'>,
): 'root' | 'folder' | undefined {
  const inside = below(path, root);
  if (inside === undefined || !(takesMarkdown ? /\.r?md$/i : /\.rmd$/i).test(inside)) return undefined;
  if (fileName(inside).startsWith('.')) return undefined;
  if (!inside.includes('/')) return 'root';
  if (folders === true) return 'folder';
  return folders !== false && folders.some((folder) => below(path, folder) !== undefined) ? 'folder' : undefined;
}
