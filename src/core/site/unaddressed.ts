/** Content whose addresses are not known: any address without a page may be that of one of its files. */
import { folderOf, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { isContentBelow } from './declareAdvice.ts';
import type { Site } from './site.ts';

/** A clause that says which files those are; `undefined` where every content file has its addresses. */
export function unaddressed({ routes, notes }: Pick<Site, 'routes' | 'notes'>, repo: Repo): string | undefined {
  const noted = new Set(notes.flatMap(({ declarable }) => declarable?.below ?? []));
  if (noted.size === 0) return undefined;
  const known = new Set(routes.all.map(({ file }) => file));
  const unknown = repo.files.find(
    (file) => !known.has(file) && isNoted(file, noted) && isContentBelow(file, '' as RepoPath),
  );
  if (unknown === undefined) return undefined;
  return `the addresses of some content are not known, such as that of ${unknown} (see the notes)`;
}

/** Whether it, or a folder that it lies in, is among them. */
function isNoted(file: RepoPath, noted: ReadonlySet<string>): boolean {
  for (let path = file; ; path = folderOf(path)) {
    if (noted.has(path)) return true;
    if (path === '') return false;
  }
}
