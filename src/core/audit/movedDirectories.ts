/**
 * Directories of addresses that moved as a whole: what one rule with a wildcard could say of all their pages. What single
 * moves have in common, which proves nothing of a directory, is `suggest/world/directoryMoves.ts`.
 */
import type { PastAddresses } from '../history/past.ts';
import { directoryPairs } from '../history/similarPaths.ts';
import type { Route } from '../model.ts';
import { type UrlPath, urlKey } from '../paths.ts';
import { isPage, type RouteTable } from '../routeTable.ts';
import { type Partition, partition } from '../suggest/partition/partitions.ts';

/** A folder of addresses that moved as a whole, with what one rule for it would do. */
export interface MovedDirectory {
  /** `/docs/`: the pages below it are found at the same place below `to`. Never the root. */
  readonly from: UrlPath;
  /** `/guides/`, or the root. */
  readonly to: UrlPath;
  /** Past addresses whose page is at the same place below `to` today. */
  readonly right: readonly UrlPath[];
  /** Past addresses whose page is nowhere today: dead with the rule as without it. */
  readonly gone: readonly UrlPath[];
  /** Past addresses whose page went elsewhere; each needs a rule of its own that answers first. */
  readonly exceptions: readonly { readonly from: UrlPath; readonly to: UrlPath }[];
}

/** Fewer addresses than this are easier to read one by one. */
const fewest = 3;

/** For each address that is right, so many may be gone, or elsewhere: a directory that was scattered did not move. */
const mostOthers = 0.25;

/**
 * The highest directories whose past addresses agree on one place, but for few exceptions. Addresses that are redirected
 * or published are left to themselves. Sorted by address. With `asked`, only directories that hold one of these addresses.
 */
export function movedDirectories(
  past: PastAddresses,
  routes: RouteTable,
  isRedirected: (url: UrlPath) => boolean,
  asked?: readonly UrlPath[],
): readonly MovedDirectory[] {
  if (asked?.length === 0) return [];
  const wanted = asked && new Set(asked.flatMap(directoriesOf));
  const parts = partition(routes.pages);
  const dead = deadAddresses(past, routes, isRedirected, parts, wanted);
  const found: MovedDirectory[] = [];
  const moves = movesOf(dead);
  for (const from of [...moves.keys()].sort()) {
    if (wanted !== undefined && !wanted.has(from)) continue;
    // The rule of a directory above says it, too; parents sort before what is in them.
    if (found.some((above) => `${from}/`.startsWith(above.from))) continue;
    const targets = [...(moves.get(from) ?? [])].sort((a, b) => b[1] - a[1]);
    for (const [to, count] of targets) {
      if (count < fewest || !mayMove(from, to, parts)) continue;
      const moved = judged(from, to, below(from, dead), routes);
      if (moved === undefined) continue;
      found.push(moved);
      break;
    }
  }
  return found;
}

/** An address that answers nothing today, and the pages its page became; none when it was deleted. */
interface DeadAddress {
  readonly key: string;
  readonly url: UrlPath;
  readonly pages: readonly Route[];
}

