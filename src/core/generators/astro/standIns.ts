/**
 * Entries that stand in for another language's. The code of a page is followed for one entry at a time, so that it
 * shows the English entry at a French address even where there is a French one.
 */

import type { Route } from '../../model.ts';
import { type UrlKey, urlKey } from '../../paths.ts';
import { greatest } from '../../text/longLists.ts';

/** Of several entries at one address, those in the folders that the address names: `docs/fr/a.md` at `/fr/a/`. */
export function withoutStandIns(routes: readonly Route[], isEntry: (route: Route) => boolean): readonly Route[] {
  const entries = new Map<UrlKey, Route[]>();
  for (const route of routes) {
    if (!isEntry(route)) continue;
    const known = entries.get(urlKey(route.url));
    if (known === undefined) entries.set(urlKey(route.url), [route]);
    else known.push(route);
  }
  const standIns = new Set<Route>();
  for (const claims of entries.values()) {
    if (claims.length < 2) continue;
    const best = greatest(claims.map(sharedFolders));
    for (const route of claims) if (sharedFolders(route) < best) standIns.add(route);
  }
  return standIns.size === 0 ? routes : routes.filter((route) => !standIns.has(route));
}

function sharedFolders({ url, file }: Route): number {
  const names = new Set(url.split('/'));
  return file.split('/').filter((folder) => names.has(folder)).length;
}
