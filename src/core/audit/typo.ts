/** The typo that turned a published address into one that never was. */

import { serverEndings } from '../history/similarPaths.ts';
import { decodePath, type UrlPath, urlKey, urlPath } from '../paths.ts';
import type { Diagnosis } from '../report/findings.ts';
import type { RouteTable } from '../routeTable.ts';
import { mayBeTypo } from '../suggest/text/countingParts.ts';
import { type NearPaths, nearPaths } from '../text/nearPaths.ts';
import { otherEdition } from './otherEdition.ts';

/** A shorter address differs by one letter from others without being meant for them. */
const shortest = 6;

const endings = new RegExp(`\\.(?:html?|mdx?|${serverEndings.join('|')})$`, 'i');

const near = new WeakMap<RouteTable, NearPaths>();

export function typoOf(path: UrlPath, routes: RouteTable): Diagnosis['typo'] {
  if (routes.otherCase(path) !== undefined) return 'case';
  const decoded = urlPath(decodePath(path));
  if (decoded !== path && routes.answer(decoded) !== undefined) return 'encoding';
  const bare = path.replace(endings, '');
  if (bare !== path && routes.answer(urlPath(bare)) !== undefined)
    return /\.mdx?$/i.test(path) ? 'markdown' : 'extension';
  const edition = otherEdition(path, routes);
  if (edition !== undefined) return edition;
  const key = urlKey(path);
  const published = nearOf(routes);
  const longer = published.beginningWith(key).length;
  if (longer === 1 && !path.endsWith('/') && key !== '/') return 'truncated';
  const isTypo =
    key.length >= shortest &&
    published
      .within(key, 1)
      .some(({ index, distance }) => distance === 1 && mayBeTypo(key, routes.pages[index]?.url ?? key));
  return isTypo ? 'typo' : undefined;
}

/** Asked for every address of an audit. */
function nearOf(routes: RouteTable): NearPaths {
  const made = near.get(routes) ?? nearPaths(routes.pages.map(({ url }) => urlKey(url)));
  near.set(routes, made);
  return made;
}
