/** One audit, step by step: read the folder, confirm the site, get the answer, look at the live site, judge. */
import type { Memento } from 'vscode';
import { afterPayment } from '../../app/afterPayment.ts';
import { askHosts } from '../../app/askedHosts.ts';
import type { AskedAnswer } from '../../core/backlinks/ask.ts';
import { contradiction, type SiteTarget, targetAddress } from '../../core/backlinks/siteTarget.ts';
import type { LiveStore } from '../../core/live/kept.ts';
import type { Result } from '../../core/ports.ts';
import { append } from '../../core/text/longLists.ts';
import { siteHeader } from '../../io/recheck/siteHeader.ts';
import type { Task } from '../analysis/analyst.ts';
import type { AuditSummary } from '../shared/engine.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { summaryLine } from '../views/summary.ts';
import { pagesOf } from './askIndex.ts';
import { askLiveSite } from './checkLive.ts';
import { type ChosenSites, chooseSites } from './chooseSites.ts';
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

/** How an audit gets its answer. */
export interface AuditWay {
  /** What a site more costs, as a clause. */
  readonly each: string;
  /** The answer is one of the services that want no account. */
  readonly isFree?: true;
  /** Before anybody is asked about any of the sites. */
  agree?(sites: readonly SiteTarget[]): Promise<Result<undefined>>;
  /** `warning` is to be shown with a price. */
  ask(target: SiteTarget, warning: string | undefined): Promise<Result<AskedAnswer>>;
}

/** By the source that the settings name. */
export function auditFolder(work: FolderWork, fresh: boolean, host: AuditHost): Promise<Result<AuditSummary>> {
  const { index } = readEditorSettings(work.folder);
  return auditBy(work, host, {
    each: 'each is asked and charged separately',
    ask: (target, warning) => pagesOf(target, index, host, fresh, warning),
  });
}

/** Whatever stops it on the way, the result of the audit before stays as it is. */
export async function auditBy(work: FolderWork, host: AuditHost, way: AuditWay): Promise<Result<AuditSummary>> {
  const { folder } = work;
  const opened = await withTask((task) => openFolder(work, task));
  if (!opened.ok) return opened;
  const sites = await chooseSites(folder, opened.value, way.each);
  if (!sites.ok) return sites;
  const [target, ...others] = sites.value;
  const settings = readEditorSettings(folder);
  const { former } = opened.value;
  const header = siteHeader(process.env, target);
  if (!header.ok) return header;
  const warning = contradiction(target, [opened.value.address]);
  const further = [...former.map((each) => each.target), ...others];
  const questions = further.map((each) => ({ target: each }));
  const agreed = await way.agree?.([target, ...further]);
  if (agreed?.ok === false) return agreed;
  const asked = await askHosts(target, questions, (each, spent) => way.ask(each, spent === 0 ? warning : undefined));
  if (!asked.ok) return asked;
  const judging = async (task: Task): Promise<AuditSummary> => {
    const answer = await work.analyst.leaveOutPublished(asked.value.answer, task);
    const published = await publishedOf(work, sites.value, task);
    const checks = await askLiveSite(
      {
        answer,
        target,
        others: further,
        published,
        header: header.value,
        settings,
        logger: host.log,
        store: host.live,
      },
      task,
    );
    const judged = { siteName: target.host, answer, checks };
    const result = await showJudged(host, work, judged, task);
    await writeLastAudit(host.folderMemory, folder, {
      site: targetAddress(target),
      checks: [...checks],
      former: further.map(targetAddress),
      ...(way.isFree && { isFree: true }),
    });
    return { message: summaryLine(result, answer) };
  };
  return withTask((task) => afterPayment(asked.value, task.signal, () => judging(task)));
}

/** Addresses of pages of each site. */
export async function publishedOf(work: FolderWork, sites: ChosenSites, task: Task): Promise<readonly string[]> {
  const all: string[] = [];
  for (const site of sites) append(all, await work.analyst.published(site, task));
  return all;
}
