/** Writes the redirects of every finding with strong evidence as one change that is shown before it is made. */
import { window } from 'vscode';
import type { Finding, Fix } from '../core/findings.ts';
import { encodeUrl } from '../core/paths.ts';
import { type Failure, failed } from '../core/ports.ts';
import { count } from '../core/report.ts';
import { applyFix } from './applyFix.ts';
import type { CommandHost } from './commands.ts';
import { title } from './manifest.ts';
import type { FolderResult } from './session.ts';

/** The fix of each finding that needs no decision. */
export function preferredFixes(findings: readonly Finding[]): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.find(({ isPreferred }) => isPreferred) ?? []);
}

export async function redirectAll(
  { openEngine, log }: CommandHost,
  { folder, result }: FolderResult,
): Promise<Failure | undefined> {
  const fixes = preferredFixes(result.findings);
  if (fixes.length === 0) {
    return failed(
      'not-found',
      `No finding of ${result.site} has strong evidence. Decide each of them in the Problems panel.`,
    ).failure;
  }
  const { edits, written, refused } = await (await openEngine()).editsOfAll(folder, fixes);
  for (const { fix, refused: reason } of refused) log.warn(`${encodeUrl(fix.redirect.from)}: ${reason}`);
  const [first] = refused;
  if (edits.length === 0) {
    return (
      first &&
      failed('bad-request', `${encodeUrl(first.fix.redirect.from)} is not redirected: ${first.refused}`).failure
    );
  }
  const label = `Redirect ${count(written.length, 'broken page')}`;
  if (!(await applyFix(folder, edits, label))) return undefined;
  const left = refused.length === 0 ? '' : ` ${refused.length} could not be written; see the log.`;
  window.setStatusBarMessage(
    `$(link) ${title}: ${count(written.length, 'redirect')} in ${count(edits.length, 'file')}.${left}`,
    15_000,
  );
  return undefined;
}
