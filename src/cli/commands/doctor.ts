/** `doctor`: whether everything this stands on is there and works. */
import { checkSetUp, hostsToAsk, siteChecks } from '../../app/checkSetUp.ts';
import { checkLines, checkSummary, type SetUpCheck } from '../../core/setUp/setUpCheck.ts';
import { jsonLine, terminalLine, terminalLines, together } from '../../core/wording/terminalText.ts';
import { httpDispatcher } from '../../io/http/dispatcher.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { programVersion } from '../../io/http/userAgent.ts';
import { openTwice } from '../../io/setUp/network.ts';
import type { Credentials } from '../../io/sourceHost.ts';
import { type AskedEntry, sourceEnvironment } from '../../io/sources/openSource.ts';
import { storeFolder } from '../../io/stores/place.ts';
import {
  type Arguments,
  type CommandConsole,
  type ExitCode,
  exitCodes,
  jsonVersion,
  UsageError,
} from '../shared/command.ts';
import { namedFolder, openNamedWorkspace } from '../shared/workspace.ts';

export async function runDoctor(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const isAsked = args.flag('ask');
  if (isAsked) host.err(terminalLine(`Asking, free of charge: ${hostsToAsk(host.sources).join(', ')}`));
  const checks = await checksFor(args, isAsked, host);
  if (args.text('format') === 'json')
    host.out(together(checks.map((check) => jsonLine({ version: jsonVersion, ...check }))));
  else host.out(terminalLines([...checkLines(checks), checkSummary(checks), ...(isAsked ? [] : [howToAsk(host)])]));
  return codeOf(checks);
}

function howToAsk({ sources }: CommandConsole): string {
  return `doctor --ask also asks ${hostsToAsk(sources).join(', ')}, free of charge.`;
}

function checksFor(args: Arguments, isAsked: boolean, host: CommandConsole): Promise<readonly SetUpCheck[]> {
  const { env, sources, signal } = host;
  const proxy = proxySettings(env);
  const around = {
    dispatcher: httpDispatcher(proxy),
    logger: host.log,
    now: () => host.now().getTime(),
  };
  const open = (entry: AskedEntry, credentials: Credentials | undefined) =>
    openTwice(entry, { ...around, ...sourceEnvironment(entry.access, env), credentials }, env);
  return checkSetUp(
    {
      folder: namedFolder(args, host),
      program: `broken-backlinks ${programVersion}, command line`,
      environment: env,
      proxy,
      store: storeFolder(env),
      sources,
      credentialsOf: async ({ access }) => sourceEnvironment(access, env).credentials,
      site: () => ofSite(args, host),
      open: isAsked ? open : undefined,
    },
    signal,
  );
}

/** A folder without a site is what somebody may want to know about. */
async function ofSite(args: Arguments, host: CommandConsole): Promise<readonly SetUpCheck[]> {
  try {
    return await siteChecks(await openNamedWorkspace(args, host));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [{ about: 'Site', state: 'broken', says: error.message }];
  }
}

function codeOf(checks: readonly SetUpCheck[]): ExitCode {
  if (checks.some(({ state }) => state === 'broken')) return exitCodes.findings;
  return checks.some(({ state }) => state === 'cannot tell') ? exitCodes.incomplete : exitCodes.none;
}
