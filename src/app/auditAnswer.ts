/** Judges an index's answer by the repository, each page by the site it belongs to. */
import { audit } from '../core/audit/audit.ts';
import type { SiteSnapshot } from '../core/audit/diagnose.ts';
import { deadEntryNotes } from '../core/audit/lists/listedEntries.ts';
import { withDomain } from '../core/backlinks/formerHosts.ts';
import type { BacklinkAnswer, BrokenPage } from '../core/model.ts';
import type { AuditOptions, AuditResult, LiveCheck } from '../core/report/findings.ts';
import type { Site } from '../core/site/site.ts';
import { domainOf } from './configuration.ts';
import { readDeployment } from './deployment.ts';
import { readFormerSites } from './formerSites.ts';
import { unansweredEntries } from './listedEntries.ts';
import { otherSitesNote, withOwners } from './otherSites.ts';
import { readSnapshot, readSnapshots, type SnapshotOptions, siteOf } from './reading.ts';
import type { Task, Workspace } from './workspace.ts';

/** What an audit judges: one answer of an index, for one site of a workspace. */
export interface AuditRequest extends Pick<SnapshotOptions, 'address' | 'cache' | 'reader'> {
  readonly siteName: string;
  readonly answer: BacklinkAnswer;
  /** What the live site answered, by the page's `url`; empty when it was not asked. */
  readonly checks: ReadonlyMap<string, LiveCheck>;
  readonly options: AuditOptions;
}

/** A judged answer, and what it was judged by. */
export interface Audited {
  readonly result: AuditResult;
  /** That of the first site. */
  readonly snapshot: SiteSnapshot;
  /** Of every site that pages belong to. */
  readonly snapshots: ReadonlyMap<Site, SiteSnapshot>;
}

export async function auditAnswer(
  workspace: Workspace,
  { siteName, answer: given, checks, options, ...reading }: AuditRequest,
  task: Task,
): Promise<Audited> {
  const domain = domainOf(workspace.layers, siteName);
  const answer = withDomain(given, domain);
  const snapshots = new Map(await readSnapshots(workspace, { ...reading, asked: answer.pages }, task));
  const [first] = workspace.sites;
  const snapshot = snapshots.get(first) ?? (await readSnapshot(workspace, { ...reading, asked: [] }, task));
  snapshots.set(first, snapshot);
  const snapshotOf = (page: BrokenPage) => snapshots.get(siteOf(page, workspace)) ?? snapshot;
  const formerSites = await readFormerSites(workspace, domain, snapshot.redirects);
  const redirectsOf = (page: BrokenPage) =>
    page.former === undefined ? snapshotOf(page).redirects : formerSites.get(page.former.host)?.redirects;
  const deployment = await readDeployment(workspace, answer.pages, redirectsOf, task);
  const result = await audit({
    siteName,
    answer,
    checks,
    options,
    snapshot,
    snapshotOf,
    deployment,
    formerSites,
    signal: task.signal,
    pause: task.pause,
  });
  const sites = [first, ...(await workspace.others(first))];
  const entries = await unansweredEntries(workspace.repo, snapshot, siteName);
  const listed = deadEntryNotes(entries, snapshot);
  const notes = [...result.notes, ...otherSitesNote(sites, siteName, answer), ...listed];
  return { result: { ...result, leftOut: withOwners(result.leftOut, sites), notes }, snapshot, snapshots };
}
