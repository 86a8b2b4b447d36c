/** One audit, step by step: read the folder, confirm the site, get the answer, look at the live site, judge. */
import type { Memento } from 'vscode';
import { siteTarget } from '../core/backlinks/siteTarget.ts';
import { failed, type Result, success } from '../core/ports.ts';
import { type AskingHost, answerFor } from './askIndex.ts';
import { askSite } from './askSite.ts';
import type { AuditSummary } from './engine.ts';
import { type FolderWork, type Judged, judge, openFolder } from './folderWork.ts';
import { writeLastAudit } from './lastAudit.ts';
import type { Sessions } from './session.ts';
import { readSettings } from './settings.ts';
import { summaryLine } from './summary.ts';
import { withTask } from './task.ts';

export interface AuditHost extends AskingHost {
  readonly sessions: Sessions;
  /** Where the folder's last audit is remembered. */
  readonly folderMemory: Memento;
}

/** Whatever stops it on the way, the result of the audit before stays as it is. */
export async function auditFolder(work: FolderWork, fresh: boolean, host: AuditHost): Promise<Result<AuditSummary>> {
  const { folder } = work;
  const opened = await withTask((task) => openFolder(work, task));
  if (!opened.ok) return opened;
  const site = readSettings(folder).site || (await askSite(folder, opened.value));
  if (site === undefined) return failed('cancelled', 'stopped before a site was named.');
  const target = siteTarget(site);
  if (target === undefined) {
    return failed('bad-request', `brokenBacklinks.site is "${site}", which is no address. Write https://example.org/.`);
  }
  const answer = await answerFor(target, readSettings(folder).index, host, fresh);
  if (!answer.ok) return answer;
  const judged: Judged = { siteName: target.host, answer: answer.value, checks: new Map() };
  const result = await withTask((task) => {
    task.progress.report('Judging', 0, answer.value.pages.length);
    return judge(work, judged, task);
  });
  work.judged = judged;
  host.sessions.set(folder, result);
  await writeLastAudit(host.folderMemory, folder, { site, checks: [...judged.checks] });
  return success({ message: summaryLine(result, answer.value) });
}
