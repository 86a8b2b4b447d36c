/** `--show`: the groups beside the findings, row by row, each with its reason. */

import { encodeUrl } from '../../core/paths.ts';
import type { AuditResult, Finding } from '../../core/report/findings.ts';
import { type SettledGroup, whySettled } from '../../core/report/settled.ts';
import { greatest } from '../../core/text/longLists.ts';
import { count } from '../../core/wording/amounts.ts';
import { type TerminalText, terminalLine, terminalLines } from '../../core/wording/terminalText.ts';
import { type Arguments, UsageError } from '../shared/command.ts';
import { shownGroupNames } from '../shared/sharedOptions.ts';

export type ShownGroup = (typeof shownGroupNames)[number];

const titles: Readonly<Record<ShownGroup, string>> = {
  'cannot-tell': 'Cannot tell',
  fine: 'Fine',
  redirected: 'Redirected here, waiting for deploy',
  ignored: 'Ignored',
  'left-out': 'Left out',
};

const lists: Readonly<Record<Exclude<ShownGroup, 'left-out'>, SettledGroup>> = {
  'cannot-tell': 'cannotTell',
  fine: 'fine',
  redirected: 'redirected',
  ignored: 'ignored',
};

/** Throws `UsageError` for a group that there is not. */
export function shownGroups(args: Arguments): readonly ShownGroup[] {
  const named = args.texts('show').flatMap((text) => text.split(',').map((part) => part.trim()));
  const unknown = named.find((name) => name !== 'all' && !shownGroupNames.some((group) => group === name));
  if (unknown !== undefined) throw new UsageError(`--show takes ${shownGroupNames.join(', ')} or all, not ${unknown}`);
  return shownGroupNames.filter((group) => named.includes('all') || named.includes(group));
}

/** A heading with the number of rows for each group, also of one that is empty. */
export function groupLists(result: AuditResult, shown: readonly ShownGroup[]): readonly TerminalText[] {
  return shown.flatMap((group) => {
    const rows = group === 'left-out' ? leftOutRows(result) : settledRows(result[lists[group]], lists[group]);
    const heading = terminalLines(['', `${titles[group]} (${rows.length.toLocaleString('en-US')})`]);
    const widths = [0, 1].map((at) => Math.min(60, greatest([0, ...rows.map((row) => row[at]?.length ?? 0)])));
    return [
      heading,
      ...rows.map(([links = '', address = '', reason = '']) =>
        terminalLine(` ${links.padStart(widths[0] ?? 0)}  ${address.padEnd(widths[1] ?? 0)}  ${reason}`),
      ),
    ];
  });
}

type Row = readonly [links: string, address: string, reason: string];

function settledRows(findings: readonly Finding[], group: SettledGroup): readonly Row[] {
  return findings.map((finding) => [
    count(finding.broken.backlinks, 'link'),
    encodeUrl(finding.broken.path),
    whySettled(finding, group),
  ]);
}

function leftOutRows({ leftOut }: AuditResult): readonly Row[] {
  return leftOut.map(({ url, reason, detail, backlinks }) => [count(backlinks, 'link'), url, `${reason}: ${detail}`]);
}

/** Which lists there are that were not asked for; `undefined` where none would have a row. */
export function moreToShow(result: AuditResult, shown: readonly ShownGroup[]): string | undefined {
  const rows = (group: ShownGroup) => (group === 'left-out' ? result.leftOut : result[lists[group]]).length;
  const hidden = shownGroupNames.filter((group) => !shown.includes(group) && rows(group) > 0);
  return hidden.length === 0 ? undefined : `See them, each with its reason: --show ${hidden.join(',')}`;
}
