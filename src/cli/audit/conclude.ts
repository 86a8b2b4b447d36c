/** How every audit ends: what was found is printed, the safe fixes are written where they were asked for, and the exit code tells what is left. */
import type { Audited } from '../../app/auditAnswer.ts';
import type { Workspace } from '../../app/workspace.ts';
import type { AuditResult } from '../../core/report/findings.ts';
import {
  type Arguments,
  type CommandConsole,
  type ExitCode,
  exitCodes,
  UsageError,
  unbroken,
} from '../shared/command.ts';
import { auditJson } from './auditJson.ts';
import { type AuditHeader, auditText } from './auditText.ts';
import { applySafeFixes, exitCodeAfter } from './fixes.ts';
import { type ShownGroup, shownGroups } from './shownGroups.ts';

/** How the user wants an audit to end. */
export interface Ending {
  readonly isFixing: boolean;
  readonly isJson: boolean;
  /** What is listed beside the findings. */
  readonly shown: readonly ShownGroup[];
}

/** Reads `--fix`, `--format` and `--show` before anything is asked or paid. Throws `UsageError` for a value nobody knows. */
export function endingOf(args: Arguments): Ending {
  const fix = args.text('fix');
  if (fix !== undefined && fix !== 'safe') throw new UsageError(`--fix takes safe, not ${fix}`);
  return { isFixing: fix === 'safe', isJson: args.text('format') === 'json', shown: shownGroups(args) };
}

/** Of whom the answer is: `source` as its makers write it, empty where nobody was asked; `costMicros` in millionths of a US dollar. */
export type AnswerFacts = Pick<AuditHeader, 'source' | 'stored' | 'costMicros'>;

/** `result` is printed; it is that of `audited`, with the notes of this host. */
export async function conclude(
  audited: Audited,
  result: AuditResult,
  answer: AnswerFacts,
  { isFixing, isJson, shown }: Ending,
  workspace: Workspace,
  host: CommandConsole,
): Promise<ExitCode> {
  if (!isJson) {
    const { coloured: colours, width } = host;
    host.out(auditText(result, headerOf(audited, answer), { colours, width, isFixing, shown }));
  }
  const applied = isFixing ? await unbroken(host, () => applySafeFixes(audited, workspace, host)) : undefined;
  if (isJson) {
    const { costMicros, stored: isStored } = answer;
    const run = { costMicros, isStored, written: applied?.written ?? [] };
    for (const piece of auditJson(result, run)) host.out(piece);
  }
  return applied === undefined ? exitCodes[result.outcome] : exitCodeAfter(applied, result, host);
}

function headerOf({ snapshot: { site, redirects, past } }: Audited, answer: AnswerFacts): AuditHeader {
  return {
    ...answer,
    site: `${site.generator.title} (${site.detected.because})`,
    pages: site.routes.pages.length,
    rules: redirects.rules.length,
    pastAddresses: past.size,
  };
}
