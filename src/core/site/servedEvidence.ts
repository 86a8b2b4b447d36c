/**
 * What says that a site is served below another folder than it is built for. In the order in which it is believed: the
 * address the user gives, the links that its authors write in full, what the project calls its address, and the
 * addresses that are asked.
 */
import { below, extensionOf, urlKey, urlPath } from '../paths.ts';
import type { RouteTable } from '../routeTable.ts';
import { isUnder, type ServedPrefix } from './servedPrefix.ts';

/** How many folders deep a prefix may be. */
const deepest = 3;

/** So many pages must be linked by their served address: most of a small site, and these of any other. */
const fewest = 3;
const enough = 12;
const mostOfSmall = 0.6;

/** Of the links below the served folder, the share that leads to a page that was built elsewhere. */
const leastExplained = 0.6;

/** Links to pages as they were built, for each one as served: more of them, and both addresses may be alive. */
const mostAsBuilt = 0.05;

/** So many addresses must be asked below one folder, and nearly none elsewhere. */
const enoughAsked = 3;
const mostAsked = 0.8;

/** `/en/latest`, `/latest`, `/projects/part/en/latest`: where hosts of documentation put the version that is meant to be read. */
const documentationForm =
  /^(?:\/projects\/[\w-]+)?(?:\/[a-z]{2}(?:[-_][a-z]{2,4})?)?\/(?:latest|stable|current|main|master|dev|develop|development|nightly|edge)(?=\/|$)/i;

