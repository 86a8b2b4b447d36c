/** Everything that can be said of single addresses, each by the site it belongs to. */
import { askedPage, explainFormer, explainPages } from '../core/audit/explain.ts';
import type { Explained } from '../core/audit/explanation.ts';
import { atHome } from '../core/backlinks/formerHosts.ts';
import { siteTarget } from '../core/backlinks/siteTarget.ts';
import type { BrokenPage } from '../core/model.ts';
import type { AuditOptions } from '../core/report/findings.ts';
import { domainOf } from './configuration.ts';
import { readDeployment } from './deployment.ts';
import { readFormerSites } from './formerSites.ts';
import { readSnapshots, type SnapshotOptions, siteOf } from './reading.ts';
import type { Task, Workspace } from './workspace.ts';

/** How addresses are explained: how the sites are read, and which formats the user prefers. */
export interface ExplainOptions
  extends Omit<SnapshotOptions, 'asked' | 'address'>,
    Pick<AuditOptions, 'preferredFormats'> {}

/** In the order asked; without what could be written where redirects are hidden. */
export async function explainAddresses(
  workspace: Workspace,
  urls: readonly string[],
  { preferredFormats, ...options }: ExplainOptions,
  task: Task,
): Promise<readonly Explained[]> {
  const { sites, address } = workspace;
  const own = siteTarget(address ?? sites[0].permalinks.address?.url ?? '');
  const domain = domainOf(workspace.layers, own?.host);
  const pages = urls.map((url) => atHome(askedPage(url), domain.former));
  const explained = new Map<BrokenPage, Explained>();
  const snapshots = await readSnapshots(workspace, { ...options, asked: pages }, task);
  for (const [site, snapshot] of snapshots) {
    const ofSite = pages.filter((page) => page.former === undefined && siteOf(page, workspace) === site);
    const found = await explainPages(ofSite, snapshot, { preferredFormats }, options.withoutRedirects !== true);
    for (const [i, page] of ofSite.entries()) if (found[i] !== undefined) explained.set(page, found[i]);
  }
  const moved = pages.filter((page) => page.former !== undefined);
  const [some] = snapshots.values();
  if (moved.length > 0 && some !== undefined) {
    const { redirects } = snapshots.get(sites[0]) ?? some;
    const formerSites = await readFormerSites(workspace, domain, redirects);
    const redirectsOf = ({ former }: BrokenPage) => former && formerSites.get(former.host)?.redirects;
    const deployment = await readDeployment(workspace, moved, redirectsOf, task);
    for (const page of moved) {
      const found = explainFormer(page, snapshots.get(siteOf(page, workspace)) ?? some, formerSites, deployment);
      if (found !== undefined) explained.set(page, found);
    }
  }
  return pages.flatMap((page) => explained.get(page) ?? []);
}
