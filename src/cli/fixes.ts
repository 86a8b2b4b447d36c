/** Writes the redirects whose evidence is strong. */
import type { Audited } from '../app/auditAnswer.ts';
import { planEdits } from '../app/planEdits.ts';
import { encodeUrl } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import { terminalLine } from '../core/wording/terminalText.ts';
import { readToEdit } from '../io/disk/userFile.ts';
import { writeEdit } from '../io/disk/writeFile.ts';
import type { Host } from './command.ts';
import type { Workspace } from './workspace.ts';

/**
 * Applies the preferred fix of every finding that has one; each sees the text the one before left. `false` when a file
 * that was to be written could not be.
 */
export async function applySafeFixes(
  { result: { findings }, snapshot, snapshots }: Audited,
  workspace: Workspace,
  host: Host,
): Promise<boolean> {
  const fixes = findings.flatMap((finding) => finding.fixes.find(({ isPreferred }) => isPreferred) ?? []);
  const { directory } = workspace;
  const tableOf = async (site: Site) => (snapshots.get(site) ?? snapshot).redirects;
  const planned = await planEdits(workspace, fixes, tableOf, (file) => readToEdit(directory, file));
  const { edits, written, refused } = planned;
  host.signal.throwIfAborted();
  const say = (text: string) => host.err(terminalLine(text));
  for (const { fix, spelling, refused: reason } of refused)
    say(`${encodeUrl(spelling ?? fix.redirect.from)}: not redirected. ${reason}`);
  const unwritten = new Set<string>();
  for (const edit of edits) {
    const outcome = await writeEdit(directory, edit);
    if (!outcome.ok) {
      unwritten.add(edit.file);
      say(outcome.failure.message);
      continue;
    }
    for (const { file, redirect, spellings = [] } of written) {
      if (file !== edit.file) continue;
      for (const from of [redirect.from, ...spellings]) say(`${file}: ${encodeUrl(from)} → ${redirect.to}`);
    }
  }
  const needs = written.flatMap(({ file, needs = [] }) => (unwritten.has(file) ? [] : needs));
  for (const need of new Set(needs)) say(`Before it answers: ${need}`);
  return unwritten.size === 0;
}
