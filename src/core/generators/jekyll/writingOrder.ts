/** Which of several files at one address is the one that is served. */

import type { Route } from '../../model.ts';
import { fileName, type UrlKey, urlKey } from '../../paths.ts';

/**
 * Jekyll writes pages by their names, then posts and documents, those of a collection by day and path, and the last one
 * stays: of routes with one address that comes first here (`each_site_file` in site.rb, `sort_files!` in reader.rb).
 * Pages of one name in two folders have no order there. All other routes keep their places.
 */
export function lastWrittenFirst(routes: readonly Route[], isDocument: (route: Route) => boolean): readonly Route[] {
  const byKey = new Map<UrlKey, number[]>();
  for (const [at, route] of routes.entries()) {
    const key = urlKey(route.url);
    const places = byKey.get(key);
    if (places === undefined) byKey.set(key, [at]);
    else places.push(at);
  }
  const ordered = [...routes];
  for (const places of byKey.values()) {
    if (places.length === 1) continue;
    const sorted = places.flatMap((at) => routes[at] ?? []).sort((one, other) => later(one, other, isDocument));
    for (const [i, route] of sorted.entries()) ordered[places[i] ?? 0] = route;
  }
  return ordered;
}

/** Below zero where the first is written after the other. */
function later(one: Route, other: Route, isDocument: (route: Route) => boolean): number {
  if (isDocument(one) !== isDocument(other)) return isDocument(one) ? -1 : 1;
  return isDocument(one)
    ? compare(dayOf(other), dayOf(one)) || compare(other.file, one.file)
    : compare(fileName(other.file), fileName(one.file));
}

/** The day in its name, which is that of nearly all posts; a document of a collection has none. */
function dayOf({ file }: Route): string {
  const [, year = '', month = '', day = ''] = /^(\d+)-(\d+)-(\d+)-/.exec(fileName(file)) ?? [];
  return [year.padStart(4, '0'), month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}

/** As Ruby compares texts. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
