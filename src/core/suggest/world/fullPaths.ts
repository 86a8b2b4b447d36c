/** The address that is meant by one that is asked: in full, and without what it picked up on its way. */
import type { Ledger } from '../../history/ledger.ts';
import type { Route } from '../../model.ts';
import { type UrlPath, urlVariants } from '../../paths.ts';
import type { Partition } from './partitions.ts';
import { completed, undecorated, withoutOwnHost } from './undecorated.ts';

/** An address with its language, where all have one, and without what it picked up on its way. */
export function fullPaths(
  {
    routes,
    ledger,
    hosts,
  }: { readonly routes: readonly Route[]; readonly ledger: Ledger; readonly hosts: ReadonlySet<string> },
  parts: Partition,
): (path: UrlPath) => UrlPath {
  const pages = new Set(routes.flatMap(({ url }) => urlVariants(url)));
  const isKnown = (path: UrlPath): boolean => {
    const full = parts.fullPath(path);
    return urlVariants(full).some((key) => pages.has(key)) || ledger.lookup(full).length > 0;
  };
  return (path) => {
    const bare = parts.fullPath(undecorated(isKnown(path) ? path : withoutOwnHost(path, hosts), isKnown));
    if (isKnown(bare)) return bare;
    return completed(bare, allAddresses(routes, ledger)) ?? bare;
  };
}

/** Every address there is or was. */
function* allAddresses(routes: readonly Route[], ledger: Ledger): Generator<UrlPath> {
  for (const { url } of routes) yield url;
  yield* ledger.urls();
}
