/** What the repository has of the hosts that its site has left. */
import type { FormerSite } from '../core/audit/formerFinding.ts';
import type { Domain } from '../core/backlinks/formerHosts.ts';
import { siteTarget } from '../core/backlinks/siteTarget.ts';
import type { RedirectTable } from '../core/redirects/resolution.ts';
import { tableOnHost } from '../core/redirects/simulate/onHost.ts';
import { readRedirects } from './reading.ts';
import type { Workspace } from './workspace.ts';

/** By their names: a site of their own, or rules of this site that name them. Those of which there is nothing are left out. */
export async function readFormerSites(
  workspace: Workspace,
  { former }: Domain,
  redirects: RedirectTable,
): Promise<ReadonlyMap<string, FormerSite>> {
  const found = new Map<string, FormerSite>();
  if (former.length === 0) return found;
  const { sites } = workspace;
  const [first] = sites;
  const others = await workspace.others(first);
  for (const { target } of former) {
    const { host } = target;
    const site = others.find(({ permalinks }) => siteTarget(permalinks.address?.url ?? '')?.host === host);
    const named = site === undefined ? tableOnHost(redirects, host) : await readRedirects(workspace, site);
    if (named !== undefined)
      found.set(host, {
        redirects: named,
        isApart: site !== undefined,
        isWritable: site !== undefined && sites.includes(site),
      });
  }
  return found;
}
