/** The first result without an account: what the repository published once and nothing answers now. */
import { heldCounts } from '../../app/heldCounts.ts';
import type { NamedAnswer } from '../../core/backlinks/mergeAnswers.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { type Result, success } from '../../core/ports.ts';
import { sources } from '../../io/sources/index.ts';
import { titleOfSource } from '../../io/sources/openSource.ts';
import type { Task } from '../analysis/analyst.ts';
import type { AuditSummary } from '../shared/engine.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { lostLine } from '../views/summary.ts';
import { type EngineParts, questionAbout } from './engineParts.ts';
import { type FolderWork, openFolder, type Showing, showJudged } from './folderWork.ts';
import { currentDate } from './indexAccess.ts';
import { snapshotAt } from './snapshotInstead.ts';

/** Whatever stops it on the way, what is shown stays as it is. */
export async function showLost(
  work: FolderWork,
  parts: Showing & Pick<EngineParts, 'store'>,
  task: Task,
): Promise<Result<AuditSummary>> {
  const { folder, analyst } = work;
  const opened = await openFolder(work, task);
  if (!opened.ok) return opened;
  const site = opened.value.site ?? opened.value.address?.url ?? '';
  const counted = await countedFor(work, site, parts.store);
  const answer = await analyst.lost({ today: currentDate(), counted }, task);
  const siteName = siteTarget(site)?.host ?? folder.name;
  const result = await showJudged(parts, work, { siteName, answer, checks: new Map() }, task);
  return success({ message: lostLine(result) });
}

/** What is held of its links: of the index, of files, of services without an account, and in the repository. */
async function countedFor(
  { folder, place }: FolderWork,
  site: string,
  { answers }: Pick<EngineParts['store'], 'answers'>,
): Promise<readonly NamedAnswer[]> {
  const target = siteTarget(site);
  if (target === undefined) return [];
  const ways = [{ site }, { site, isFromFiles: true as const }, { site, isFree: true as const }];
  const questions = ways.flatMap((way) => {
    const key = questionAbout(folder, way);
    return key === undefined ? [] : [{ key, title: titleOfSource(sources, key.source) }];
  });
  const scope = { targets: [target], includeSubdomains: readEditorSettings(folder).index.includeSubdomains };
  const snapshot = place && snapshotAt(place.directory);
  return heldCounts(questions, { answers, snapshot, sources }, scope, currentDate());
}
