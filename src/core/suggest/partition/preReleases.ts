/** Folders with a name like `next`, `main` or `draft` that hold the version of the documentation which is not out yet. */
import type { Route } from '../../model.ts';
import { urlKey } from '../../paths.ts';
import { areVersions } from './numberedVersions.ts';

const names: ReadonlySet<string> = new Set(
  'next main master trunk head dev devel develop development nightly edge canary unstable unreleased snapshot preview prerelease alpha beta upcoming draft'.split(
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
  const beside = pagesBeside(folders, addresses, isVersion);
  const found = new Set<string>();
  for (const [parent, own] of folders) {
    const others = [...(beside.get(parent)?.values() ?? [])];
    for (const [name, pages] of own) if (others.some((other) => areVersions(pages, other))) found.add(name);
  }
  return found;
}

/** By folder: its pages by the version they are in, without those of the names themselves. */
function pagesBeside(
  folders: ReadonlyMap<string, unknown>,
  addresses: readonly (readonly string[])[],
  isVersion: (segment: string) => boolean,
): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map([...folders.keys()].map((parent) => [parent, new Map<string, Set<string>>()]));
  if (found.size === 0) return found;
  for (const segments of addresses) {
    let parent = '';
    for (const [at, segment] of segments.entries()) {
      const pages = names.has(segment) ? undefined : found.get(parent);
      if (pages !== undefined && isVersion(segment)) add(pages, segment, segments.slice(at + 1).join('/'));
      else if (pages !== undefined) add(pages, '', segments.slice(at).join('/'));
      parent = at === 0 ? segment : `${parent}/${segment}`;
    }
  }
  return found;
}

function add(pages: Map<string, Set<string>>, key: string, page: string): void {
  const held = pages.get(key);
  if (held === undefined) pages.set(key, new Set([page]));
  else held.add(page);
}
