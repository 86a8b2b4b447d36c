/** Everything a diagnosis looks at, for one site: its redirects, its past, and who suggests targets. */
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { Ground } from '../../core/diagnose.ts';
import { noHistory } from '../../core/history/past.ts';
import type { Repo } from '../../core/ports.ts';
import type { RedirectContext } from '../../core/redirects/format.ts';
import type { Site } from '../../core/site.ts';
import type { Task } from './analyst.ts';

export async function openGround(site: Site, repo: Repo, _root: string, _task: Task): Promise<Ground> {
  const host = siteTarget(site.permalinks.address?.url ?? '')?.host;
  const context: RedirectContext = {
    repo,
    generators: [site.generator.id],
    siteHosts: host === undefined ? [] : [host],
    basePath: site.permalinks.basePath,
    staticRoots: site.permalinks.staticRoots,
    routeOf: (url) => site.routes.answer(url),
    unpublishedAt: (url) => site.routes.unpublished(url),
    routeOfFile: (file) => site.routes.ofFile(file)[0],
  };
  return {
    site,
    redirects: {
      context,
      rules: [],
      invalid: [],
      resolve: (url) => ({ url, steps: [], undecided: [], outcome: { kind: 'none' } }),
    },
    past: noHistory,
    suggest: () => [],
  };
}
