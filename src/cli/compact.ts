/** `redirects --compact`: rules of one folder that one rule can replace, and the proof that nothing changes by it. */
import { type Compaction, compactAll } from '../core/redirects/compact.ts';
import { applyEdits, type FileEdit } from '../core/text/edits.ts';
import { createGroundReader } from '../io/openGround.ts';
import { writeEdit } from '../io/writeFile.ts';
import type { Arguments, ExitCode, Host } from './command.ts';
import { historyCache } from './indexAccess.ts';
import { openWorkspace, terminalProgress, type Workspace } from './workspace.ts';

/** Shows every proved compaction, rules before and after; writes them only when the user says `--fix safe`. */
export async function compact(args: Arguments, host: Host): Promise<ExitCode> {
  const workspace = await openWorkspace(args, host);
  const files = await compactedFiles(workspace, args, host);
  for (const { compactions, edit } of files) {
    const print = args.text('format') === 'json' ? compactionJson : compactionText;
    host.out(compactions.map((compaction) => print(edit, compaction)).join(''));
  }
  const isWritten = args.text('fix') === 'safe';
  const outcomes = isWritten ? await Promise.all(files.map(({ edit }) => write(edit, workspace, host))) : [];
  if (outcomes.includes(false)) return 1;
  return files.length === 0 ? 0 : 2;
}

async function compactedFiles({ sites: [site], repo, directory }: Workspace, args: Arguments, host: Host) {
  const progress = terminalProgress(host);
  const { redirects, past } = await createGroundReader().open(
    { site, repo, directory, asked: [], address: args.text('site'), cache: historyCache(host) },
    { progress, signal: host.signal },
  );
  progress.end();
  for (const { message } of repo.unread?.() ?? []) host.log.warn(message);
  const known = [...site.routes.pages.map(({ url }) => url), ...past.urls()];
  const found: ReturnType<typeof compactAll>[] = [];
  for (const file of new Set(redirects.rules.map((rule) => rule.file))) {
    const text = await repo.read(file);
    const made = text === undefined ? undefined : compactAll(file, text, redirects, known);
    if (made && made.compactions.length > 0) found.push(made);
  }
  return found;
}

async function write(edit: FileEdit, { directory }: Workspace, host: Host): Promise<boolean> {
  host.signal.throwIfAborted();
  const outcome = await writeEdit(directory, edit);
  const lines = (text: string) => text.split('\n').length;
  const before = edit.before ?? '';
  const fewer = lines(before) - lines(applyEdits(before, edit.edits));
  host.err(outcome.ok ? `${edit.file}: ${fewer} lines fewer\n` : `${outcome.failure.message}\n`);
  return outcome.ok;
}

function compactionText({ file }: FileEdit, { rules, rule, addresses }: Compaction): string {
  const proof = `all ${addresses} known addresses lead to where they led before`;
  return [
    `${file}: 1 rule in place of ${rules.length}; ${proof}`,
    ...rules.map(({ from, to, status }) => `- ${from}\t${to}\t${status}`),
    `+ ${rule.from}\t${rule.to}\t${rule.status}\n`,
  ].join('\n');
}

function compactionJson({ file }: FileEdit, { rules, rule, addresses }: Compaction): string {
  const said = ({ from, to, status }: Compaction['rule']) => ({ from, to, status });
  return `${JSON.stringify({ file, before: rules.map(said), after: said(rule), addresses })}\n`;
}
