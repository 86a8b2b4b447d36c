/**
 * What is published below a folder of addresses though no list of addresses has it: pages that a route's code makes, what
 * a host hands on to a program, folders that a build fills, submodules, and what others publish. A rule for the whole
 * folder would answer in its place.
 */
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { publishedFolders } from './madeByBuilds.ts';
import type { Site } from './site.ts';

/** Addresses that nobody can list. */
interface Unlisted {
  /** A folder with a slash at both ends, or the pattern of a route. */
  readonly at: string;
  readonly isRoute?: true;
  /** A clause. */
  readonly why: string;
}

/** Tells of a folder why more may be published below it than is known, as a clause. `owned`: what others publish. */
export async function unlistedBelow(
  site: Site,
  repo: Repo,
  owned: readonly string[],
): Promise<(folder: string) => string | undefined> {
  const { routes, permalinks, made = [], fetched = [], rewritten = [] } = site;
  const code = routes.all.flatMap(({ kind, url, file }): readonly Unlisted[] =>
    kind === 'dynamic'
      ? [{ at: url, isRoute: true, why: `the code of ${file} decides which pages there are at ${url}` }]
      : [],
  );
  const filled = [
    ...(permalinks.missing ?? []).map(({ path }) => path),
    ...made.map(({ folder }) => folder),
    ...fetched,
  ];
  const all = [
    ...code,
    ...owned.map((at) => ({ at, why: `${at} is published by others` })),
    ...publishedFolders(filled, permalinks).map((at) => ({ at, why: `a build makes pages below ${at}` })),
    ...(await foldersOutsideGit(site, repo)),
    ...rewritten,
  ];
  return (folder) => all.find((unlisted) => areNested(unlisted, folder))?.why;
}

/** Whether addresses of one lie below the folder, or the folder below it. */
function areNested({ at, isRoute }: Unlisted, folder: string): boolean {
  const split = (path: string) => path.split('/').filter((part) => part !== '');
  const [parts, names] = [split(at), split(folder)];
  for (const [i, name] of names.entries()) {
    const part = parts[i];
    if (part === undefined) return !isRoute;
    if (isRoute && /^\[{1,2}\.\.\./.test(part)) return true;
    if (part.toLowerCase() !== name.toLowerCase() && !(isRoute && part.includes('['))) return false;
  }
  return !isRoute || parts.length > names.length;
}

/** Copied folders of which git keeps nothing: those it ignores, and repositories of their own. */
async function foldersOutsideGit({ permalinks }: Site, repo: Repo): Promise<readonly Unlisted[]> {
  const places: (readonly [path: RepoPath | undefined, why: string])[] = [];
  for (const file of repo.files) {
    if (fileName(file) !== '.gitignore') continue;
    const lines = ((await repo.read(file)) ?? '').split(/\r?\n/);
    for (const line of lines) {
      // Up to the first sign of a pattern; a name without a folder holds anywhere.
      const name = line
        .trim()
        .replace(/(?:^|\/)[^/]*[*?[\]\\].*$/, '')
        .replace(/^\/|\/$/g, '');
      if (name === '' || /^[#!]/.test(name)) continue;
      places.push([joinRepo(folderOf(file), name), `git ignores ${name}, which a build may fill`]);
    }
  }
  const submodules = '.gitmodules' as RepoPath;
  const listed = repo.has(submodules) ? ((await repo.read(submodules)) ?? '') : '';
  for (const [, path = ''] of listed.matchAll(/^[ \t]*path\s*=\s*(\S+)[ \t]*$/gm))
    places.push([joinRepo('', path), `${path} is a submodule`]);
  return places.flatMap(([path, why]) => {
    if (path === undefined) return [];
    const copied = permalinks.staticRoots.flatMap((root) => below(path, root) ?? []);
    const urls = copied.map((inside) => `${builtUrl(permalinks.basePath, inside).replace(/\/$/, '')}/`);
    return [...urls, ...publishedFolders([path], permalinks)].map((at) => ({ at, why }));
  });
}
