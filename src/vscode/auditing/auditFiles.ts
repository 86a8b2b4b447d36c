/** An audit from files that people have, instead of an index: no account, no price. */
import { basename } from 'node:path';
import { linksOfFiles } from '../../app/givenFiles.ts';
import { targetAddress } from '../../core/backlinks/siteTarget.ts';
import type { Result } from '../../core/ports.ts';
import { siteHeader } from '../../io/recheck/siteHeader.ts';
import { sources } from '../../io/sources/index.ts';
import type { AuditSummary } from '../shared/engine.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { summaryLine } from '../views/summary.ts';
import { type AuditHost, publishedOf } from './auditFolder.ts';
import { askLiveSite } from './checkLive.ts';
import { chooseSites } from './chooseSites.ts';
import { type FolderWork, openFolder, showJudged } from './folderWork.ts';
import { currentDate, fileQuestion, snapshotQuestion } from './indexAccess.ts';
import { writeLastAudit } from './lastAudit.ts';
import { withTask } from './task.ts';

/**
 * What was read is kept as an answer of its own, so that it is there after a reload; the answer of an index stays. `isSnapshot`:
 * it is the one of the repository, beside which what was read of files stays, too.
 */
export async function auditFiles(
  work: FolderWork,
  paths: readonly string[],
  host: AuditHost,
  isSnapshot = false,
): Promise<Result<AuditSummary>> {
  const { folder } = work;
  const opened = await withTask((task) => openFolder(work, task));
  if (!opened.ok) return opened;
  const sites = await chooseSites(folder, opened.value, undefined);
  if (!sites.ok) return sites;
  const [target, ...others] = sites.value;
  const settings = readEditorSettings(folder);
  const further = [...opened.value.former.map((each) => each.target), ...others];
  const header = siteHeader(process.env, target);
  if (!header.ok) return header;
  return withTask(async (task) => {
    const question = (isSnapshot ? snapshotQuestion : fileQuestion)(target, settings.index);
    const { request } = question;
    task.progress.report('Reading the files');
    const given = paths.map((path) => ({ path, name: basename(path) }));
    const read = await linksOfFiles(given, sources, { ...request, targets: [target, ...further] }, currentDate());
    if (!read.ok) return read;
    const answer = await work.analyst.leaveOutPublished(read.value, task);
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
    const kept = { asked: answer.asked, maximumRows: request.maximumRows, value: answer };
    const written = await host.answers.write(question, kept);
    if (!written.ok) host.log.warn(`What the files hold could not be kept: ${written.failure.message}`);
    await writeLastAudit(host.folderMemory, folder, {
      site: targetAddress(target),
      checks: [...checks],
      ...(isSnapshot ? { isSnapshot: true } : { isFromFiles: true }),
    });
    return { ok: true, value: { message: summaryLine(result, answer) } };
  });
}
