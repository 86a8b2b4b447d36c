/** Writes the redirects of every finding with strong evidence as one change that is shown before it is made. */

import type { WorkspaceFolder } from 'vscode';
import { encodeUrl } from '../../core/paths.ts';
import { type Failure, failed } from '../../core/ports.ts';
import type { Fix } from '../../core/report/findings.ts';
import { count } from '../../core/wording/amounts.ts';
import type { FolderResult } from '../shared/session.ts';
import type { CommandHost } from './commands.ts';
import { preferredFixes } from './preferredFixes.ts';

export async function redirectAll(host: CommandHost, { folder, result }: FolderResult): Promise<Failure | undefined> {
  const fixes = preferredFixes(result.findings);
  if (fixes.length === 0) {
    const message = `No finding of ${result.site} has strong evidence. Decide each of them in the Problems panel.`;
    return failed('not-found', message).failure;
  }
  return offerFixes(host, folder, fixes);
}

/** As one change. What cannot be written is named in the log. */
export async function offerFixes(
  { openEngine, previews, log }: Pick<CommandHost, 'openEngine' | 'previews' | 'log'>,
  folder: WorkspaceFolder,
  fixes: readonly Fix[],
): Promise<Failure | undefined> {
  const made = await (await openEngine()).editsOfAll(folder, fixes);
  if (!made.ok) return made.failure;
  const { edits, written, refused } = made.value;
  const reasons = refused.map(
    ({ fix, spelling, refused: reason }) => `${encodeUrl(spelling ?? fix.redirect.from)}: ${reason}`,
  );
  for (const reason of reasons) log.warn(reason);
  if (edits.length === 0) return reasons[0] === undefined ? undefined : failed('bad-request', reasons[0]).failure;
  const left = refused.length === 0 ? '' : `, ${refused.length} cannot be written (see the log)`;
  const what = `Redirect ${count(written.length, 'broken page')} in ${count(edits.length, 'file')}${left}`;
  return previews.offer({ folder, files: edits, fixes: written, what });
}