function deadAddresses(
  past: PastAddresses,
  routes: RouteTable,
  isRedirected: (url: UrlPath) => boolean,
  parts: Partition,
  wanted: ReadonlySet<string> | undefined,
): readonly DeadAddress[] {
  const dead = new Map<string, DeadAddress>();
  for (const url of past.urls()) {
    const key = urlKey(url);
    if (wanted !== undefined && !wanted.has(topOf(key))) continue;
    if (dead.has(key) || isFileName.test(key) || published(url, routes) !== undefined || isRedirected(url)) continue;
    const files = past.lookup(url).flatMap(({ fate }) => ('to' in fate ? fate.to : []));
    const pages = [...new Set(files)].flatMap((file) => routes.ofFile(file).filter(isPage));
    dead.set(key, { key, url, pages: pages.filter((page) => isSamePart(url, page.url, parts)) });
  }
  return [...dead.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** `/a`, `/a/b` for `/a/b/c`. */
function directoriesOf(url: UrlPath): readonly string[] {
  const parts = urlKey(url).split('/');
  return parts.slice(1, -1).map((_, i) => parts.slice(0, i + 2).join('/'));
}

/** `/a` for `/a/b/c`. */
function topOf(key: string): string {
  const end = key.indexOf('/', 1);
  return end < 0 ? key : key.slice(0, end);
}

/** What rules of another time than the file's make of it; nobody ever saw such an address. */
const isFileName = /\/_?index(?:\.[a-z-]+)?$/;

/** A page of its own; what a pattern of the site's code answers is not known. */
function published(url: UrlPath, routes: RouteTable): Route | undefined {
  const route = routes.answer(url);
  return route?.kind === 'dynamic' ? undefined : route;
}

/** Of one language and version; from a version that is gone, the pages without one. */
function isSamePart(from: UrlPath, to: UrlPath, parts: Partition): boolean {
  const version = parts.version(from);
  const wanted = version !== undefined && parts.hasVersion(version) ? version : undefined;
  return parts.version(to) === wanted && parts.language(to) === parts.language(from);
}

/** Which directories became which, and for how many addresses. Without a slash at the end; the root is empty. */
function movesOf(dead: readonly DeadAddress[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const moves = new Map<string, Map<string, number>>();
  for (const { key, pages } of dead) {
    const pairs = new Set(pages.flatMap(({ url }) => pairsBelowRoot(key, urlKey(url))));
    for (const pair of pairs) {
      const [from = '', to = ''] = pair.split('\n');
      const of = moves.get(from) ?? new Map<string, number>();
      moves.set(from, of);
      of.set(to, (of.get(to) ?? 0) + 1);
    }
  }
  return moves;
}

/** Pairs of directories below the root, each with its slash in front; the root as a target is empty. */
function pairsBelowRoot(from: string, to: string): readonly string[] {
  const pairs = directoryPairs(from.split('/').slice(1), to.split('/').slice(1));
  return pairs.flatMap(([old, now]) => (old === '' ? [] : [`/${old}\n${now === '' ? '' : `/${now}`}`]));
}

/** Never in a loop, and never into another language or version. */
function mayMove(from: string, to: string, parts: Partition): boolean {
  if (from === to || to.startsWith(`${from}/`)) return false;
  return isSamePart(`${from}/page` as UrlPath, `${to}/page` as UrlPath, parts);
}

/** What the rule would do with every dead address in the directory; `undefined` when too many go elsewhere. */
function judged(
  from: string,
  to: string,
  dead: readonly DeadAddress[],
  routes: RouteTable,
): MovedDirectory | undefined {
  const right: UrlPath[] = [];
  const gone: UrlPath[] = [];
  const exceptions: { from: UrlPath; to: UrlPath }[] = [];
  for (const { key, url, pages } of dead) {
    const there = published(`${to}${key.slice(from.length)}/` as UrlPath, routes);
    const [page] = pages;
    if (page === undefined) (there === undefined ? gone : right).push(url);
    else if (pages.some(({ file }) => file === there?.file)) right.push(url);
    else exceptions.push({ from: url, to: page.url });
  }
  const most = right.length * mostOthers;
  if (right.length < fewest || gone.length > most || exceptions.length > most) return undefined;
  return { from: `${from}/` as UrlPath, to: `${to}/` as UrlPath, right, gone, exceptions };
}

/** The addresses in and below a directory, of a sorted list. */
function below(directory: string, dead: readonly DeadAddress[]): readonly DeadAddress[] {
  let low = 0;
  let high = dead.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dead[middle]?.key ?? '') < directory) low = middle + 1;
    else high = middle;
  }
  const found: DeadAddress[] = [];
  for (let i = low; i < dead.length; i++) {
    const entry = dead[i];
    if (entry === undefined || !entry.key.startsWith(directory)) break;
    if (entry.key === directory || entry.key.startsWith(`${directory}/`)) found.push(entry);
  }
  return found;
}
