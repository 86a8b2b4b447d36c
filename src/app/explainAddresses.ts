/** Everything that can be said of single addresses, each by the site it belongs to. */
import { askedPage, explainPages } from '../core/audit/explain.ts';
import type { Explained } from '../core/audit/explanation.ts';
import type { BrokenPage } from '../core/model.ts';
import type { AuditOptions } from '../core/report/findings.ts';
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
  const pages = urls.map(askedPage);
  const explained = new Map<BrokenPage, Explained>();
  for (const [site, snapshot] of await readSnapshots(workspace, { ...options, asked: pages }, task)) {
    const own = pages.filter((page) => siteOf(page, workspace) === site);
    const found = await explainPages(own, snapshot, { preferredFormats }, options.withoutRedirects !== true);
    for (const [i, page] of own.entries()) if (found[i] !== undefined) explained.set(page, found[i]);
  }
  return pages.flatMap((page) => explained.get(page) ?? []);
}
