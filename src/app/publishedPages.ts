/** Addresses at which a site surely shows pages of its own, if the repository is deployed: what its other answers are compared with. */
import { isHostOf, type SiteTarget, siteTarget, webOrigin } from '../core/backlinks/siteTarget.ts';
import { encodeUrl, folderOf, isAtOrBelow } from '../core/paths.ts';
import { isPage } from '../core/routeTable.ts';
import type { Site } from '../core/site/site.ts';

const mostOfFolder = 3;
const most = 1000;

/** Some of every folder, on the host that is asked about; none that rests on a guess. */
export function publishedPages(sites: readonly Site[], target: SiteTarget): readonly string[] {
  const found: string[] = [];
  const perFolder = new Map<string, number>();
  for (const site of sites.filter((each) => isServedThere(each, target))) {
    for (const { url, guess } of site.routes.pages) {
      const folder = folderOf(url.replace(/\/$/, ''));
      const often = perFolder.get(folder) ?? 0;
      if (guess !== undefined || often >= mostOfFolder) continue;
      if (found.length >= most) return found;
      perFolder.set(folder, often + 1);
      found.push(`${webOrigin(target)}${encodeUrl(url)}`);
    }
  }
  return found;
}

/**
 * Whole addresses of the pages of a file, or of all files below a folder. `target` is the site that is asked about; another one
 * of the repository has its own address where its configuration gives one.
 */
export function addressesBelow(
  [main, ...others]: readonly [Site, ...Site[]],
  path: string,
  target: SiteTarget,
): readonly string[] {
  const of = ({ routes }: Site, there: SiteTarget) =>
    routes.all
      .filter((route) => isPage(route) && isAtOrBelow(route.file, path))
      .map(({ url }) => `${webOrigin(there)}${encodeUrl(url)}`);
  const found = [
    ...of(main, target),
    ...others.flatMap((site) => of(site, siteTarget(site.permalinks.address?.url ?? '') ?? target)),
  ];
  return [...new Set(found)];
}

function isServedThere({ permalinks }: Site, target: SiteTarget): boolean {
  const own = siteTarget(permalinks.address?.url ?? '');
  return own === undefined || isHostOf(own.host, target, true);
}
