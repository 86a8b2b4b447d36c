/** The language and the documentation version an address belongs to, read from its own parts. */
import type { Route } from '../../model.ts';
import { type UrlPath, urlKey } from '../../paths.ts';
import { newestVersions } from './newestVersions.ts';
import { bareNumber, numberedVersions } from './numberedVersions.ts';
import { preReleases } from './preReleases.ts';

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

/** `en`, `pt-br`, `zh-hans`, `sr-latn`. */
const languageForm = /^[a-z]{2,3}(?:[-_](?:[a-z]{2}|hans|hant|latn|cyrl|419))?$/i;

/** `v1.2`, `1.2.x`, `2.0-docs`, `v0.11-docs`, `release-1.3`; a bare number is one only as `numberedVersions` tells. */
const versionForm = /^(?:v|version-|release-)?\d+(?:\.(?:\d+|x))*(?:[-.](?:docs|x|lts))?$/i;

const codes: ReadonlySet<string> = new Set(
  'aa ab af am ar as az be bg bn bo br bs ca ceb co cs cy da de el en eo es et eu fa fi fil fo fr fy ga gd gl gu ha haw he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny or pa pl ps pt ro ru rw sd si sk sl sm sn so sq sr st su sv sw ta te tg th tk tl tr tt ug uk ur uz vi xh yi yo zh zu'.split(
    ' ',
  ),
);

/**
 * Learns from the published addresses which of their parts name languages and versions. `named` holds the versions that
 * the generator's configuration names.
 */
export function partition(routes: readonly Route[], named: ReadonlySet<string> = new Set()): Partition {
  const numbers = numberedVersions(routes, named);
  const isNumbered = (segment: string): boolean =>
    bareNumber.test(segment) ? numbers.has(segment) : versionForm.test(segment) || isNamed(segment, named);
  const unreleased = preReleases(routes, isNumbered);
  const isVersion = (segment: string): boolean => isNumbered(segment) || unreleased.has(segment);
  const languages = new Set<string>();
  const versions = new Set<string>();
  const below = new Map<string, number>();
  // Addresses that end in the name of a version, those with pages below and those of a page.
  const fronts = new Set<string>();
  const leaves = new Set<string>();
  let plain = 0;
  let unversioned = 0;
  for (const { url, language, version, kind } of routes) {
    if (kind === 'static' || kind === 'redirect') continue;
    const segments = parts(url);
    if (kind === 'fallback') {
      // A stand-in is no page written in its language, and yet it is where readers of that language are led.
      const code = language?.toLowerCase() ?? '';
      if (isLanguageCode(code) && segments.slice(0, 2).includes(code)) languages.add(code);
      continue;
    }
    for (const [i, segment] of segments.entries())
      if (isVersion(segment)) (i < segments.length - 1 ? fronts : leaves).add(segments.slice(0, i + 1).join('/'));
    const named = segments.slice(0, 2).find(isLanguageCode);
    if (named === undefined) plain++;
    if (language) languages.add(language.toLowerCase());
    if (version) versions.add(version.toLowerCase());
    if (version === undefined && !segments.slice(0, -1).some(isVersion)) unversioned++;
    for (const segment of [...segments.slice(0, -1).filter(isLanguageCode), ...versionRuns(segments, isVersion)]) {
      below.set(segment, (below.get(segment) ?? 0) + 1);
    }
  }
  // A folder is a language or version only when it holds pages of its own, not when it is one page's name.
  for (const [segment, count] of below) {
    if (count < 2) continue;
    if (isLanguageCode(segment)) languages.add(segment);
    else versions.add(segment);
  }
  const languagePart = (url: string): { readonly part: string; readonly language: string } | undefined => {
    const codes = parts(url).slice(0, 3).filter(isLanguageCode);
    const own = codes.find((code) => languages.has(code));
    if (own !== undefined) return { part: own, language: own };
    const [part = ''] = codes;
    const akin = kindred(part, languages);
    return akin === undefined ? undefined : { part, language: akin };
  };
  const language = (url: string): string | undefined => languagePart(url)?.language;
  const version = (url: string): string | undefined => {
    const segments = parts(url);
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
    const segments = parts(url);
    const name = own.split('/')[0] ?? '';
    return segments
      .slice(0, segments.indexOf(name))
      .filter((part) => !(languages.has(part) && isLanguageCode(part)))
      .join('/');
  };
  let products: ReadonlySet<string> | undefined;
  const productsByVersion = () =>
    new Set(
      routes.flatMap(({ url, kind }) => {
        const own = kind === 'static' || kind === 'redirect' ? undefined : version(url);
        return own === undefined ? [] : [`${product(url)}\n${own}`];
      }),
    );
  const newest = newestVersions(routes, { version, product, byNumbers });
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
      const segments = parts(url);
      return segments.length === 1 && (language(url) !== undefined || version(url) !== undefined);
    },
    hasVersion: (name) => versions.has(name),
    hasVersionOf(name, own) {
      products ??= productsByVersion();
      return products.has(`${name}\n${own}`);
    },
    isCovered: (name) => [...versions].some((own) => covers(own, name)),
    newestVersion,
    hasLanguage: (name) => languages.has(name),
    plainLanguage,
  };
}

/** A name that the configuration gives to a version, such as `3.0.0-rc.1`; without a number it may be any word. */
function isNamed(segment: string, named: ReadonlySet<string>): boolean {
  return named.has(segment) && /\d/.test(segment);
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

/** The versions that folders of an address name, neighbours as one. */
function versionRuns(segments: readonly string[], isVersion: (segment: string) => boolean): readonly string[] {
  const runs: string[][] = [];
  let isInside = false;
  for (const segment of segments.slice(0, -1)) {
    const isNext = isVersion(segment);
    if (isNext && isInside) runs.at(-1)?.push(segment);
    else if (isNext) runs.push([segment]);
    isInside = isNext;
  }
  return runs.map((found) => found.join('/'));
}

function isLanguageCode(segment: string): boolean {
  return languageForm.test(segment) && codes.has(segment.split(/[-_]/)[0] ?? '');
}

/** The site's name for a language that an address calls otherwise: `zh-hans` for `zh` and `zh-cn`, `pt` for `pt-br`. */
function kindred(code: string, languages: ReadonlySet<string>): string | undefined {
  const [primary] = code.split(/[-_]/);
  const akin = [...languages].filter((language) => language.split(/[-_]/)[0] === primary);
  if (akin.length < 2) return akin[0];
  const script = /[-_](?:tw|hk|mo|hant)$/.test(code) ? /[-_](?:tw|hk|hant)$/ : /[-_](?:cn|hans)$/;
  return akin.find((language) => script.test(language));
}

let last: { readonly url: string; readonly parts: readonly string[] } = { url: '', parts: [] };

/** Of one address everything is asked one after the other. */
function parts(url: string): readonly string[] {
  if (url !== last.url) last = { url, parts: urlKey(url).toLowerCase().split('/').filter(Boolean) };
  return last.parts;
}
