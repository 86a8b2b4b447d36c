/** The address that is meant by one that is asked: in full, and without what it picked up on its way. */
import type { Ledger } from '../../history/ledger.ts';
import type { Route } from '../../model.ts';
import type { RepoPath, UrlPath } from '../../paths.ts';
import type { SiteParts } from './siteParts.ts';
import { completed, undecorated, withoutOwnHost } from './undecorated.ts';

/** An address with its language, where all have one, and without what it picked up on its way. */
export function fullPaths(
  {
    routes,
    ledger,
    hosts,
  }: { readonly routes: readonly Route[]; readonly ledger: Ledger; readonly hosts: ReadonlySet<string> },
  { partition: parts, isRoute }: SiteParts,
): (path: UrlPath) => UrlPath {
  const languages = languagesByPast(routes, ledger, parts);
  const inFull = (path: UrlPath): UrlPath => {
    const full = parts.fullPath(path);
    if (full === path) return path;
    const language = languages(path);
    return language === undefined ? full : (`/${language}${path}` as UrlPath);
  };
  const isKnown = (path: UrlPath): boolean => {
    const full = inFull(path);
    return isRoute(full) || ledger.lookup(full).length > 0;
  };
  return (path) => {
    const bare = inFull(undecorated(isKnown(path) ? path : withoutOwnHost(path, hosts), isKnown));
    if (isKnown(bare)) return bare;
    return completed(bare, allAddresses(routes, ledger)) ?? bare;
  };
}

/** The language of what stood at an address that named none, as its file is published today. */
function languagesByPast(routes: readonly Route[], ledger: Ledger, parts: SiteParts['partition']) {
  let urls: ReadonlyMap<RepoPath, UrlPath> | undefined;
  return (path: UrlPath): string | undefined => {
    urls ??= new Map(routes.map(({ file, url }) => [file, url]));
    for (const { fate } of ledger.lookup(path)) {
      const url = 'to' in fate && fate.to[0] !== undefined ? urls.get(fate.to[0]) : undefined;
      const language = url === undefined ? undefined : parts.language(url);
      if (language !== undefined) return language;
    }
    return undefined;
  };
}

/** Every address there is or was. */
function* allAddresses(routes: readonly Route[], ledger: Ledger): Generator<UrlPath> {
  for (const { url } of routes) yield url;
  yield* ledger.urls();
}
