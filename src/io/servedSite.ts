/** A site by the addresses its visitors see, where those are others than it is built for. */

import { servedRules } from '../core/history/addresses.ts';
import { type UrlPath, urlPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import type { RedirectTable } from '../core/redirects/resolution.ts';
import {
  emptyFolders,
  type ServedPrefix,
  servedPrefix,
  servedRoutes,
  toBuilt,
  toServed,
} from '../core/servedPrefix.ts';
import type { Site } from '../core/site.ts';
import { siteLinks } from '../core/suggest/siteLinks.ts';

export interface ServedSite {
  readonly site: Site;
  /** `undefined` when the site is served as it is built. */
  readonly prefix: ServedPrefix | undefined;
}

/** Reads the links of the site's pages, but only when a folder is asked for that holds no page. */
export async function servedSite(
  site: Site,
  repo: Repo,
  hosts: ReadonlySet<string>,
  asked: readonly UrlPath[],
  signal: AbortSignal,
): Promise<ServedSite> {
  const candidates = emptyFolders(site.routes, asked);
  if (candidates.length === 0) return { site, prefix: undefined };
  const links: string[] = [];
  for (const file of new Set(site.routes.pages.map((route) => route.file))) {
    signal.throwIfAborted();
    links.push(...siteLinks((await repo.read(file)) ?? '', hosts));
  }
  const prefix = servedPrefix(site.routes, candidates, links);
  if (prefix === undefined) return { site, prefix };
  const rules = servedRules(site.permalinks, (url) => toServed(url, prefix));
  const permalinks = { ...site.permalinks, routes: rules.routes };
  return { site: { ...site, permalinks, routes: servedRoutes(site.routes, prefix) }, prefix };
}

/** The same redirects; an address that no rule knows as visitors see it is looked up as it is built. */
export function servedRedirects(table: RedirectTable, prefix: ServedPrefix): RedirectTable {
  return {
    ...table,
    resolve(url) {
      const found = table.resolve(url);
      const path = urlPath(url);
      const built = toBuilt(path, prefix);
      if (built === path || found.steps.some(({ rule }) => rule !== undefined)) return found;
      const asBuilt = table.resolve(built);
      return asBuilt.steps.some(({ rule }) => rule !== undefined) ? asBuilt : found;
    },
  };
}
