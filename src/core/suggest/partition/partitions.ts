/** The language and the documentation version an address belongs to, read from its own parts. */
import type { Route } from '../../model.ts';
import type { UrlPath } from '../../paths.ts';
import { addressParts, type FoundParts, foundParts, isLanguageCode, versionRuns, versionTest } from './foundParts.ts';
import { newestVersions } from './newestVersions.ts';

/**
 * Which languages, versions and products the addresses of a site are divided into; `undefined` where they name none.
 */
export interface Partition {
  language(url: string): string | undefined;
  /** With all its parts, where one is divided again: `v2/2.1`. */
  version(url: string): string | undefined;
  /** The folders in front of the version, without the language: what it is a version of. */
  product(url: string): string | undefined;
  /** The newest version of a product, where pages of it that name no version are none of an even newer one. */
  newestOf(product: string): string | undefined;
  /** The address is a language's or version's front page. */
  isHome(url: string): boolean;
  /** Some page is published in this version. */
  hasVersion(version: string): boolean;
  /** Some page is published in this version of the product; of other products, versions may be called the same. */
  hasVersionOf(product: string, version: string): boolean;
  /** Some version of today stands for this one; see `covers`. */
  isCovered(version: string): boolean;
  /** The newest version, where nearly every page is published in one; an address without a version means it. */
  readonly newestVersion: string | undefined;
  hasLanguage(language: string): boolean;
  /** Addresses may name no language. */
  readonly plainLanguage: boolean;
  /** The address with the main language put in front, where every page names its language and this one does not. */
  fullPath(path: UrlPath): UrlPath;
  /** The same address in the site's main language; `undefined` when it is that already, or there is none. */
  inMainLanguage(path: UrlPath): UrlPath | undefined;
  /** An address of the main language in another one. */
  translated(url: UrlPath, language: string): UrlPath;
}

/** What is told of a site's versions once the parts of its addresses are known. */
interface ToldVersions {
  /** By product. */
  readonly newest: ReadonlyMap<string, string>;
  /** Each product with each of its versions. */
  products(): ReadonlySet<string>;
}

/** What a partition follows from, as plain data. */
export interface KeptParts {
  readonly found: FoundParts;
  readonly newest: readonly (readonly [product: string, version: string])[];
  readonly products: readonly string[];
}

/**
 * Learns from the published addresses which of their parts name languages and versions. `named` holds the versions that
 * the generator's configuration names.
 */
export function partition(routes: readonly Route[], named: ReadonlySet<string> = new Set()): Partition {
  const found = foundParts(routes, named);
  return partitionOf(found, toldVersions(found, routes));
}

/** All that a partition says, to be kept. */
export function partitionKept(routes: readonly Route[], named: ReadonlySet<string>): KeptParts {
  const found = foundParts(routes, named);
  const { newest, products } = toldVersions(found, routes);
  return { found, newest: [...newest], products: [...products()] };
}

/** The partition that was kept. */
export function openParts({ found, newest, products }: KeptParts): Partition {
  const all = new Set(products);
  return partitionOf(found, { newest: new Map(newest), products: () => all });
}

function toldVersions(found: FoundParts, routes: readonly Route[]): ToldVersions {
  const { version, product } = readingOf(found);
  let products: ReadonlySet<string> | undefined;
  return {
    newest: newestVersions(routes, { version, product, byNumbers }),
    products() {
      products ??= new Set(
        routes.flatMap(({ url, kind }) => {
          const own = kind === 'static' || kind === 'redirect' ? undefined : version(url);
          return own === undefined ? [] : [`${product(url)}\n${own}`];
        }),
      );
      return products;
    },
  };
}

