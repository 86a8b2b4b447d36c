/** `sources`: where backlinks can be had from, what each needs, and on wish whether it can be reached. */
import { success } from '../../core/ports.ts';
import { jsonLine, type TerminalText, terminalLines } from '../../core/wording/terminalText.ts';
import { httpDispatcher } from '../../io/http/dispatcher.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import type { CredentialForm, SourceEntry } from '../../io/sourceHost.ts';
import { type AskedEntry, askedEntries, openSource, sourceEnvironment } from '../../io/sources/openSource.ts';
import { type Arguments, type CommandConsole, type ExitCode, jsonVersion } from '../shared/command.ts';

/** What the free question to a source came to. */
export interface Probe {
  readonly ok: boolean;
  readonly says: string;
}

export async function runSources(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const probes = args.flag('probe') ? await probed(host) : new Map<string, Probe>();
  const isJson = args.text('format') === 'json';
  const listed = host.sources.map((entry) => facts(entry, host, probes.get(entry.id)));
  host.out(isJson ? jsonLine({ version: jsonVersion, sources: listed }) : together(listed));
  return [...probes.values()].every(({ ok }) => ok) ? 0 : 1;
}

/** Asks every source whether it can be reached, free of charge. */
export async function probed(host: CommandConsole): Promise<ReadonlyMap<string, Probe>> {
  const dispatcher = httpDispatcher(proxySettings(host.env));
  const found = new Map<string, Probe>();
  for (const entry of askedEntries(host.sources)) {
    const opened = openSource(entry, {
      ...sourceEnvironment(entry.access, host.env),
      dispatcher,
      logger: host.log,
      now: () => host.now().getTime(),
      // Nothing is charged for this question.
      book: async () => success({ settle: async () => undefined }),
    });
    const answer = opened.ok ? await opened.value.probe(host.signal) : opened;
    found.set(entry.id, { ok: answer.ok, says: answer.ok ? answer.value : answer.failure.message });
  }
  return found;
}

interface Facts {
  readonly id: string;
  readonly title: string;
  readonly hosts: readonly string[];
  readonly credentials: string | null;
  readonly savedFiles: string | null;
  readonly probe: Probe | null;
}

function facts(entry: SourceEntry, host: CommandConsole, probe: Probe | undefined): Facts {
  const [asked] = askedEntries([entry]);
  const { id, title, saved } = entry;
  return {
    id,
    title,
    hosts: asked?.access.hosts ?? [],
    credentials: asked === undefined ? null : credentialsText(asked, host),
    savedFiles: saved?.files ?? null,
    probe: probe ?? null,
  };
}

function credentialsText({ access }: AskedEntry, { env }: CommandConsole): string {
  const form = access.credentials;
  if (form === undefined) return 'none';
  const given = sourceEnvironment(access, env).credentials === undefined ? 'not set' : 'set';
  return `${variablesOf(form)}: ${given} (${form.url})`;
}

/** `API_KEY (key)`, or the one variable that stands for all of them. */
function variablesOf({ fields, instead }: CredentialForm): string {
  const each = fields.map(({ variable, title }) => `${variable} (${title})`).join(' and ');
  return instead === undefined ? each : `${each}, or ${instead.variable} (${instead.title})`;
}

function together(listed: readonly Facts[]): TerminalText {
  const lines = listed.flatMap(({ id, title, hosts, credentials, savedFiles, probe }) => [
    `${id}  ${title}`,
    ...(hosts.length > 0 ? [`  asks         ${hosts.join(', ')}`] : []),
    ...(credentials === null ? [] : [`  credentials  ${credentials}`]),
    ...(savedFiles === null ? [] : [`  files        ${savedFiles}`]),
    ...(probe === null ? [] : [`  probe        ${probe.ok ? 'answers' : 'fails'}: ${probe.says}`]),
  ]);
  return terminalLines(lines);
}
