/**
 * Past files found by the end of an address, for histories whose address rules are not known any more:
 * `/docs/install/knative/` is likely `content/en/docs/install/knative.md`, whatever generator it was written for.
 */

import { below, extensionOf, fileName, type RepoPath } from '../paths.ts';
import { followedExtensions } from './history.ts';

/** A past file whose path ends as an address does. */
export interface SimilarPath {
  readonly file: RepoPath;
  /** Segments at the end that agree. */
  readonly agreeing: number;
  /** Of the segments of the address, how many agree, 0 to 1. */
  readonly share: number;
}

const maximumAnswers = 8;

/** Endings that an address drops; others, as in `templates.defer`, are part of a name. */
const pageExtensions: ReadonlySet<string> = new Set(
  [...followedExtensions, 'php', 'asp', 'aspx', 'jsp', 'shtml', 'xhtml', 'txt'].map((extension) => `.${extension}`),
);

/**
 * Finds files by address; best agreement first, then the fewest segments in front. `basePath` is in front of every
 * address and in no file's path.
 */
export function similarPaths(files: readonly RepoPath[], basePath = '/'): (path: string) => readonly SimilarPath[] {
  const byName = new Map<string, { readonly file: RepoPath; readonly segments: readonly string[] }[]>();
  const base = basePath.toLowerCase().replace(/\/+$/, '');
  for (const file of files) {
    const segments = pathSegments(file).map(withoutOrder);
    const name = segments[segments.length - 1];
    if (name === undefined) continue;
    const held = byName.get(name);
    if (held === undefined) byName.set(name, [{ file, segments }]);
    else held.push({ file, segments });
  }
  return (path) => {
    const wanted = withoutDate(pathSegments(below(path.toLowerCase(), base) ?? path)).map(withoutOrder);
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
 * lower case, no extension, no index name, no date in front of a post's name.
 */
export function pathSegments(path: string): readonly string[] {
  const segments = path.toLowerCase().split('/').filter(Boolean);
  const last = segments.pop();
  if (last === undefined) return [];
  const extension = extensionOf(fileName(last));
  const name = (pageExtensions.has(extension) ? last.slice(0, -extension.length) : last).replace(
    /^\d{4}-\d{2}-\d{2}-/,
    '',
  );
  if (!/^(?:_?index|readme)(?:\.[a-z]{2}(?:-[a-z]+)?)?$/.test(name)) segments.push(name);
  return segments;
}

/** A number or underscore in front, by which a folder's pages are sorted or a collection is marked, is in few addresses. */
function withoutOrder(segment: string): string {
  return segment.replace(/^(?:\d{1,3}(?:\.\d{1,3})?[-_.]|_)(?=[a-z])/, '');
}

/** The folders of a post's day, which its file has in its name: `2019/05/06`. */
function withoutDate(segments: readonly string[]): readonly string[] {
  const year = segments.findIndex((part, i) => /^(?:19|20)\d\d$/.test(part) && /^\d\d$/.test(segments[i + 1] ?? ''));
  if (year < 0) return segments;
  const end = /^\d\d$/.test(segments[year + 2] ?? '') ? year + 3 : year + 2;
  return end < segments.length ? segments.toSpliced(year, end - year) : segments;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

/**
 * Which directories became which, when a path keeps its end: `a/b/x/y` and `c/x/y` say that `a/b` became `c`, and `a/b/x`
 * became `c/x`. Empty for paths that end otherwise; a directory without a name is the root.
 */
export function directoryPairs(
  from: readonly string[],
  to: readonly string[],
): readonly (readonly [from: string, to: string])[] {
  let kept = 0;
  while (kept < from.length && kept < to.length && from[from.length - 1 - kept] === to[to.length - 1 - kept]) kept++;
  const pairs: (readonly [string, string])[] = [];
  for (let tail = kept; tail >= 1; tail--) {
    pairs.push([from.slice(0, from.length - tail).join('/'), to.slice(0, to.length - tail).join('/')]);
  }
  return pairs;
}
