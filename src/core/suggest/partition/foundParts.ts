/** Which parts of a site's addresses name languages and versions, as plain data that can be kept. */
import type { Route } from '../../model.ts';
import { urlKey } from '../../paths.ts';
import { numberedVersions, numberOrDay } from './numberedVersions.ts';
import { preReleases } from './preReleases.ts';

/** What the published addresses tell of their parts. */
export interface FoundParts {
  /** Of the versions: bare numbers, names that the configuration gives, and names of what is not out yet. */
  readonly numbers: readonly string[];
  readonly named: readonly string[];
  readonly unreleased: readonly string[];
  readonly languages: readonly string[];
  readonly versions: readonly string[];
  /** How many pages lie below a folder of each name. */
  readonly below: readonly (readonly [name: string, pages: number])[];
  /** Addresses that end in the name of a version, those with pages below and those of a page. */
  readonly fronts: readonly string[];
  readonly leaves: readonly string[];
  /** Pages whose address begins with no language, and those without a version. */
  readonly plain: number;
  readonly unversioned: number;
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

/** `named` holds the versions that the generator's configuration names. */
export function foundParts(routes: readonly Route[], named: ReadonlySet<string>): FoundParts {
  const numbers = numberedVersions(routes, named);
  const unreleased = preReleases(routes, versionTest({ numbers, named, unreleased: nothing }));
  const isVersion = versionTest({ numbers, named, unreleased });
  const languages = new Set<string>();
  const versions = new Set<string>();
  const below = new Map<string, number>();
  // Addresses that end in the name of a version, those with pages below and those of a page.
  const fronts = new Set<string>();
  const leaves = new Set<string>();
  let plain = 0;
  let unversioned = 0;
  for (const route of routes.filter(isContent)) {
    const { url, language, version, kind } = route;
    const segments = addressParts(url);
    if (kind === 'fallback') {
      if (isLedTo(route, segments)) languages.add(language?.toLowerCase() ?? '');
      continue;
    }
    for (const [at, name] of versionEnds(segments, isVersion)) (at < segments.length ? fronts : leaves).add(name);
    plain += Number(!segments.slice(0, 2).some(isLanguageCode));
    if (language) languages.add(language.toLowerCase());
    if (version) versions.add(version.toLowerCase());
    if (version === undefined && !segments.slice(0, -1).some(isVersion)) unversioned++;
    for (const segment of [...segments.slice(0, -1).filter(isLanguageCode), ...versionRuns(segments, isVersion)]) {
      below.set(segment, (below.get(segment) ?? 0) + 1);
    }
  }
  // A folder is a language or version only when it holds pages of its own, not when it is one page's name.
  const enough = [...below].flatMap(([segment, count]) => (count < 2 ? [] : [segment]));
  for (const segment of enough) (isLanguageCode(segment) ? languages : versions).add(segment);
  return {
    numbers: [...numbers],
    named: [...named],
    unreleased: [...unreleased],
    languages: [...languages],
    versions: [...versions],
    below: [...below],
    fronts: [...fronts],
    leaves: [...leaves],
    plain,
    unversioned,
  };
}

/** The beginnings of an address that end in the name of a version, each with its length. */
function versionEnds(segments: readonly string[], isVersion: (segment: string) => boolean) {
  return segments.flatMap((segment, i): readonly (readonly [end: number, name: string])[] =>
    isVersion(segment) ? [[i + 1, segments.slice(0, i + 1).join('/')]] : [],
  );
}

function isContent({ kind }: Route): boolean {
  return kind !== 'static' && kind !== 'redirect';
}

/** A stand-in is no page written in its language, and yet it is where readers of that language are led. */
function isLedTo({ language }: Route, segments: readonly string[]): boolean {
  const code = language?.toLowerCase() ?? '';
  return isLanguageCode(code) && segments.slice(0, 2).includes(code);
}

const nothing: ReadonlySet<string> = new Set();

/** Whether a part of an address names a version. */
export function versionTest({
  numbers,
  named,
  unreleased,
}: Record<'numbers' | 'named' | 'unreleased', ReadonlySet<string>>): (segment: string) => boolean {
  return (segment) => {
    if (unreleased.has(segment)) return true;
    return numberOrDay.test(segment) ? numbers.has(segment) : versionForm.test(segment) || isNamed(segment, named);
  };
}

/** A name that the configuration gives to a version, such as `3.0.0-rc.1`; without a number it may be any word. */
function isNamed(segment: string, named: ReadonlySet<string>): boolean {
  return named.has(segment) && /\d/.test(segment);
}

/** The versions that folders of an address name, neighbours as one. */
export function versionRuns(segments: readonly string[], isVersion: (segment: string) => boolean): readonly string[] {
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

/** Whether a part of an address is the code of a language. */
export function isLanguageCode(segment: string): boolean {
  return languageForm.test(segment) && codes.has(segment.split(/[-_]/)[0] ?? '');
}

let last: { readonly url: string; readonly parts: readonly string[] } = { url: '', parts: [] };

/** The parts of an address in lower case; of one everything is asked one after the other. */
export function addressParts(url: string): readonly string[] {
  if (url !== last.url) last = { url, parts: urlKey(url).toLowerCase().split('/').filter(Boolean) };
  return last.parts;
}
