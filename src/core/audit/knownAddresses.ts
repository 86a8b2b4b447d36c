/** Every address of a site that a change of its redirects is proved on. */

import type { Repo } from '../ports.ts';
import { staticRoutes } from '../site/staticFiles.ts';
import type { SiteSnapshot } from './diagnose.ts';

/** Pages, published or not, what is made of them, files that are copied as they are, and past pages. */
export function knownAddresses({ site, past }: Pick<SiteSnapshot, 'site' | 'past'>, repo: Repo): readonly string[] {
  const routes = [...site.routes.all, ...staticRoutes(site.permalinks, repo)];
  const own = routes.filter(({ kind }) => kind !== 'dynamic').map(({ url }) => url);
  return [...new Set<string>([...own, ...past.urls()])];
}
