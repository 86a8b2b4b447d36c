/** Writes the redirects whose evidence is strong. */
import type { Ground } from '../core/diagnose.ts';
import type { Finding } from '../core/findings.ts';
import { editOf } from '../core/fix.ts';
import { openDiskRepo } from '../io/diskRepo.ts';
import { writeEdit } from '../io/writeFile.ts';
import type { Host } from './command.ts';
import type { Workspace } from './workspace.ts';

/** Applies the preferred fix of every finding that has one; each sees the text the one before left. */
export async function applySafeFixes(
  findings: readonly Finding[],
  ground: Ground,
  { directory }: Workspace,
  host: Host,
): Promise<void> {
  for (const { fixes, broken } of findings) {
    const fix = fixes.find((entry) => entry.isPreferred);
    if (fix === undefined) continue;
    host.signal.throwIfAborted();
    const repo = await openDiskRepo(directory, host.signal);
    const outcome = await editOf(fix, { ...ground.redirects.context, repo }, (file) => repo.read(file));
    if (!outcome.ok) {
      host.err(`${broken.path}: not redirected. ${outcome.message}\n`);
      continue;
    }
    if (outcome.edit.edits.length === 0) continue;
    const written = await writeEdit(directory, outcome.edit);
    host.err(written.ok ? `${fix.file}: ${fix.redirect.from} → ${fix.redirect.to}\n` : `${written.failure.message}\n`);
  }
}
