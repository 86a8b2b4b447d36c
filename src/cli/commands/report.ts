/** `report`: what can be told of a wrong suggestion without telling what the site says. */
import { reportWrong } from '../../app/reportWrong.ts';
import { jsonLine, terminalLine, terminalLines } from '../../core/wording/terminalText.ts';
import { issuesAddress } from '../../io/http/userAgent.ts';
import { ownPrograms } from '../../io/setUp/programs.ts';
import { type Arguments, type CommandConsole, type ExitCode, jsonVersion, UsageError } from '../shared/command.ts';
import { historyCache } from '../shared/indexAccess.ts';
import { openNamedWorkspace, warnOfUnread, watched } from '../shared/workspace.ts';

export async function runReport(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const [url, ...others] = args.positionals;
  if (url === undefined || others.length > 0) throw new UsageError('report takes one URL, such as /docs/setup/.');
  const workspace = await openNamedWorkspace(args, host);
  const options = { preferredFormats: [], cache: historyCache(host) };
  const programs = await ownPrograms('command line', workspace.directory, host.signal);
  const asked = { url, right: args.text('right'), programs, options };
  const text = await watched(host, (task) => reportWrong(workspace, asked, task));
  warnOfUnread(workspace, host);
  const isJson = args.text('format') === 'json';
  host.out(isJson ? jsonLine({ version: jsonVersion, url, report: text }) : terminalLines(text.trimEnd().split('\n')));
  host.err(terminalLine(`Nothing was sent. Look at it, and attach it to an issue: ${issuesAddress}`));
  return 0;
}
