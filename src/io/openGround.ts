/** Reads everything a diagnosis looks at, for one site: its redirects, its past, and who suggests targets. */
import { siteTarget } from '../core/backlinks/siteTarget.ts';
import type { Ground } from '../core/diagnose.ts';
import { noHistory } from '../core/history/past.ts';
import type { BrokenPage } from '../core/model.ts';
import type { Progress, Repo } from '../core/ports.ts';
import type { RedirectContext } from '../core/redirects/format.ts';
import { noRedirects } from '../core/redirects/none.ts';
import { openRedirects } from '../core/redirects/table.ts';
import { routeTable } from '../core/routeTable.ts';
import type { Site } from '../core/site.ts';

export interface GroundRequest {
  readonly site: Site;
  readonly repo: Repo;
  readonly directory: string;
  /** The pages that will be asked about; texts are read for them alone. */
  readonly asked: readonly BrokenPage[];
  /** The site's address where the user gave it. */
  readonly address?: string | undefined;
  /** Judge as if no redirect were written anywhere. */
  readonly withoutRedirects?: boolean | undefined;
}

export interface Task {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export async function openGround(request: GroundRequest, task: Task): Promise<Ground> {
  const site = request.withoutRedirects ? withoutRedirectPages(request.site) : request.site;
  const context = redirectContext(site, request);
  task.progress.report('Reading redirects');
  const redirects = request.withoutRedirects ? noRedirects(context) : await openRedirects(context);
  task.signal.throwIfAborted();
  return { site, redirects, past: noHistory, suggest: () => [] };
}

/** What redirect formats may look at, for one site. */
export function redirectContext(
  site: Site,
  { repo, address }: Pick<GroundRequest, 'repo' | 'address'>,
): RedirectContext {
  const { routes, permalinks, generator } = site;
  const hosts = [address, permalinks.address?.url].flatMap((text) => siteTarget(text ?? '')?.host ?? []);
  return {
    repo,
    generators: [generator.id],
    siteHosts: [...new Set(hosts)],
    basePath: permalinks.basePath,
    staticRoots: permalinks.staticRoots,
    routeOf: (url) => routes.answer(url),
    unpublishedAt: (url) => routes.unpublished(url),
    routeOfFile: (file) => routes.ofFile(file)[0],
  };
}

function withoutRedirectPages(site: Site): Site {
  return { ...site, routes: routeTable(site.routes.all.filter((route) => route.kind !== 'redirect')) };
}
