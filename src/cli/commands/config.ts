/** `config`: every setting that counts here, and who says so. */
import type { SettingOrigin } from '../../app/configuration.ts';
import { type NamedSetting, originText, settingsOf } from '../../app/settingsList.ts';
import { defaultAuditOptions } from '../../core/audit/audit.ts';
import { siteFileName } from '../../core/configuration/siteFile.ts';
import { fileName } from '../../core/paths.ts';
import { jsonLine, type TerminalText, terminalLine, together, tsvRow } from '../../core/wording/terminalText.ts';
import { type Arguments, type CommandConsole, type ExitCode, jsonVersion } from '../shared/command.ts';
import { openNamedWorkspace } from '../shared/workspace.ts';

export async function runConfig(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const workspace = await openNamedWorkspace(args, host);
  const rows = settingsOf(workspace, defaultAuditOptions);
  const isJson = args.text('format') === 'json';
  host.out(together(rows.map((row) => (isJson ? json(row) : text(row)))));
  const notes = workspace.sites.flatMap((site) => site.notes);
  const mistakes = notes.filter(({ file = '' }) => fileName(file) === siteFileName);
  const lines = mistakes.map(({ file, line, message }) => `${file}:${line ?? 1}: ${message}`);
  for (const line of new Set(lines)) host.err(terminalLine(`error: ${line}`));
  return mistakes.length === 0 ? 0 : 1;
}

function text({ key, value, origin }: NamedSetting): TerminalText {
  return tsvRow(
    key,
    typeof value === 'string' ? value : JSON.stringify(value ?? null),
    value === undefined ? 'named nowhere' : originText(origin),
  );
}

function json({ key, value, origin }: NamedSetting): TerminalText {
  return jsonLine({ version: jsonVersion, key, value: value ?? null, from: origin.kind, where: whereOf(origin) });
}

function whereOf(origin: SettingOrigin): string | undefined {
  if (origin.kind === 'file') return `${origin.file}:${origin.line}`;
  return origin.kind === 'detected' ? origin.because : undefined;
}
