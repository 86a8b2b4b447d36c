/** What git ignores and has nothing of, where a site would publish what lies there. */
import type { Permalinks } from '../../generators/shared/generator.ts';
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';

/** Made by tools, and content of no site; drafts of Jekyll, which no build publishes that is not told to. */
const madeByTools =
  /^(?:\..*|_site|_drafts|_build|build|cache|coverage|dist|node_modules|out|public|resources|target|tmp|vendor|venv|env|site)$/i;

/** Where generators look for content, though one may not do so before there is any. */
export const contentFolder = /(?:^|\/)(?:contents?|docs?|pages|posts|guides?)(?:\/|$)/;

const tried = ['a.md', 'a.mdx', 'a.rst', 'index.md'];

/** What a `.gitignore` names and git has nothing of. */
export interface Missing {
  readonly place: RepoPath;
  /** What the list names, where that is not the place itself. */
  readonly named: string;
  /** Whether the site would publish what lies there. */
  readonly isRead: boolean;
  /** It is written as a path, and not as a name that is ignored wherever it turns up. */
  readonly isPath: boolean;
  readonly file: RepoPath;
  readonly line: number;
}

/**
 * Paths that a `.gitignore` names without a pattern, where the site would publish what lies there and git has nothing; and
 * the pages of a folder that has sources of them instead, or that a program writes, which are named by their ending.
 */
export async function missingContent(permalinks: Permalinks, root: RepoPath, repo: Repo): Promise<readonly Missing[]> {
  const lists = repo.files.filter(
    (file) =>
      fileName(file) === '.gitignore' &&
      (below(root, folderOf(file)) !== undefined || folderOf(file) === root || below(file, root) !== undefined),
  );
  const found = new Map<RepoPath, Missing>();
  for (const list of lists) {
    for (const [at, text] of ((await repo.read(list)) ?? '').split(/\r?\n/).entries()) {
      const name = text.trim().replace(/\/(?:\*\*?)?$/, '');
      const line = at + 1;
      for (const { place, named } of madeByPattern(name, folderOf(list), permalinks, repo))
        found.set(place, { place, named, isRead: true, isPath: true, file: list, line });
      if (name === '' || /^[#!]|[*?[\]\\]/.test(name) || madeByTools.test(fileName(name))) continue;
      const isAnywhere = !name.includes('/');
      for (const folder of isAnywhere ? [folderOf(list), root] : [folderOf(list)]) {
        const path = joinRepo(folder, name.replace(/^\//, ''));
        if (path === undefined || !isMissing(path, repo)) continue;
        const isRead = mayBeContent(path, permalinks);
        const isPath = !isAnywhere || (folder === folderOf(list) && isOneFolder(path, permalinks, repo));
        if (isRead || contentFolder.test(path))
          found.set(path, { place: path, named: path, isRead, isPath, file: list, line });
      }
    }
  }
  return [...found.values()];
}

/** Folders whose Markdown is ignored by a pattern, as a program makes it. */
function madeByPattern(
  name: string,
  folder: RepoPath,
  permalinks: Permalinks,
  repo: Repo,
): readonly Pick<Missing, 'place' | 'named'>[] {
  const made = madeBeside(name, folder, permalinks, repo);
  if (made !== undefined) return [{ place: made, named: `${made}/*.md` }];
  const written = writtenInto(name, folder, permalinks, repo);
  return written === undefined ? [] : [{ place: written, named: name.replace(/^\//, '') }];
}

/** Sources of which programs write Markdown: those of Quarto, R Markdown and Jupyter. */
const rendered = /\.(?:qmd|rmd|ipynb)$/i;

/** The folder, where `*.md` is what is ignored in it, and it is one of content with such sources and without a page. */
function madeBeside(name: string, folder: RepoPath, permalinks: Permalinks, repo: Repo): RepoPath | undefined {
  if (folder === '' || !/^\/?\*\.mdx?$/.test(name) || !isContentFolder(folder, permalinks)) return undefined;
  const own = repo.files.filter((file) => folderOf(file) === folder);
  const isMade = own.some((file) => rendered.test(file)) && own.every((file) => permalinks.reads(file) === undefined);
  return isMade ? folder : undefined;
}

/**
 * The folder of `docs/api/*.md`, if it is one of content without a page, or of `docs/api/*.api.mdx`, an ending that people give
 * to no page: a program writes them in each build. https://github.com/PaloAltoNetworks/docusaurus-openapi-docs
 */
function writtenInto(name: string, folder: RepoPath, permalinks: Permalinks, repo: Repo): RepoPath | undefined {
  const [, path, deep = '', ending = ''] = /^\/?([^*?[\]\\!#]+)\/(\*\*\/)?\*((?:\.[\w-]+)?)\.mdx?$/.exec(name) ?? [];
  const place = path === undefined ? undefined : joinRepo(folder, path);
  if (place === undefined || madeByTools.test(fileName(place)) || !isContentFolder(place, permalinks)) return undefined;
  if (ending !== '' && deep === '') return place;
  return repo.files.some((file) => below(file, place) !== undefined && /\.mdx?$/.test(file)) ? undefined : place;
}

/** A name that holds in every folder, and yet is that of one. */
function isOneFolder(path: RepoPath, permalinks: Permalinks, repo: Repo): boolean {
  return (
    isForContent(folderOf(path), permalinks, repo) ||
    (mayBeContent(path, permalinks) && isNamedByRules(path, permalinks))
  );
}

/** A folder that has its own list of what git ignores, and besides it pages at most: what it names are folders of pages. */
function isForContent(folder: RepoPath, permalinks: Permalinks, repo: Repo): boolean {
  const beside = repo.files.filter(
    (file) => folderOf(file) === folder && !/^\.git(?:ignore|keep)$/.test(fileName(file)),
  );
  return (
    folder !== '' && isContentFolder(folder, permalinks) && beside.every((file) => permalinks.reads(file) !== undefined)
  );
}

/** The rules of the site have pages in this folder, and in no other one beside it. */
function isNamedByRules(path: RepoPath, permalinks: Permalinks): boolean {
  const beside = joinRepo(folderOf(path), `${fileName(path)}-beside`);
  return beside !== undefined && !isContentFolder(beside, permalinks);
}

function isMissing(path: RepoPath, repo: Repo): boolean {
  return !repo.has(path) && !repo.files.some((file) => below(file, path) !== undefined);
}

/** Whether the site would publish what lies at a path that git ignores, a file or a folder. */
export function mayBeContent(path: RepoPath, permalinks: Permalinks): boolean {
  return /\.(?:mdx?|rst)$/.test(path) ? permalinks.reads(path) !== undefined : isContentFolder(path, permalinks);
}

/** Whether the site would publish a page that lies in a folder. */
export function isContentFolder(path: RepoPath, { reads }: Permalinks): boolean {
  return tried.some((name) => {
    const file = joinRepo(path, name);
    return file !== undefined && reads(file) !== undefined;
  });
}
