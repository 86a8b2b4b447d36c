/** How far pages of today end as an address does: where one ends so further than a file of the past, that was another. */
import { pathSegments } from '../../history/similarPaths.ts';
import type { Route } from '../../model.ts';
import type { UrlPath } from '../../paths.ts';
import { lettersOf } from './pagesFound.ts';

type Ends = ReadonlyMap<string, readonly (readonly string[])[]>;

const known = new WeakMap<readonly Route[], Ends>();

/** How many parts at its end the address shares with the page that shares most, however their words are joined. */
export function sharedEnd(path: UrlPath, routes: readonly Route[]): number {
  const asked = pathSegments(path).map(lettersOf);
  let most = 0;
  for (const own of endsOf(routes).get(asked.at(-1) ?? '') ?? []) {
    let count = 0;
    while (count < asked.length && count < own.length && asked.at(-1 - count) === own.at(-1 - count)) count++;
    most = Math.max(most, count);
  }
  return most;
}

function endsOf(routes: readonly Route[]): Ends {
  const held = known.get(routes);
  if (held !== undefined) return held;
  const ends = new Map<string, (readonly string[])[]>();
  for (const { url, kind } of routes) {
    if (kind !== 'page' && kind !== 'section' && kind !== 'post') continue;
    const own = pathSegments(url).map(lettersOf);
    const name = own.at(-1);
    if (name === undefined || name === '') continue;
    const list = ends.get(name);
    if (list === undefined) ends.set(name, [own]);
    else list.push(own);
  }
  known.set(routes, ends);
  return ends;
}
