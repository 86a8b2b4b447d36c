/** Folders with a name like `next` or `main` that hold the version of the documentation which is not out yet. */
import type { Route } from '../model.ts';
import { urlKey } from '../paths.ts';
import { areVersions } from './numberedVersions.ts';

const names: ReadonlySet<string> = new Set(
  'next main master trunk head dev devel develop development nightly edge canary unstable unreleased snapshot'.split(
    ' ',
  ),
);

/**
 * The names that stand for a version: the folder holds mostly the same pages as the folder around it, or as one of the
 * `isVersion` folders beside it. Other folders of such a name are sections.
 */
export function preReleases(routes: readonly Route[], isVersion: (segment: string) => boolean): ReadonlySet<string> {
  const addresses = routes.flatMap(({ url, kind }) =>
    kind === 'static' || kind === 'redirect' || kind === 'fallback'
      ? []
      : [urlKey(url).toLowerCase().split('/').filter(Boolean)],
  );
  const folders = new Map<string, Map<string, Set<string>>>();
  for (const segments of addresses) {
    const at = segments.findIndex((segment) => names.has(segment));
    if (at < 0 || at === segments.length - 1) continue;
    const parent = segments.slice(0, at).join('/');
    const own = folders.get(parent) ?? new Map<string, Set<string>>();
    folders.set(parent, own);
    add(own, segments[at] ?? '', segments.slice(at + 1).join('/'));
  }
  const found = new Set<string>();
  for (const [parent, own] of folders) {
    const beside = pagesBeside(parent, addresses, isVersion);
    for (const [name, pages] of own) {
      if ([...beside.values()].some((others) => areVersions(pages, others))) found.add(name);
    }
  }
  return found;
}

/** The pages of a folder by the version they are in, without those of the names themselves. */
function pagesBeside(
  parent: string,
  addresses: readonly (readonly string[])[],
  isVersion: (segment: string) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const depth = parent === '' ? 0 : parent.split('/').length;
  const found = new Map<string, Set<string>>();
  for (const segments of addresses) {
    const [first = '', ...rest] = segments.slice(depth);
    if (names.has(first) || segments.slice(0, depth).join('/') !== parent) continue;
    if (isVersion(first)) add(found, first, rest.join('/'));
    else add(found, '', [first, ...rest].join('/'));
  }
  return found;
}

function add(pages: Map<string, Set<string>>, key: string, page: string): void {
  const held = pages.get(key);
  if (held === undefined) pages.set(key, new Set([page]));
  else held.add(page);
}