/** Folders of these addresses that hold no page; most addresses first. Where there are none, no link need be read. */
export function emptyFolders(routes: RouteTable, addresses: readonly string[]): readonly string[] {
  const filled = filledFolders(routes).all;
  const counts = new Map<string, number>();
  for (const folder of addresses.flatMap(folders)) {
    if (!filled.has(folder)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([folder]) => folder);
}

/** The path of the address that the user gave, where the site is built for another one and publishes nothing there. */
export function prefixGiven(routes: RouteTable, basePath: string, given: string): ServedPrefix | undefined {
  const [built, served] = [bare(basePath), bare(given)];
  if (served === '' || served === built || isUnder(built, served)) return undefined;
  if (isFilled(routes, served)) return undefined;
  return { built, served, because: 'the address you gave says' };
}

/**
 * Learns from `links`, addresses on the site's own host as its pages write them in full or from the root, which folder of
 * built pages is served as one of `candidates`; see `emptyFolders`. `undefined` unless the links agree overwhelmingly, or
 * where they only leave out `basePath`, which many generators put in front of links themselves.
 */
export function prefixLinked(
  routes: RouteTable,
  basePath: string,
  candidates: readonly string[],
  links: Iterable<string>,
): ServedPrefix | undefined {
  const built = ['', ...filledFolders(routes).pages];
  const pages: ReadonlySet<string> = new Set(routes.pages.map(({ url }) => urlKey(url)));
  const languages: ReadonlySet<string> = new Set(routes.pages.map(({ language }) => language?.toLowerCase() ?? ''));
  const needed = Math.min(enough, Math.max(fewest, Math.ceil(pages.size * mostOfSmall)));
  const base = bare(basePath);
  const linked = [...new Set([...links].map((link) => urlKey(urlPath(link))))].filter(
    (link) => isPageAddress(link) && (base === '' || !pages.has(base + link)),
  );
  for (const served of candidates) {
    const rests = linked.flatMap((link) => below(link, served) ?? []).filter((rest) => rest !== '');
    if (rests.length < needed) continue;
    const counts = pagesBelow(pages, built, rests);
    const votes = built.map((prefix) => ({ prefix, count: counts.get(prefix) ?? 0 }));
    votes.sort((a, b) => b.count - a.count);
    const [first, second] = votes;
    if (first === undefined || first.count < needed || first.count < leastExplained * rests.length) continue;
    if (second !== undefined && second.count * 4 > first.count) continue;
    if (isNameOfVersion(first.prefix, served)) continue;
    if (isLooselyWritten(first.prefix, served, languages)) continue;
    const asBuilt = linked.filter((link) => pages.has(link) && isUnder(link, first.prefix)).length;
    if (asBuilt > mostAsBuilt * first.count) continue;
    return { built: first.prefix, served, because: `${first.count} addresses that its pages link to say` };
  }
  return undefined;
}

/**
 * How many of these ends of addresses stand below each prefix as a page, with or without the extension that some hosts take
 * away. Each page is asked for the few prefixes it has: there may be as many prefixes as ends.
 */
export function pagesBelow(
  pages: ReadonlySet<string>,
  prefixes: readonly string[],
  rests: readonly string[],
): ReadonlyMap<string, number> {
  const placesOf = new Map<string, number[]>();
  for (const [place, rest] of rests.entries()) {
    const end = urlKey(urlPath(`/${rest}`));
    const known = placesOf.get(end);
    if (known === undefined) placesOf.set(end, [place]);
    else known.push(place);
  }
  const wanted = new Set(prefixes);
  const found = new Map<string, Set<number>>();
  for (const page of pages) {
    for (const [prefix, end] of splits(page)) {
      if (!wanted.has(prefix)) continue;
      for (const written of writtenAs(end)) {
        for (const place of placesOf.get(written) ?? []) {
          found.set(prefix, (found.get(prefix) ?? new Set()).add(place));
        }
      }
    }
  }
  return new Map([...found].map(([prefix, places]) => [prefix, places.size]));
}

/** A page's address in front of each of its first folders, and behind it: `/a/b` is `` and `/a/b`, `/a` and `/b`. */
function* splits(page: string): Generator<readonly [prefix: string, end: string], void> {
  for (let depth = 0, at = 0; depth <= deepest && at >= 0 && at < page.length; depth++, at = page.indexOf('/', at + 1))
    yield [page.slice(0, at), page.slice(at)];
}

/** What is the same, with and without the extension: one of `.html.html` lost the last. */
function writtenAs(end: string): readonly string[] {
  const bareEnd = end.endsWith('.html') ? end.slice(0, -5) : undefined;
  const longer = `${end}.html`;
  return bareEnd === undefined || bareEnd.endsWith('.html') ? [end, longer] : [end, longer, bareEnd];
}

/** `/core/latest` of `/core/1.9`: hosts lead one to the other, and both are alive. */
function isNameOfVersion(built: string, served: string): boolean {
  const [own, written] = [built, served].map((path) => /^(.*)\/([^/]+)$/.exec(path));
  const isNumber = /^v?\d+(?:\.(?:\d+|x))*$/i.test(own?.[2] ?? '');
  return isNumber && own?.[1] === written?.[1] && /^(?:latest|stable|current)$/i.test(written?.[2] ?? '');
}

/**
 * The same folder in other letters, or without the language in front: authors write `/Releases/x` for `/en/releases/x`, and
 * hosts and browsers lead it there. No site is served so.
 */
function isLooselyWritten(built: string, served: string, languages: ReadonlySet<string>): boolean {
  const [own, written] = [built.toLowerCase(), served.toLowerCase()];
  const [, language = '', rest] = /^\/([^/]+)(\/.*)$/.exec(own) ?? [];
  return own === written || (rest === written && languages.has(language));
}

/**
 * What the project's own files call its address: `told` are paths on the site's hosts. Nothing where those who ask know the
 * site as it is built.
 */
export function prefixTold(
  routes: RouteTable,
  basePath: string,
  told: readonly { readonly path: string; readonly file: string }[],
  asked: readonly string[] = [],
): ServedPrefix | undefined {
  const built = bare(basePath);
  for (const { path, file } of told) {
    const served = versionedFolder(path, built);
    if (served === undefined || isFilled(routes, served)) continue;
    if (isAskedAsBuilt(routes, served, asked)) continue;
    // `/develop/` or `/main/` alone may be a section of another site on the host: what lies there has to be a page here.
    const rest = below(path, served) ?? '';
    const isWithLanguage = served.slice(built.length).split('/').length > 2;
    if (rest !== '' && !isWithLanguage && !isFilled(routes, urlKey(urlPath(`${built}/${rest}`)))) continue;
    return { built, served, because: `${file} says` };
  }
  return undefined;
}

/**
 * The folder that the project's own files name and all addresses that are asked lie in, of a site whose address nothing
 * else tells: `https://example.org/book/` of a book that names none. A guess, as a project names others on its host, too.
 */
export function prefixNamed(
  routes: RouteTable,
  basePath: string,
  told: readonly { readonly path: string; readonly file: string }[],
  asked: readonly string[],
): ServedPrefix | undefined {
  const built = bare(basePath);
  const filled = filledFolders(routes).pages;
  for (const { path, file } of told) {
    const served = bare(path);
    if (served === built || !isUnder(served, built) || !isPageAddress(served) || isFilled(routes, served)) continue;
    const fits = (url: string): boolean =>
      isUnder(url, served) && folders(url.slice(served.length)).some((folder) => filled.has(built + folder));
    if (!asked.every((url) => isUnder(url, served)) || !asked.some(fits)) continue;
    return { built, served, because: `${file} and the addresses that are asked say`, isGuess: true };
  }
  return undefined;
}

/** `/docs/en/latest` of `/docs/en/latest/guide` on a site that is built for `/docs`. */
function versionedFolder(path: string, built: string): string | undefined {
  if (!isUnder(path, built)) return undefined;
  const form = documentationForm.exec(path.slice(built.length))?.[0];
  return form === undefined ? undefined : built + form;
}

/** The site publishes something there as it is built. */
function isFilled(routes: RouteTable, folder: string): boolean {
  return routes.all.some(({ url }) => isUnder(urlKey(url), folder));
}

/** More of the addresses lie in folders that are built than below the one the site may be served from. */
function isAskedAsBuilt(routes: RouteTable, served: string, asked: readonly string[]): boolean {
  const filled = filledFolders(routes).all;
  const inside = asked.filter((path) => isUnder(path, served)).length;
  return asked.filter((path) => folders(path).some((folder) => filled.has(folder))).length > inside;
}

/**
 * Where the addresses that are asked lie. A folder that hosts of documentation use is believed at once where the
 * site may be published so; another one is a guess, as broken addresses lie where the site was once.
 */
export function prefixAsked(
  routes: RouteTable,
  basePath: string,
  asked: readonly string[],
  { isVersioned, isAddressKnown }: { readonly isVersioned: boolean; readonly isAddressKnown: boolean },
): ServedPrefix | undefined {
  const built = bare(basePath);
  const candidates = emptyFolders(routes, asked);
  const versioned = isVersioned ? mostFrequent(asked.flatMap((path) => versionedFolder(path, built) ?? [])) : undefined;
  if (versioned !== undefined && !isFilled(routes, versioned) && !isAskedAsBuilt(routes, versioned, asked)) {
    return { built, served: versioned, because: 'the addresses that are asked say' };
  }
  if (isAddressKnown) return undefined;
  const filled = filledFolders(routes).pages;
  const fits = (path: string, served: string): boolean =>
    folders(path.slice(served.length)).some((folder) => filled.has(built + folder));
  const served = candidates
    .filter((folder) => {
      const inside = asked.filter((path) => isUnder(path, folder));
      const enoughOfThem = inside.length >= enoughAsked && inside.length >= asked.length * mostAsked;
      return enoughOfThem && inside.filter((path) => fits(path, folder)).length >= inside.length * leastExplained;
    })
    .at(0);
  return served === undefined
    ? undefined
    : { built, served, because: 'the addresses that are asked all lie there', isGuess: true };
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function bare(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}

/** `/a`, `/a/b` for `/a/b/c`. */
function folders(url: string): readonly string[] {
  const segments = urlKey(url).split('/').filter(Boolean);
  return segments.slice(0, -1).flatMap((_, i) => (i < deepest ? [`/${segments.slice(0, i + 1).join('/')}`] : []));
}

/** Copied files may be served from anywhere. */
function isPageAddress(url: string): boolean {
  const extension = extensionOf(url);
  return extension === '' || extension === '.html' || /^\.\d/.test(extension);
}

interface FilledFolders {
  /** First folders of everything that has an address, and of pages alone. */
  readonly all: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
}

const filledOf = new WeakMap<RouteTable, FilledFolders>();

function filledFolders(routes: RouteTable): FilledFolders {
  const known = filledOf.get(routes);
  if (known !== undefined) return known;
  const of = (list: RouteTable['all']) => {
    const found = new Set<string>();
    for (const { url } of list) for (const folder of folders(url)) found.add(folder);
    return found;
  };
  const filled = { all: of(routes.all), pages: of(routes.pages) };
  filledOf.set(routes, filled);
  return filled;
}
