/** `explain`: what the repository knows of single addresses. */
import { explainAddresses } from '../../app/explainAddresses.ts';
import { createSnapshotReader } from '../../app/readSnapshot.ts';
import { type Explained, explanationLines } from '../../core/audit/explanation.ts';
import { timelineLines } from '../../core/history/timeline.ts';
import { jsonLine, type TerminalText, terminalLine, terminalLines } from '../../core/wording/terminalText.ts';
import { givenAddresses, pipedAddresses, problemOf } from '../shared/askedAddresses.ts';
import { type Arguments, type CommandConsole, type ExitCode, jsonVersion, UsageError } from '../shared/command.ts';
import { historyCache } from '../shared/indexAccess.ts';
import { knownRedirects } from '../shared/knownRedirects.ts';
import { openNamedWorkspace, warnOfUnread, watched } from '../shared/workspace.ts';

export async function runExplain(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const isPiped = args.positionals.includes('-');
  if (args.positionals.length === 0) throw new UsageError(wantsAddress);
  const known = await knownRedirects(args, host);
  const withoutRedirects = args.flag('without-redirects');
  const workspace = await openNamedWorkspace(args, host, { withHistory: true });
  const reader = createSnapshotReader();
  const options = { preferredFormats: [], known, withoutRedirects, cache: historyCache(host), reader };
  const print = (args.text('format') ?? (isPiped ? 'json' : 'text')) === 'json' ? jsonBlock : textBlock;
  let [asked, refused] = [0, 0];
  for await (const lines of isPiped ? pipedAddresses(host.input()) : [givenAddresses(args)]) {
    const problems = lines.map(({ url }) => problemOf(url, workspace));
    for (const [i, problem] of problems.entries()) {
      if (problem !== undefined) host.err(terminalLine(`${lines[i]?.place}${problem}`));
    }
    refused += problems.filter((problem) => problem !== undefined).length;
    const urls = lines.flatMap(({ url }, i) => (problems[i] === undefined ? [url] : []));
    asked += urls.length;
    if (urls.length === 0) continue;
    for (const entry of await watched(host, (task) => explainAddresses(workspace, urls, options, task)))
      host.out(print(entry));
  }
  warnOfUnread(workspace, host);
  if (asked + refused === 0) throw new UsageError(wantsAddress);
  return refused > 0 ? 1 : 0;
}

const wantsAddress = 'explain needs at least one URL, or - to read them from standard input.';

function textBlock(explained: Explained): TerminalText {
  return terminalLines([...explanationLines(explained), '']);
}

/** `diagnosis` is that of `audit --format json`. */
function jsonBlock({ url, diagnosis, former, directoryRule, removal }: Explained): TerminalText {
  return jsonLine({
    version: jsonVersion,
    url,
    diagnosis,
    former,
    story: diagnosis.past && timelineLines(diagnosis.past),
    directoryRule: directoryRule && {
      ...directoryRule.pattern,
      file: directoryRule.fix.file,
      broken: directoryRule.broken.length,
      right: directoryRule.right,
      gone: directoryRule.gone,
      exceptions: directoryRule.fix.exceptions?.map(({ from, to }) => ({ from, to })),
    },
    removal,
  });
}
