import type { Route } from '../../model.ts';
import { urlKey } from '../../paths.ts';
import { isPublished } from '../../routeTable.ts';

/** Each list that is made once, and only where no page is published: a draft leaves the address to it. */
export function withoutGeneratedDoubles(routes: readonly Route[]): readonly Route[] {
  const pages = routes.filter((route) => route.kind !== 'generated' && isPublished(route));
  const taken = new Set(pages.map(({ url }) => urlKey(url)));
  return routes.filter(({ url, kind }) => {
    if (kind !== 'generated') return true;
    const key = urlKey(url);
    return taken.has(key) ? false : taken.add(key);
  });
}
