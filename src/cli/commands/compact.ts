/** `redirects --compact`: rules of one folder that one rule can replace, and the proof that nothing changes by it. */
import { type Compacted, compactFiles } from '../../app/compactions.ts';
import { readSnapshot } from '../../app/reading.ts';
import type { Compaction } from '../../core/redirects/compact/compact.ts';
import type { RedirectRule } from '../../core/redirects/format.ts';
import { applyEdits, type FileEdit } from '../../core/text/edits.ts';
import { jsonLine, type TerminalText, terminalLine, together, tsvRow } from '../../core/wording/terminalText.ts';
import { writeEdit } from '../../io/disk/writeFile.ts';
import { type Arguments, type CommandConsole, type ExitCode, jsonVersion, unbroken } from '../shared/command.ts';
import { historyCache } from '../shared/indexAccess.ts';
import { openNamedWorkspace, type Workspace, warnOfUnread, watched } from '../shared/workspace.ts';

/**
 * Shows every proved compaction, rules before and after, and what it does to addresses that nobody knows. `--fix safe`
 * writes those that answer no other address, `--fix all` every one.
 */
export async function compact(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const workspace = await openNamedWorkspace(args, host);
  const files = await compactedFiles(workspace, host);
  for (const { compactions, edit } of files) {
    const print = args.text('format') === 'json' ? compactionJson : compactionText;
    host.out(together(compactions.map((compaction) => print(edit, compaction))));
  }
  const fix = args.text('fix');
  const outcomes = fix === undefined ? [] : await writeAll(files, fix === 'all', workspace, host);
  if (outcomes.includes(false)) return 1;
  return files.length === 0 ? 0 : 2;
}

async function writeAll(
  files: readonly Compacted[],
  all: boolean,
  workspace: Workspace,
  host: CommandConsole,
): Promise<readonly boolean[]> {
  const edits = files.map((file) => (all ? file.edit : file.safe)).filter((edit) => edit.edits.length > 0);
  const left = all ? 0 : files.flatMap(({ compactions }) => compactions.filter(({ others }) => others)).length;
  const outcomes = await Promise.all(edits.map((edit) => write(edit, workspace, host)));
  if (left > 0) {
    const [which, verb] = left === 1 ? ['1 compaction answers', 'was'] : [`${left} compactions answer`, 'were'];
    const what = `${which} addresses that had no answer before, and ${verb} not written; --fix all does so.`;
    host.err(terminalLine(what));
  }
  return outcomes;
}

async function compactedFiles(workspace: Workspace, host: CommandConsole): Promise<readonly Compacted[]> {
  const options = { asked: [], cache: historyCache(host) };
  const snapshot = await watched(host, (task) => readSnapshot(workspace, options, task));
  warnOfUnread(workspace, host);
  return compactFiles(snapshot, workspace.repo, workspace.layers);
}

async function write(edit: FileEdit, { directory }: Workspace, host: CommandConsole): Promise<boolean> {
  host.signal.throwIfAborted();
  const outcome = await unbroken(host, () => writeEdit(directory, edit));
  const lines = (text: string) => text.split('\n').length;
  const before = edit.before ?? '';
  const fewer = lines(before) - lines(applyEdits(before, edit.edits));
  host.err(terminalLine(outcome.ok ? `${edit.file}: ${fewer} lines fewer` : outcome.failure.message));
  return outcome.ok;
}

function compactionText({ file }: FileEdit, compaction: Compaction): TerminalText {
  const { rules, written, answering, addresses, others } = compaction;
  const by = answering ? `, as ${answering.from} in ${answering.file}:${answering.line} answers alike` : '';
  const proof = `all ${addresses} known addresses lead to where they led before${by}`;
  const count = written.length === 0 ? 'no rule' : written.length === 1 ? '1 rule' : `${written.length} rules`;
  const row = (sign: string) => (rule: RedirectRule) => tsvRow(`${sign} ${rule.from}`, rule.to, `${rule.status}`);
  return together([
    terminalLine(`${file}: ${count} in place of ${rules.length}; ${proof}`),
    ...(others === undefined ? [] : [terminalLine(`  but ${others}; --fix all writes it`)]),
    ...rules.map(row('-')),
    ...written.map(row('+')),
  ]);
}

function compactionJson({ file }: FileEdit, { rules, written, addresses, others }: Compaction): TerminalText {
  const said = ({ from, to, status }: RedirectRule) => ({ from, to, status });
  return jsonLine({ version: jsonVersion, file, before: rules.map(said), after: written.map(said), addresses, others });
}
