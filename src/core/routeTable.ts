/** The addresses of a site, looked up by any spelling a host would answer. */
import type { Route, RouteKind } from './model.ts';
import { foldCase, type RepoPath, type UrlKey, type UrlPath, urlKey, urlVariants } from './paths.ts';

/** Every address of a site, found by address and by file. */
export interface RouteTable {
  readonly all: readonly Route[];
  /** The route that answers this address: a fixed one first, then a copied file, then the most specific pattern. */
  answer(path: UrlPath): Route | undefined;
  /**
   * The pattern that may answer this address where no fixed route does, and of which no page is known: only the site's code
   * tells which there are.
   */
  unknownPattern(path: UrlPath): Route | undefined;
  /** A file's route that is not published, at exactly this address: a draft, a future post. */
  unpublished(path: UrlPath): Route | undefined;
  /** The published address that differs only in case. */
  otherCase(path: UrlPath): Route | undefined;
  /** Whether anything with a fixed address is published below a folder, `/a/`. Copied files are not counted. */
  publishesBelow(folder: string): boolean;
  ofFile(file: RepoPath): readonly Route[];
  /** What is published under a fixed address of its own, as a target of redirects. */
  readonly pages: readonly Route[];
}

const notPublished: ReadonlySet<RouteKind> = new Set(['draft', 'future', 'expired', 'unpublished']);
const ownPage: ReadonlySet<RouteKind> = new Set(['page', 'section', 'home', 'post', 'fallback']);

/** It is answered, and no draft or page of another day. */
export function isPublished(route: Route): boolean {
  return !notPublished.has(route.kind);
}

/** A page with an address of its own, that a redirect may lead to. */
export function isPage(route: Route): boolean {
  return ownPage.has(route.kind);
}

/**
 * `unlisted` knows what is published besides, and is too much to list: files that are copied as they are, feeds. It is
 * asked with what tells the listed routes.
 */
export function routeTable(
  all: readonly Route[],
  unlisted: (path: UrlPath, listed: (path: UrlPath) => Route | undefined) => Route | undefined = () => undefined,
): RouteTable {
  const published = new Map<UrlKey, Route>();
  const hidden = new Map<UrlKey, Route>();
  const patterns: { readonly route: Route; readonly matches: (path: string) => boolean }[] = [];
  for (const route of all) {
    if (route.kind === 'dynamic') {
      patterns.push({ route, matches: patternMatcher(route.url) });
      continue;
    }
    const key = urlKey(route.url);
    const map = isPublished(route) ? published : hidden;
    const held = map.get(key);
    if (held === undefined || rank(route) < rank(held)) map.set(key, route);
  }
  patterns.sort((a, b) => literalLength(b.route.url) - literalLength(a.route.url));
  const folded = once(() => byFoldedKey(all));
  const folders = once(() => foldersOf(all));
  const files = once(() => byFile(all));
  const pages = once(() => all.filter(isPage));
  const patternOf = (path: UrlPath) => patterns.find((entry) => entry.matches(urlKey(path)));
  const listed = (path: UrlPath) => find(published, path);
  // Of one address it is asked again and again, for each question about it.
  let last: { readonly path: UrlPath; readonly route: Route | undefined } | undefined;
  const besides = (path: UrlPath): Route | undefined => {
    if (last?.path !== path) last = { path, route: unlisted(path, listed) };
    return last.route;
  };
  const fixed = (path: UrlPath) => listed(path) ?? besides(path);
  const withoutPages = new Map<Route, boolean>();
  return {
    all,
    answer: (path) => fixed(path) ?? patternOf(path)?.route,
    unknownPattern: (path) => {
      const entry = fixed(path) === undefined ? patternOf(path) : undefined;
      if (entry === undefined) return undefined;
      const { route } = entry;
      const isUnknown = withoutPages.get(route) ?? !hasPageBelow(pages(), route.url);
      withoutPages.set(route, isUnknown);
      return isUnknown ? route : undefined;
    },
    unpublished: (path) => find(hidden, path),
    otherCase: (path) => folded().get(foldCase(urlKey(path))),
    publishesBelow: (folder) => folders().has(folder.toLowerCase()),
    ofFile: (file) => files().get(file) ?? [],
    get pages() {
      return pages();
    },
  };
}

/** What is held for an address, in whatever way it is spelled. */
function find(map: ReadonlyMap<UrlKey, Route>, path: UrlPath): Route | undefined {
  const asked = urlKey(path);
  for (const key of urlVariants(path)) {
    const route = map.get(key);
    if (route !== undefined && (key === asked || !isFolderAskedAsFile(asked, route))) return route;
  }
  return undefined;
}