/** Reads the parts of single addresses. */
function readingOf(found: FoundParts) {
  const [languages, versions] = [new Set(found.languages), new Set(found.versions)];
  const [fronts, leaves] = [new Set(found.fronts), new Set(found.leaves)];
  const [numbers, named, unreleased] = [new Set(found.numbers), new Set(found.named), new Set(found.unreleased)];
  const isVersion = versionTest({ numbers, named, unreleased });
  const languagePart = (url: string): { readonly part: string; readonly language: string } | undefined => {
    const codes = addressParts(url).slice(0, 3).filter(isLanguageCode);
    const own = codes.find((code) => languages.has(code));
    if (own !== undefined) return { part: own, language: own };
    const [part = ''] = codes;
    const akin = kindred(part, languages);
    return akin === undefined ? undefined : { part, language: akin };
  };
  const language = (url: string): string | undefined => languagePart(url)?.language;
  const version = (url: string): string | undefined => {
    const segments = addressParts(url);
    const start = segments.findIndex((segment, i) => isVersion(segment) && i < segments.length - 1);
    const folder = start < 0 ? undefined : versionRuns(segments.slice(start), isVersion)[0];
    const last = segments.slice(start < 0 ? -1 : start).join('/');
    // `/upgrade-guides/4.0` is a page about a version, and no version of the upgrade guides.
    const whole = segments.join('/');
    const isAbout = start < 0 && leaves.has(whole) && !fronts.has(whole);
    return versions.has(last) && !isAbout ? last : folder;
  };
  const product = (url: string): string | undefined => {
    const own = version(url);
    if (own === undefined) return undefined;
    const segments = addressParts(url);
    const name = own.split('/')[0] ?? '';
    return segments
      .slice(0, segments.indexOf(name))
      .filter((part) => !(languages.has(part) && isLanguageCode(part)))
      .join('/');
  };
  return { languages, versions, languagePart, language, version, product };
}

function partitionOf(found: FoundParts, { newest, products }: ToldVersions): Partition {
  const { languages, versions, languagePart, language, version, product } = readingOf(found);
  const { plain, unversioned } = found;
  const below = new Map(found.below);
  const main = [...languages].sort((a, b) => (below.get(b) ?? 0) - (below.get(a) ?? 0))[0];
  // A site in many languages has few pages without one in the path, and yet all of its main language.
  const plainLanguage = plain * 5 > (below.get(main ?? '') ?? 0);
  const ofVersions = [...versions].reduce((sum, name) => sum + (below.get(name) ?? 0), 0);
  const newestVersion = unversioned * 10 < ofVersions ? [...versions].sort(byNumbers).at(-1) : undefined;
  const replace = (path: UrlPath, from: string, to: string | undefined): UrlPath => {
    const segments = path
      .split('/')
      .flatMap((part) => (part.toLowerCase() === from ? (to === undefined ? [] : [to]) : [part]));
    return segments.join('/') as UrlPath;
  };
  return {
    language,
    version,
    product,
    newestOf: (name) => newest.get(name),
    fullPath: (path) =>
      plainLanguage || main === undefined || language(path) !== undefined || version(path) !== undefined
        ? path
        : (`/${main}${path}` as UrlPath),
    inMainLanguage(path) {
      const own = languagePart(path);
      if (own === undefined || own.language === main) return undefined;
      return replace(path, own.part, plainLanguage ? undefined : main);
    },
    translated(url, to) {
      const own = languagePart(url);
      return own === undefined ? (`/${to}${url}` as UrlPath) : replace(url, own.part, to);
    },
    isHome: (url) => {
      const segments = addressParts(url);
      return segments.length === 1 && (language(url) !== undefined || version(url) !== undefined);
    },
    hasVersion: (name) => versions.has(name),
    hasVersionOf: (name, own) => products().has(`${name}\n${own}`),
    isCovered: (name) => [...versions].some((own) => covers(own, name)),
    newestVersion,
    hasLanguage: (name) => languages.has(name),
    plainLanguage,
  };
}

/** Whether one version stands for another one with more numbers: `v1` for `v1.8`, `1.x` for `1.8`. */
export function covers(version: string, other: string): boolean {
  const series = numbersOf(version);
  const numbers = numbersOf(other);
  return series.length > 0 && series.length < numbers.length && series.every((number, i) => number === numbers[i]);
}

function numbersOf(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}

function byNumbers(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The site's name for a language that an address calls otherwise: `zh-hans` for `zh` and `zh-cn`, `pt` for `pt-br`. */
function kindred(code: string, languages: ReadonlySet<string>): string | undefined {
  const [primary] = code.split(/[-_]/);
  const akin = [...languages].filter((language) => language.split(/[-_]/)[0] === primary);
  if (akin.length < 2) return akin[0];
  const script = /[-_](?:tw|hk|mo|hant)$/.test(code) ? /[-_](?:tw|hk|hant)$/ : /[-_](?:cn|hans)$/;
  return akin.find((language) => script.test(language));
}
