/** Puts the referrers of one page into the answer they belong to. */

import type { WorkspaceFolder } from 'vscode';
import { dollars } from '../../core/backlinks/price.ts';
import type { Referrers } from '../../core/backlinks/source.ts';
import type { BacklinkAnswer, BrokenPage } from '../../core/model.ts';
import { encodeUrl } from '../../core/paths.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { count } from '../../core/wording/amounts.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { type EngineParts, questionAbout, showAgain } from './engineParts.ts';
import type { Judged } from './folderWork.ts';
import { readLastAudit } from './lastAudit.ts';

/** With the findings and with the answer that is kept, and shown at once. */
export async function keepReferrers(
  parts: EngineParts,
  folder: WorkspaceFolder,
  broken: BrokenPage,
  found: Referrers,
): Promise<Result<undefined>> {
  const { answers } = parts.store;
  const work = parts.workOn(folder);
  const last = readLastAudit(parts.context.workspaceState, folder) ?? { site: readEditorSettings(folder).site };
  const key = questionAbout(folder, last);
  const kept = key && (await answers.read(key));
  if (work.judged === undefined) return failed('not-found', 'Run Broken Backlinks: Audit Site first.');
  if (key !== undefined && kept !== undefined) {
    // Pages of former hosts stand in answers of their own.
    const written = await answers.write(key, { ...kept, value: withReferrersOf(kept.value, broken, found) });
    if (!written.ok) parts.log.warn(`This answer could not be kept: ${written.failure.message}`);
  }
  await showAgain(parts, work, withReferrers(work.judged, broken, found), parts.quick.signal);
  return success(undefined);
}

function withReferrers(judged: Judged, broken: BrokenPage, found: Referrers): Judged {
  return { ...judged, answer: withReferrersOf(judged.answer, broken, found) };
}

/** By the whole address: the same path on a former host is another page. */
function withReferrersOf<Answer extends BacklinkAnswer>(
  answer: Answer,
  { url }: BrokenPage,
  { links }: Referrers,
): Answer {
  const pages = answer.pages.map((page) => (page.url === url ? { ...page, referrers: links } : page));
  return { ...answer, pages };
}

/** `12 of 41 links to /docs/setup/. Cost $0.03.` */
export function referrersLine({ path }: BrokenPage, { links, total, costMicros }: Referrers): string {
  const cost = costMicros > 0 ? ` Cost ${dollars(costMicros)}.` : '';
  return `${links.length} of ${count(total, 'link')} to ${encodeUrl(path)}.${cost}`;
}
