/** Writes the redirects whose evidence is strong. */
import type { Audited } from '../../app/auditAnswer.ts';
import { planEdits } from '../../app/planEdits.ts';
import { readRedirects } from '../../app/reading.ts';
import type { WrittenFixes } from '../../core/audit/fixEdits.ts';
import { encodeUrl, type RepoPath } from '../../core/paths.ts';
import type { Redirect } from '../../core/redirects/format.ts';
import type { AuditResult, Fix } from '../../core/report/findings.ts';
import type { Site } from '../../core/site/site.ts';
import { count } from '../../core/wording/amounts.ts';
import { terminalLine } from '../../core/wording/terminalText.ts';
import { readToEdit } from '../../io/disk/userFile.ts';
import { writeEdit } from '../../io/disk/writeFile.ts';
import { type CommandConsole, type ExitCode, exitCodes } from '../shared/command.ts';
import type { Workspace } from '../shared/workspace.ts';

/** What became of the fixes of an audit. */
export interface AppliedFixes {
  /** `false` when a file that was to be written could not be. */
  readonly isWritten: boolean;
  /** The redirects that stand in their files now. */
  readonly written: readonly (Pick<Redirect, 'from' | 'to' | 'status'> & { readonly file: RepoPath })[];
  /** How many findings still need the user. */
  readonly left: number;
}

/** Applies the preferred fix of every finding that has one; each sees the text the one before left. */
export async function applySafeFixes(
  { result: { findings }, snapshots }: Audited,
  workspace: Workspace,
  host: CommandConsole,
): Promise<AppliedFixes> {
  const fixes = findings.flatMap((finding) => finding.fixes.find(({ isPreferred }) => isPreferred) ?? []);
  const { directory } = workspace;
  const tableOf = async (site: Site) => snapshots.get(site)?.redirects ?? readRedirects(workspace, site);
  const planned = await planEdits(workspace, fixes, tableOf, (file) => readToEdit(directory, file));
  const { edits, refused } = planned;
  host.signal.throwIfAborted();
  const say = (text: string) => host.err(terminalLine(text));
  for (const { fix, spelling, refused: reason } of refused)
    say(`${encodeUrl(spelling ?? fix.redirect.from)}: not redirected. ${reason}`);
  const unwritten = new Set<string>();
  for (const edit of edits) {
    const outcome = await writeEdit(directory, edit);
    if (outcome.ok) continue;
    unwritten.add(edit.file);
    say(outcome.failure.message);
  }
  const done = planned.written.filter(({ file }) => !unwritten.has(file));
  const written = done.flatMap(({ file, redirect, spellings = [] }) =>
    [redirect.from, ...spellings].map((from) => ({ file, from, to: redirect.to, status: redirect.status })),
  );
  for (const { file, from, to } of written) say(`${file}: ${encodeUrl(from)} → ${to}`);
  for (const file of planned.lists) if (!unwritten.has(file)) say(`${file}: its entries name the new addresses now.`);
  for (const need of new Set(done.flatMap(({ needs = [] }) => needs))) say(`Before it answers: ${need}`);
  return { isWritten: unwritten.size === 0, written, left: findings.length - settledBy(done, refused) };
}

/** How many findings need nothing more: all their redirects stand, and nothing else is left to do by hand. */
function settledBy(done: readonly Fix[], refused: WrittenFixes['refused']): number {
  const isPartly = new Set(refused.map(({ fix }) => fix.redirect.from));
  return done.filter(({ redirect, needs = [] }) => needs.length === 0 && !isPartly.has(redirect.from)).length;
}

/** How a run that wrote fixes ends: by what is left, and not by what was found. */
export function exitCodeAfter(
  { isWritten, left }: AppliedFixes,
  { gaps }: AuditResult,
  host: CommandConsole,
): ExitCode {
  if (!isWritten) return 1;
  const text = left === 0 ? 'No finding is left.' : `${count(left, 'finding')} ${left === 1 ? 'is' : 'are'} left.`;
  host.err(terminalLine(text));
  return left > 0 ? exitCodes.findings : gaps.length > 0 ? exitCodes.incomplete : exitCodes.none;
}
