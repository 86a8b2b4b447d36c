/**
 * Folders with a number or a day for a name that hold a version of the documentation: `/docs/4/…` and `/docs/5/…`,
 * `/docs/2025-11-25/…` and `/docs/2026-07-28/…`.
 */
import type { Route } from '../../model.ts';
import { urlKey } from '../../paths.ts';

/** Names that are a version only where `numberedVersions` finds them. */
export const numberOrDay = /^(?:\d+|(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)$/;

/** The year of a dated address; whatever stands below it is a part of that date. */
const year = /^(?:19|20)\d\d$/;

/** `01` is a month or a chapter. */
function isVersionNumber(segment: string): boolean {
  return numberOrDay.test(segment) && !/^0\d/.test(segment);
}

/** So many page names must be the same in two versions: fewer happen by chance. */
const leastShared = 3;

/**
 * The bare numbers and days that name versions: those the configuration names, and those of folders side by side that
 * hold mostly the same pages. Never a year or another part of a date that is told by several folders.
 */
export function numberedVersions(routes: readonly Route[], named: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set([...named].filter((name) => isVersionNumber(name) && !year.test(name)));
  for (const folders of numberedFolders(routes).values()) {
    for (const [number, pages] of folders) {
      if ([...folders].some(([other, others]) => other !== number && areVersions(pages, others))) found.add(number);
    }
  }
  return found;
}

/** By the folder around them: each number with the pages below it. */
function numberedFolders(routes: readonly Route[]): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const { url, kind } of routes) {
    if (kind === 'static' || kind === 'redirect') continue;
    const segments = urlKey(url).toLowerCase().split('/').filter(Boolean);
    for (const [at, segment] of segments.slice(0, -1).entries()) {
      if (year.test(segment)) break;
      if (!isVersionNumber(segment)) continue;
      const parent = segments.slice(0, at).join('/');
      const folders = found.get(parent) ?? new Map<string, Set<string>>();
      found.set(parent, folders);
      const pages = folders.get(segment) ?? new Set<string>();
      folders.set(segment, pages);
      pages.add(segments.slice(at + 1).join('/'));
    }
  }
  return found;
}

/** Most pages of the smaller one are in the other, too. */
export function areVersions(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = [...one].filter((page) => other.has(page)).length;
  return shared >= leastShared && shared * 2 > Math.min(one.size, other.size);
}
