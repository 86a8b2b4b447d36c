/** The first result without an account: what the repository published once and nothing answers now. */
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { type Result, success } from '../../core/ports.ts';
import type { AuditSummary } from '../shared/engine.ts';
import type { Sessions } from '../shared/session.ts';
import { lostLine } from '../views/summary.ts';
import { type FolderWork, judge, openFolder, review } from './folderWork.ts';
import { today } from './indexAccess.ts';
import { withTask } from './task.ts';

/** Whatever stops it on the way, what is shown stays as it is. Not remembered over a reload: finding it again is free. */
export async function showLost(work: FolderWork, sessions: Sessions): Promise<Result<AuditSummary>> {
  const { folder, analyst } = work;
  return withTask(async (task) => {
    const opened = await openFolder(work, task);
    if (!opened.ok) return opened;
    const answer = await analyst.lost({ today: today() }, task);
    const siteName = siteTarget(opened.value.site ?? opened.value.address?.url ?? '')?.host ?? folder.name;
    const judged = { siteName, answer, checks: new Map() };
    const result = await judge(work, judged, task);
    work.judged = judged;
    sessions.set(folder, result);
    sessions.setReview(folder, await review(work, task));
    return success({ message: lostLine(result) });
  });
}
