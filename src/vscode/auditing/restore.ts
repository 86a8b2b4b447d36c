/** Judges what an earlier window showed again, by the folder as it is now and without any request. */
import type { WorkspaceFolder } from 'vscode';
import { asOneAnswer } from '../../core/backlinks/formerHosts.ts';
import { withoutListing } from '../../core/backlinks/listing.ts';
import { mergeAnswers, type NamedAnswer } from '../../core/backlinks/mergeAnswers.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { newest } from '../../core/live/kept.ts';
import type { BacklinkAnswer } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { Fix } from '../../core/report/findings.ts';
import { allFindings } from '../../core/report/settled.ts';
import { sources } from '../../io/sources/index.ts';
import { titleOfSource } from '../../io/sources/openSource.ts';
import { checkAgain, type EngineParts, questionAbout, questionsBeside, showAgain } from './engineParts.ts';
import { showLost } from './findLost.ts';
import type { FolderWork } from './folderWork.ts';
import { readLastAudit } from './lastAudit.ts';
import { silentTask } from './task.ts';

/** `false` when nothing is left of what was shown then: no stored answer, or a folder that cannot be read. */
export async function restore(parts: EngineParts, folder: WorkspaceFolder, signal: AbortSignal): Promise<boolean> {
  const work = parts.workOn(folder);
  work.restoring = judgeAgain(parts, work, signal).finally(() => {
    work.restoring = undefined;
  });
  return work.restoring;
}

async function judgeAgain(parts: EngineParts, work: FolderWork, signal: AbortSignal): Promise<boolean> {
  const { store, context, log } = parts;
  const last = readLastAudit(context.workspaceState, work.folder);
  if (last?.kind !== undefined) {
    const task = silentTask(signal);
    const done = await (last.kind === 'lost' ? showLost(work, parts, task) : checkAgain(parts, work, task));
    if (!done.ok) log.warn(done.failure.message);
    return done.ok;
  }
  const key = last && questionAbout(work.folder, last);
  const kept = key && (await store.answers.read(key));
  const siteName = last && siteTarget(last.site)?.host;
  if (!kept || !siteName) return false;
  const checks = newest(new Map(last.checks), await store.live.read(siteName));
  const own: [NamedAnswer, ...NamedAnswer[]] = [
    { title: titleOfSource(sources, key.source), answer: withoutListing(kept.value) },
  ];
  for (const beside of questionsBeside(work.folder, last)) {
    const found = await store.answers.read(beside.key);
    if (found) own.push({ title: beside.title, answer: withoutListing(found.value) });
  }
  const answers: [BacklinkAnswer, ...BacklinkAnswer[]] = [mergeAnswers(own)];
  for (const site of last.former ?? []) {
    const former = questionAbout(work.folder, { ...last, site });
    const found = former && (await store.answers.read(former));
    if (found) answers.push(withoutListing(found.value));
  }
  return showAgain(parts, work, { siteName, answer: asOneAnswer(answers), checks }, signal);
}

/**
 * What was found in an earlier window is written only as it is found again now. The fixes as they are now; which of them
 * nobody would offer any more.
 */
export async function asOfNow(
  { sessions }: EngineParts,
  { folder, restoring }: FolderWork,
  fixes: readonly Fix[],
): Promise<Result<readonly Fix[]>> {
  const asOf = sessions.get(folder)?.asOf;
  if (asOf === undefined) return success(fixes);
  await restoring?.catch(() => undefined);
  const shown = sessions.get(folder);
  if (shown === undefined || shown.asOf !== undefined) {
    const message = `${folder.name} could not be checked again since ${new Date(asOf).toISOString().slice(0, 10)}; nothing was written. Run Broken Backlinks: Audit Site.`;
    return failed('not-found', message);
  }
  const offered = allFindings(shown.result).flatMap((finding) => finding.fixes);
  const now = fixes.map((fix) => offered.find((other) => isSame(fix, other)));
  const gone = fixes.find((_, at) => now[at] === undefined);
  if (gone === undefined) return success(now.filter((fix) => fix !== undefined));
  const message = `"${gone.title}" no longer applies, because the folder has changed; nothing was written. Look at the current finding.`;
  return failed('not-found', message);
}

function isSame(a: Fix, b: Fix): boolean {
  return (
    a.format === b.format &&
    a.file === b.file &&
    a.redirect.from === b.redirect.from &&
    a.redirect.to === b.redirect.to &&
    a.redirect.status === b.redirect.status &&
    a.redirect.below === b.redirect.below
  );
}
