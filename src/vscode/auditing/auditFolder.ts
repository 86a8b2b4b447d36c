/** One audit, step by step: read the folder, confirm the site, get the answer, look at the live site, judge. */
import type { Memento } from 'vscode';
import { afterPayment } from '../../app/afterPayment.ts';
import { askHosts } from '../../app/askedHosts.ts';
import { askedTarget } from '../../app/auditTargets.ts';
import { addressOf, contradiction, siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { LiveStore } from '../../core/live/kept.ts';
import { failed, type Result } from '../../core/ports.ts';
import { siteHeader } from '../../io/recheck/siteHeader.ts';
import type { Task } from '../analysis/analyst.ts';
import type { AuditSummary } from '../shared/engine.ts';
import { readSettings } from '../shared/settings.ts';
import { summaryLine } from '../views/summary.ts';
import { pagesOf } from './askIndex.ts';
import { askSite } from './askSite.ts';
import { checkLive } from './checkLive.ts';
import { type FolderWork, openFolder, type Showing, showJudged } from './folderWork.ts';
import type { IndexAccess } from './indexAccess.ts';
import { writeLastAudit } from './lastAudit.ts';
import { withTask } from './task.ts';

/** What an audit of a folder works with. */
export interface AuditHost extends IndexAccess, Showing {
  /** Where it is kept what live sites said. */
  readonly live: LiveStore;
  /** Where the folder's last audit is remembered. */
  readonly folderMemory: Memento;
}

/** Whatever stops it on the way, the result of the audit before stays as it is. */
export async function auditFolder(work: FolderWork, fresh: boolean, host: AuditHost): Promise<Result<AuditSummary>> {
  const { folder } = work;
  const opened = await withTask((task) => openFolder(work, task));
  if (!opened.ok) return opened;
  const site = opened.value.site ?? (await askSite(folder, opened.value));
  if (site === undefined) return failed('cancelled', 'Cancelled. No site was named.');
  const meant = siteTarget(site);
  if (meant === undefined) {
    return failed('bad-request', `brokenBacklinks.site is "${site}", which is no address. Write https://example.org/.`);
  }
  const target = askedTarget(opened.value.targets, meant);
  const settings = readSettings(folder);
  const { former } = opened.value;
  const header = siteHeader(process.env, target);
  if (!header.ok) return header;
  const warning = contradiction(target, [opened.value.address]);
  const asked = await askHosts(target, former, (each, spent) =>
    pagesOf(each, settings.index, host, fresh, spent === 0 ? warning : undefined),
  );
  if (!asked.ok) return asked;
  const judging = async (task: Task): Promise<AuditSummary> => {
    const answer = await work.analyst.leaveOutPublished(asked.value.answer, task);
    const published = await work.analyst.published(target, task);
    const checks = await checkLive(
      { answer, target, former, published, header: header.value, settings, logger: host.log, store: host.live },
      task,
    );
    const judged = { siteName: target.host, answer, checks };
    const result = await showJudged(host, work, judged, task);
    await writeLastAudit(host.folderMemory, folder, {
      site: addressOf(target),
      checks: [...checks],
      former: former.map((each) => addressOf(each.target)),
    });
    return { message: summaryLine(result, answer) };
  };
  return withTask((task) => afterPayment(asked.value, task.signal, () => judging(task)));
}
