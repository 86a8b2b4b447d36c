/** Reads what questions about a site need, from a workspace that is open: its redirects, and everything beside them. */

import type { SiteSnapshot } from '../core/audit/diagnose.ts';
import { siteHost, siteTarget } from '../core/backlinks/siteTarget.ts';
import type { BrokenPage } from '../core/model.ts';
import { below, type UrlPath } from '../core/paths.ts';
import type { Progress } from '../core/ports.ts';
import type { RedirectContext } from '../core/redirects/format.ts';
import type { RedirectTable } from '../core/redirects/resolution.ts';
import type { Site } from '../core/site/site.ts';
import { greatest } from '../core/text/longLists.ts';
import {
  createSnapshotReader,
  mayShareHost,
  redirectContext,
  type SnapshotReader,
  type SnapshotRequest,
} from './readSnapshot.ts';
import { openSiteRedirects } from './servedSite.ts';
import type { Task, Workspace } from './workspace.ts';

/** What may be asked of a snapshot beside the workspace and the site. */
export interface SnapshotOptions extends Pick<SnapshotRequest, 'known' | 'withoutRedirects' | 'cache'> {
  /** The pages that will be asked about; texts are read for them alone. */
  readonly asked: readonly BrokenPage[];
  /** In place of the workspace's own. */
  readonly address?: string | undefined;
  /** Keeps the history between questions. */
  readonly reader?: SnapshotReader | undefined;
}

/**
 * The site an address belongs to: of those on its host that may hold it, the one with the longest base path. Sites that
 * share a host from its top are told apart by what they publish: the one with pages in the nearest folder of the address.
 */
export function siteOf(
  { path, url, former }: Pick<BrokenPage, 'path' | 'url' | 'former'>,
  workspace: Pick<Workspace, 'sites' | 'address'>,
): Site {
  const { sites, address } = workspace;
  const [first, ...others] = sites;
  if (others.length === 0) return first;
  const host = siteHost(
    url.includes('://') && former === undefined ? url : (address ?? first.permalinks.address?.url ?? ''),
  );
  const holding = sites.filter((site) => isUnder(path, site.permalinks.basePath));
  const onHost = host === undefined ? holding : holding.filter((site) => mayShareHost(site, [host]));
  // The host may be a former one, which no configuration names any more.
  const fitting = onHost.length > 0 ? onHost : holding;
  const longest = greatest(fitting.map(({ permalinks }) => permalinks.basePath.length));
  const nearest = fitting.filter(({ permalinks }) => permalinks.basePath.length === longest);
  return publisherOf(path, nearest) ?? nearest[0] ?? first;
}

/** Of several sites the one that publishes in the nearest folder in which any of them does. */
function publisherOf(path: UrlPath, sites: readonly Site[]): Site | undefined {
  if (sites.length < 2) return undefined;
  for (let folder = path.replace(/\/*$/, '/'); folder.length > 1; folder = folder.replace(/[^/]*\/$/, '')) {
    const found = sites.find(({ routes }) => routes.publishesBelow(folder));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isUnder(path: UrlPath, basePath: string): boolean {
  return basePath === '/' || `${path}/` === basePath || below(path, basePath.replace(/\/$/, '')) !== undefined;
}

/** What redirect formats may look at, for one site of a workspace. */
export async function siteContext(workspace: Workspace, site: Site = workspace.sites[0]): Promise<RedirectContext> {
  const { repo, address } = workspace;
  return redirectContext(site, { repo, address, others: await workspace.others(site) });
}

/** Every rule of a site, and where they lead. No history is read. */
export async function readRedirects(
  workspace: Workspace,
  site: Site = workspace.sites[0],
  progress?: Progress,
): Promise<RedirectTable> {
  return openSiteRedirects(site, await siteContext(workspace, site), progress);
}

/** What was given is the address of the first site; another one has its own, where that is of the same host or its own file says it. */
function addressOf({ detected, permalinks }: Site, { sites, address }: Workspace): string | undefined {
  const own = permalinks.address;
  const first = sites[0].permalinks.address;
  if (own === undefined || address === undefined || own.url === first?.url) return address;
  const isOwn = own.file !== first?.file && detected.siteFiles?.includes(own.file);
  const [ownHost, given] = [own.url, address].map((text) => siteTarget(text)?.host);
  return isOwn || (ownHost !== undefined && ownHost === given) ? own.url : address;
}

/** Everything a judgement about a site looks at. */
export async function readSnapshot(
  workspace: Workspace,
  { address, reader = createSnapshotReader(), ...options }: SnapshotOptions,
  task: Task,
  site: Site = workspace.sites[0],
): Promise<SiteSnapshot> {
  const { repo, directory, now, state, takeHistory } = workspace;
  const others = await workspace.others(site);
  const asked = { ...options, site, repo, directory, now, state, takeHistory, others };
  return reader.open({ ...asked, address: address ?? addressOf(site, workspace) }, task);
}

/** The snapshots of all sites that pages belong to, each read for its own pages; that of the first site where none do. */
export async function readSnapshots(
  workspace: Workspace,
  options: SnapshotOptions,
  task: Task,
): Promise<ReadonlyMap<Site, SiteSnapshot>> {
  const wanted = new Set(options.asked.map((page) => siteOf(page, workspace)));
  const snapshots = new Map<Site, SiteSnapshot>();
  for (const site of wanted.size === 0 ? [workspace.sites[0]] : wanted) {
    const asked = options.asked.filter((page) => siteOf(page, workspace) === site);
    snapshots.set(site, await readSnapshot(workspace, { ...options, asked }, task, site));
  }
  return snapshots;
}
