/** The first result without an account: what the repository published once and nothing answers now. */
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { type Result, success } from '../../core/ports.ts';
import type { Task } from '../analysis/analyst.ts';
import type { AuditSummary } from '../shared/engine.ts';
import { lostLine } from '../views/summary.ts';
import { type FolderWork, openFolder, type Showing, showJudged } from './folderWork.ts';
import { currentDate } from './indexAccess.ts';

/** Whatever stops it on the way, what is shown stays as it is. */
export async function showLost(work: FolderWork, showing: Showing, task: Task): Promise<Result<AuditSummary>> {
  const { folder, analyst } = work;
  const opened = await openFolder(work, task);
  if (!opened.ok) return opened;
  const answer = await analyst.lost({ today: currentDate() }, task);
  const siteName = siteTarget(opened.value.site ?? opened.value.address?.url ?? '')?.host ?? folder.name;
  const result = await showJudged(showing, work, { siteName, answer, checks: new Map() }, task);
  return success({ message: lostLine(result) });
}
