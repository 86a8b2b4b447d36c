/**
 * Past files found by the end of an address, for histories whose address rules are not known any more:
 * `/docs/install/knative/` is likely `content/en/docs/install/knative.md`, whatever generator it was written for.
 */

import { extension, fileName, type RepoPath } from '../paths.ts';
import { followedEndings } from './history.ts';

export interface SimilarPath {
  readonly file: RepoPath;
  /** Segments at the end that agree. */
  readonly agreeing: number;
  /** Of the segments of the address, how many agree, 0 to 1. */
  readonly share: number;
}

const maximumAnswers = 8;

/** Endings that an address drops; others, as in `templates.defer`, are part of a name. */
const pageEndings: ReadonlySet<string> = new Set(
  [...followedEndings, 'php', 'asp', 'aspx', 'jsp', 'shtml', 'xhtml', 'txt'].map((ending) => `.${ending}`),
);

/** Finds files by address; best agreement first, then the fewest segments in front. */
export function similarPaths(files: readonly RepoPath[]): (path: string) => readonly SimilarPath[] {
  const byName = new Map<string, { readonly file: RepoPath; readonly segments: readonly string[] }[]>();
  for (const file of files) {
    const segments = pathSegments(file);
    const name = segments[segments.length - 1];
    if (name === undefined) continue;
    const held = byName.get(name);
    if (held === undefined) byName.set(name, [{ file, segments }]);
    else held.push({ file, segments });
  }
  return (path) => {
    const wanted = pathSegments(path);
    const name = wanted[wanted.length - 1];
    if (name === undefined) return [];
    const found = (byName.get(name) ?? []).map(({ file, segments }) => {
      const agreeing = commonEnd(wanted, segments);
      return { file, agreeing, share: agreeing / wanted.length, extra: segments.length - agreeing };
    });
    found.sort((a, b) => b.agreeing - a.agreeing || a.extra - b.extra || (a.file < b.file ? -1 : 1));
    return found.slice(0, maximumAnswers).map(({ file, agreeing, share }) => ({ file, agreeing, share }));
  };
}

/**
 * The parts of a file path or address that a page's address keeps under nearly every generator:
 * lower case, no ending, no index name, no date in front of a post's name.
 */
export function pathSegments(path: string): readonly string[] {
  const segments = path.toLowerCase().split('/').filter(Boolean);
  const last = segments.pop();
  if (last === undefined) return [];
  const ending = extension(fileName(last));
  const name = (pageEndings.has(ending) ? last.slice(0, -ending.length) : last).replace(/^\d{4}-\d{2}-\d{2}-/, '');
  if (!/^(?:_?index|readme)(?:\.[a-z]{2}(?:-[a-z]+)?)?$/.test(name)) segments.push(name);
  return segments;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}
