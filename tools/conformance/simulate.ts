/** Our own answer to a trial. */

import type { RepoPath } from '../../src/core/paths.ts';
import { urlKey, urlPath } from '../../src/core/paths.ts';
import type { HostId, RedirectContext } from '../../src/core/redirects/format.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { isRedirect, ownPath, siteHost } from './ask.ts';
import type { Answer, Trial } from './engine.ts';

export async function simulate(trial: Trial, host: HostId): Promise<readonly (Answer | undefined)[]> {
  const table = await openRedirects(siteOf(trial, host));
  return trial.urls.map((url) => {
    const [first] = table.resolve(url).steps;
    return first && isRedirect(first.status) ? { status: first.status, location: ownPath(first.location) } : undefined;
  });
}

/** A site of nothing but the configuration and the pages of the trial. */
export function siteOf(
  { files, pages = [], routes: contents = {}, generators = [] }: Trial,
  host: HostId,
): RedirectContext {
  const texts = new Map(Object.entries(files));
  const published = [...pages.map((page) => [`page${page}`, page] as const), ...Object.entries(contents)].map(
    ([file, address]) => ({ url: urlPath(address), file: file as RepoPath, kind: 'page' as const }),
  );
  const routes = new Map(published.map((route) => [urlKey(route.url), route]));
  const read = async (path: RepoPath) => texts.get(path);
  return {
    repo: { files: [...texts.keys()] as RepoPath[], has: (path) => texts.has(path), read, readHead: read },
    generators,
    host,
    basePath: '/',
    staticRoots: ['' as RepoPath],
    siteHosts: [siteHost],
    routeOf: (url) => routes.get(urlKey(url)),
    publishesBelow: (folder) => published.some(({ url }) => url.startsWith(folder)),
    routeOfFile: (file) => published.find((route) => route.file === file),
  };
}
