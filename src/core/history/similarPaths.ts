/**
 * Past files found by the end of an address, for histories whose address rules are not known any more:
 * `/docs/install/knative/` is likely `content/en/docs/install/knative.md`, whatever generator it was written for.
 */

import { below, extensionOf, type RepoPath } from '../paths.ts';
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

/** What servers called the pages that a program made: PHP, ASP, JSP, ColdFusion and those that include other files. */
export const serverEndings = 'php php3 php4 php5 phtml asp aspx jsp jspx cfm cfml shtml shtm stm'.split(' ');

/** Endings that an address drops; others, as in `templates.defer`, are part of a name. */
const pageExtensions: ReadonlySet<string> = new Set(
  [...followedExtensions, ...serverEndings].map((extension) => `.${extension}`),
);

/**
 * Finds files by address; best agreement first, then the fewest segments in front. `basePath` is in front of every
 * address and in no file's path.
 */
export function similarPaths(
  { called }: Pick<PastNames, 'called'>,
  basePath = '/',
): (path: string) => readonly SimilarPath[] {
  const base = basePath.toLowerCase().replace(/(?<!\/)\/+$/, '');
  return (path) => {
    const wanted = withoutDate(pathSegments(below(path.toLowerCase(), base) ?? path)).map(withoutOrder);
    const name = wanted[wanted.length - 1];
    if (name === undefined) return [];
    const found = called(name).map(({ file, segments }) => {
      const agreeing = commonEnd(wanted, segments);
      return { file, agreeing, share: agreeing / wanted.length, extra: segments.length - agreeing };
    });
    found.sort((a, b) => b.agreeing - a.agreeing || a.extra - b.extra || (a.file < b.file ? -1 : 1));
    return found.slice(0, maximumAnswers).map(({ file, agreeing, share }) => ({ file, agreeing, share }));
  };
}

/** A file with what its address would keep of its path. */
interface Named {
  readonly file: RepoPath;
  readonly segments: readonly string[];
}

/** Past files as they are found by parts of their paths. */
export interface PastNames {
  /** The files whose last segment is a name, in their own order. */
  called(name: string): readonly Named[];
  /** The last file with these segments, each joined by `/`; see `pathSegments`. */
  ofParts(key: string): RepoPath | undefined;
}

export function pastNames(files: () => readonly RepoPath[]): PastNames {
  let called: PastNames['called'] | undefined;
  let parts: ReadonlyMap<string, RepoPath> | undefined;
  return {
    called(name) {
      called ??= filesByName(files());
      return called(name);
    },
    ofParts(key) {
      parts ??= new Map(files().map((file) => [pathSegments(file).join('/'), file]));
      return parts.get(key);
    },
  };
}

/** For so many names all paths are looked through; whoever asks for more is given an index. */
const mostLooks = 20;

function filesByName(files: readonly RepoPath[]): PastNames['called'] {
  let looks = 0;
  let index: ReadonlyMap<string, readonly Named[]> | undefined;
  return (name) => {
    if (index === undefined && ++looks <= mostLooks) {
      // What is taken off a path to make a segment stands in front of it or behind it.
      const likely = files.filter((file) => file.toLowerCase().includes(name));
      return likely.map(namedFile).filter(({ segments }) => segments.at(-1) === name);
    }
    index ??= indexOf(files);
    return index.get(name) ?? [];
  };
}

/** A file as its name is looked for. */
export function namedFile(file: RepoPath): Named {
  return { file, segments: pathSegments(file).map(withoutOrder) };
}

function indexOf(files: readonly RepoPath[]): ReadonlyMap<string, readonly Named[]> {
  const byName = new Map<string, Named[]>();
  for (const entry of files.map(namedFile)) {
    const name = entry.segments.at(-1);
    if (name === undefined) continue;
    const held = byName.get(name);
    if (held === undefined) byName.set(name, [entry]);
    else held.push(entry);
  }
  return byName;
}

/**
 * The parts of a file path or address that a page's address keeps under nearly every generator:
 * lower case, no extension, no index name, no date in front of a post's name.
 */
export function pathSegments(path: string): readonly string[] {
  const parts = path.toLowerCase().split('/');
  const segments = parts.includes('') ? parts.filter(Boolean) : parts;
  const last = segments.pop();
  if (last === undefined) return [];
  const extension = extensionOf(last);
  const name = withoutDay(pageExtensions.has(extension) ? last.slice(0, -extension.length) : last);
  if (!isIndex(name)) segments.push(name);
  return segments;
}

/** Nearly no name is one: the first letter tells before the pattern is tried. */
function isIndex(name: string): boolean {
  return '_ir'.includes(name.charAt(0)) && /^(?:_?index|readme)(?:\.[a-z]{2}(?:-[a-z]+)?)?$/.test(name);
}

/** `2020-11-25-name` or `20201125-name`. */
function withoutDay(name: string): string {
  if (name.charCodeAt(4) === HYPHEN) return name.replace(/^\d{4}-\d{2}-\d{2}-/, '');
  return name.charCodeAt(8) === HYPHEN ? name.replace(/^(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d-(?=\D)/, '') : name;
}

const HYPHEN = 45;

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
