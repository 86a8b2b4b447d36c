/**
 * Sites that are served below another folder than they are built for: a deployment copies `/versioned/…` to `/docs/…`.
 * No configuration says so, but every link that the site's authors write in full does.
 */
import { below, extension, type UrlPath, urlKey, urlPath } from './paths.ts';
import type { RouteTable } from './routeTable.ts';

export interface ServedPrefix {
  /** As the generator gives it, without a slash at its end: `/versioned`. */
  readonly built: string;
  /** As visitors see it: `/docs`. */
  readonly served: string;
}

/** So many pages must be linked by their served address. */
const leastPages = 12;

/** Of the links below the served folder, the share that leads to a page that was built elsewhere. */
const leastExplained = 0.6;

/** Links to pages as they were built, for each one as served: more of them, and both addresses may be alive. */
const mostAsBuilt = 0.05;

/** How many folders deep either prefix may be. */
const deepest = 2;

/** Folders that are asked for and hold no page; where there are none, no link needs to be read. */
export function emptyFolders(routes: RouteTable, asked: readonly UrlPath[]): readonly string[] {
  const filled = new Set(routes.all.flatMap(({ url }) => folders(url)));
  return [...new Set(asked.flatMap(folders))].filter((folder) => !filled.has(folder));
}

/**
 * Learns from `links`, addresses on the site's own host as its pages write them in full or from the root, which folder of
 * built pages is served as one of `candidates`; see `emptyFolders`. `undefined` unless the links agree overwhelmingly.
 */
export function servedPrefix(
  routes: RouteTable,
  candidates: readonly string[],
  links: Iterable<string>,
): ServedPrefix | undefined {
  const built = ['', ...new Set(routes.pages.flatMap(({ url }) => folders(url)))];
  const pages = new Set(routes.pages.map(({ url }) => urlKey(url)));
  const linked = [...new Set([...links].map((link) => urlKey(urlPath(link))))].filter(isPageAddress);
  for (const served of candidates) {
    const rests = linked.flatMap((link) => below(link, served) ?? []).filter((rest) => rest !== '');
    if (rests.length < leastPages) continue;
    const votes = built.map((prefix) => ({
      prefix,
      count: rests.filter((rest) => pages.has(urlKey(urlPath(`${prefix}/${rest}`)))).length,
    }));
    votes.sort((a, b) => b.count - a.count);
    const [first, second] = votes;
    if (first === undefined || first.count < leastPages || first.count < leastExplained * rests.length) continue;
    if (second !== undefined && second.count * 4 > first.count) continue;
    const asBuilt = linked.filter((link) => pages.has(link) && isUnder(link, first.prefix)).length;
    if (asBuilt <= mostAsBuilt * first.count) return { built: first.prefix, served };
  }
  return undefined;
}

/** An address as visitors see it. */
export function toServed(url: UrlPath, { built, served }: ServedPrefix): UrlPath {
  return moved(url, built, served);
}

/** An address as the generator gives it. */
export function toBuilt(url: UrlPath, { built, served }: ServedPrefix): UrlPath {
  return moved(url, served, built);
}

/** The same routes by their served addresses; those as built still find them, as redirect rules may be written so. */
export function servedRoutes(table: RouteTable, prefix: ServedPrefix): RouteTable {
  const show = <Entry extends { readonly url: UrlPath } | undefined>(route: Entry): Entry =>
    route === undefined ? route : { ...route, url: toServed(route.url, prefix) };
  return {
    all: table.all.map(show),
    pages: table.pages.map(show),
    answer: (path) => show(table.answer(toBuilt(path, prefix))),
    unpublished: (path) => show(table.unpublished(toBuilt(path, prefix))),
    otherCase: (path) => show(table.otherCase(toBuilt(path, prefix))),
    publishesBelow: (folder) => table.publishesBelow(toBuilt(urlPath(folder), prefix)),
    ofFile: (file) => table.ofFile(file).map(show),
  };
}

function moved(url: UrlPath, from: string, to: string): UrlPath {
  if (!isUnder(url, from)) return url;
  const rest = url.slice(from.length);
  return (`${to}${rest}` || '/') as UrlPath;
}

function isUnder(url: string, folder: string): boolean {
  return url === folder || url.startsWith(`${folder}/`);
}

/** `/a`, `/a/b` for `/a/b/c`. */
function folders(url: string): readonly string[] {
  const segments = urlKey(url).split('/').filter(Boolean);
  return segments.slice(0, -1).flatMap((_, i) => (i < deepest ? [`/${segments.slice(0, i + 1).join('/')}`] : []));
}

/** Copied files may be served from anywhere. */
function isPageAddress(url: string): boolean {
  const ending = extension(url);
  return ending === '' || ending === '.html' || /^\.\d/.test(ending);
}
