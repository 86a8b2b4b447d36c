/** Places of pages in the navigation that a site's authors wrote: what readers are shown first. */
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { parseLooseJson } from '../../text/json.ts';
import { isSettings, textOf } from '../../text/settings.ts';

/** The first file that a navigation names has the lowest place; one that it names again keeps its first. */
export function navigationPlaces(files: Iterable<RepoPath>): ReadonlyMap<RepoPath, number> {
  return new Map([...new Set(files)].map((file, place) => [file, place]));
}

/** The files that a page named without its ending may be. */
export function filesOfPage(folder: RepoPath, name: string, { has }: Pick<Repo, 'has'>): readonly RepoPath[] {
  const files = ['.mdx', '.md', '/index.mdx', '/index.md'].map((end) => joinRepo(folder, name + end));
  return files.filter((file) => file !== undefined && has(file)) as readonly RepoPath[];
}

/**
 * By `meta.json` of Fumadocs, which lists the `pages` of its folder, and `_meta.json` of Nextra, which has a key for each. Folders
 * are gone through where they are named; what neither names has no place.
 *
 * https://www.fumadocs.dev/docs/page-conventions#meta https://nextra.site/docs/file-conventions/meta-file
 */
export async function placesByMeta(root: RepoPath, repo: Repo): Promise<ReadonlyMap<RepoPath, number>> {
  const named = new Map<RepoPath, readonly string[]>();
  for (const file of repo.files) {
    if (!/^_?meta\.json$/.test(fileName(file)) || below(file, root) === undefined) continue;
    named.set(folderOf(file), namesIn(parseLooseJson((await repo.read(file)) ?? '')));
  }
  const found: RepoPath[] = [];
  const seen = new Set<RepoPath>();
  const walk = (folder: RepoPath): void => {
    if (seen.has(folder)) return;
    seen.add(folder);
    for (const name of named.get(folder) ?? []) {
      const inside = joinRepo(folder, name);
      if (inside === undefined || below(inside, folder) === undefined) continue;
      for (const file of filesOfPage(folder, name, repo)) found.push(file);
      walk(inside);
    }
  };
  for (const folder of [...named.keys()].sort()) walk(folder);
  return navigationPlaces(found);
}

/** Separators (`---Title---`), links (`[Title](url)`), what is left out (`!page`) and the rest (`...`) are no pages; `...folder` is one. */
function namesIn(meta: unknown): readonly string[] {
  if (!isSettings(meta)) return [];
  const isFumadocs = Array.isArray(meta.pages);
  const names = isFumadocs
    ? (meta.pages as readonly unknown[]).flatMap((page) => textOf(page) ?? [])
    : Object.keys(meta);
  return names.map((name) => name.replace(/^\.\.\./, '')).filter((name) => /^[^-![]/.test(name));
}
