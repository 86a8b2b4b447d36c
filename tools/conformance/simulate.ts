/** Our own answer to a trial. */

import type { RepoPath } from '../../src/core/paths.ts';
import type { HostId, RedirectContext } from '../../src/core/redirects/format.ts';
import { openRedirects } from '../../src/core/redirects/table.ts';
import type { Answer, Trial } from './engine.ts';

export async function simulate(trial: Trial, host: HostId): Promise<readonly (Answer | undefined)[]> {
  const table = await openRedirects(siteOf(trial, host));
  return trial.urls.map((url) => {
    const [first] = table.resolve(url).steps;
    return first && { status: first.status, location: first.location };
  });
}

/** A site of nothing but the configuration: no page stands in the way of a rule. */
function siteOf({ files }: Trial, host: HostId): RedirectContext {
  const texts = new Map(Object.entries(files));
  const read = async (path: RepoPath) => texts.get(path);
  return {
    repo: { files: [...texts.keys()] as RepoPath[], has: (path) => texts.has(path), read, readHead: read },
    generators: [],
    host,
    basePath: '/',
    staticRoots: ['' as RepoPath],
    siteHosts: [],
    routeOf: () => undefined,
    routeOfFile: () => undefined,
  };
}
