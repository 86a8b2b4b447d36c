/** Addresses of a page in a language or a version that does not have it, by the languages and versions of the site itself. */
import { type UrlPath, urlPath } from '../paths.ts';
import { isPage, type RouteTable } from '../routeTable.ts';

/** Both stand near the beginning of an address. */
const segmentsLooked = 3;
/** A site with more of either is tried by the first ones; each is one look-up. */
const mostTried = 60;

interface Editions {
  readonly language: ReadonlySet<string>;
  readonly version: ReadonlySet<string>;
}

const known = new WeakMap<RouteTable, Editions>();

/**
 * `language` for `/de/guide/` where only `/guide/` or `/fr/guide/` is published, `version` for `/2.0/guide/` where only
 * `/3.0/guide/` is. `undefined` where the site has one edition, or none of them has the page.
 */
export function otherEdition(path: UrlPath, routes: RouteTable): 'language' | 'version' | undefined {
  const editions = known.get(routes) ?? editionsOf(routes);
  known.set(routes, editions);
  const isThere = (address: string) => {
    const route = address === path ? undefined : routes.answer(urlPath(address));
    return route !== undefined && isPage(route) && route.kind !== 'home';
  };
  for (const kind of ['language', 'version'] as const) {
    if (otherAddresses(path, editions[kind]).some(isThere)) return kind;
  }
  return undefined;
}

/** Without its edition, and in each other one; in each one where it names none. */
function otherAddresses(path: UrlPath, names: ReadonlySet<string>): readonly string[] {
  if (names.size === 0) return [];
  const segments = path.split('/');
  const tried = [...names].slice(0, mostTried);
  const at = segments.findIndex((each, index) => index > 0 && index <= segmentsLooked && names.has(each.toLowerCase()));
  const withName = (place: number, taken: number, name: readonly string[]) =>
    [...segments.slice(0, place), ...name, ...segments.slice(place + taken)].join('/');
  if (at === -1) return tried.map((name) => withName(1, 0, [name]));
  return [withName(at, 1, []), ...tried.map((name) => withName(at, 1, [name]))];
}

function editionsOf({ pages }: RouteTable): Editions {
  const language = new Set<string>();
  const version = new Set<string>();
  for (const page of pages) {
    if (page.language) language.add(page.language.toLowerCase());
    if (page.version) version.add(page.version.toLowerCase());
  }
  return { language, version };
}