/**
 * `/a.html` is asked and `/a/` is published, which is `a/index.html`. Apache 2.4, nginx 1.22 and the servers of static
 * files answer 404; a host that leads there (cleanUrls of Vercel) does so by a redirect of its own.
 */
function isFolderAskedAsFile(asked: UrlKey, { url }: Route): boolean {
  return url.length > 1 && url.endsWith('/') && /\.html?$/i.test(asked);
}

/** What a reading of the site alone does not ask for is made when it is asked for first. */
function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function byFoldedKey(all: readonly Route[]): ReadonlyMap<UrlKey, Route> {
  const folded = new Map<UrlKey, Route>();
  for (const route of all) {
    if (route.kind !== 'dynamic' && isPublished(route)) folded.set(foldCase(urlKey(route.url)), route);
  }
  return folded;
}

/** Every folder above a published address, without regard to case. */
function foldersOf(all: readonly Route[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const route of all) {
    if (route.kind === 'dynamic' || !isPublished(route)) continue;
    const url = route.url.toLowerCase();
    for (let at = url.lastIndexOf('/') + 1; at > 0; at = url.lastIndexOf('/', at - 2) + 1) {
      if (folders.has(url.slice(0, at))) break;
      folders.add(url.slice(0, at));
    }
  }
  return folders;
}

function byFile(all: readonly Route[]): ReadonlyMap<RepoPath, readonly Route[]> {
  const files = new Map<RepoPath, Route[]>();
  for (const route of all) {
    const known = files.get(route.file);
    if (known === undefined) files.set(route.file, [route]);
    else known.push(route);
  }
  return files;
}

/** Two routes at one address: the page before what was generated or merely redirects. */
function rank(route: Route): number {
  if (isPage(route)) return 0;
  return route.kind === 'static' ? 1 : route.kind === 'generated' ? 2 : 3;
}

function literalLength(pattern: string): number {
  return pattern.replace(/\[+[^[\]]*\]+/g, '').length;
}

/**
 * `[name]` is one segment or a part of one, `[...name]` one or more segments, `[[name]]` and `[[...name]]` may be absent.
 * Segments are compared one by one, so that no pattern can take more than linear time for each rest.
 */
export function patternMatcher(pattern: UrlPath | string): (path: string) => boolean {
  const wanted = segments(pattern);
  return (path) => matchSegments(wanted, 0, segments(path), 0);
}

/** Of `/a/[[...rest]]` below `/a`: its own page, which may be that of another file, tells of none of them. */
function hasPageBelow(pages: readonly Route[], pattern: string): boolean {
  const matches = patternMatcher(pattern.replace(/\[\[(\.\.\.[^[\]]*)\]\](?=\/?$)/, '[$1]'));
  return pages.some(({ url }) => matches(urlKey(url)));
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

function matchSegments(wanted: readonly string[], w: number, given: readonly string[], g: number): boolean {
  const part = wanted[w];
  if (part === undefined) return g === given.length;
  const isWhole = /^\[+[^[\]]*\]+$/.test(part);
  const isRest = /\[\.\.\./.test(part);
  const optional = isWhole && part.startsWith('[[');
  if (isRest && isWhole) {
    // A rest is nearly always last; trying each length keeps patterns with a tail right.
    for (let end = given.length; end >= g + (optional ? 0 : 1); end--) {
      if (matchSegments(wanted, w + 1, given, end)) return true;
    }
    return false;
  }
  if (isRest) {
    // `prefix-[...rest].json`: the rest may hold slashes.
    for (let end = given.length; end > g; end--) {
      if (matchSegment(part, given.slice(g, end).join('/')) && matchSegments(wanted, w + 1, given, end)) return true;
    }
    return false;
  }
  const here = given[g];
  if (here !== undefined && matchSegment(part, here) && matchSegments(wanted, w + 1, given, g + 1)) return true;
  return optional && matchSegments(wanted, w + 1, given, g);
}

function matchSegment(wanted: string, given: string): boolean {
  const literals = wanted.split(/\[+[^[\]]*\]+/);
  /** Of each placeholder: one that is optional or a rest may stand for nothing. */
  const least = (wanted.match(/\[+[^[\]]*\]+/g) ?? []).map((name) => (/^\[(?:\[|\.\.\.)/.test(name) ? 0 : 1));
  if (literals.length === 1) return wanted === given;
  const first = literals[0] ?? '';
  const last = literals[literals.length - 1] ?? '';
  if (!given.startsWith(first) || !given.endsWith(last) || given.length < first.length + last.length) return false;
  let at = first.length;
  for (const [index, literal] of literals.slice(1, -1).entries()) {
    const found = given.indexOf(literal, at + (least[index] ?? 1));
    if (found < 0) return false;
    at = found + literal.length;
  }
  return given.length - last.length - at >= (least.at(-1) ?? 1);
}
