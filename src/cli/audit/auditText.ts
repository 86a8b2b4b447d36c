/** An audit as aligned text for a terminal or a log. */

import { directoryRuleText } from '../../core/audit/directoryRuleText.ts';
import { lostSource } from '../../core/audit/lost.ts';
import { certainLinks } from '../../core/backlinks/certain.ts';
import { dollars } from '../../core/backlinks/price.ts';
import type { AuditResult } from '../../core/report/findings.ts';
import { lostLinks } from '../../core/report/lostLinks.ts';
import { count } from '../../core/wording/amounts.ts';
import { type TerminalText, terminalLine, terminalLines, together } from '../../core/wording/terminalText.ts';
import { findingRows, painter } from './findingRows.ts';
import { groupLists, moreToShow, type ShownGroup } from './shownGroups.ts';

/** What is said above the findings; money in millionths of a US dollar, `undefined` where nothing is known. */
export interface AuditHeader {
  /** `Hugo (hugo.toml)` */
  readonly site: string;
  readonly pages: number;
  readonly pastAddresses: number | undefined;
  readonly rules: number;
  readonly costMicros: number;
  readonly stored: boolean;
  /** Who answered, as its makers write it. */
  readonly source: string;
}

/** How the result is printed. */
export interface AuditTextOptions {
  readonly colours: boolean;
  /** Columns of the terminal; nothing is cut without it. */
  readonly width: number | undefined;
  /** What is offered as the next step is being done. */
  readonly isFixing: boolean;
  /** What is listed beside the findings. */
  readonly shown: readonly ShownGroup[];
}

export function auditText(
  result: AuditResult,
  header: AuditHeader,
  { colours, width, isFixing, shown }: AuditTextOptions,
): TerminalText {
  const paint = painter(colours);
  return together([
    terminalLine(paint.bold(result.site), ` · ${header.site}`),
    terminalLines([facts(result, header), '']),
    ...findingRows(result, paint, width),
    terminalLines(conclusion(result, isFixing, moreToShow(result, shown))),
    ...groupLists(result, shown),
  ]);
}

function facts(result: AuditResult, header: AuditHeader): string {
  return [
    `${count(header.pages, 'page')}`,
    header.pastAddresses === undefined
      ? 'no history'
      : `${header.pastAddresses.toLocaleString('en-US')} former address${header.pastAddresses === 1 ? '' : 'es'}`,
    `${count(header.rules, 'redirect rule')} · ${sourceText(result, header)}`,
  ].join(', ');
}

function conclusion(result: AuditResult, isFixing: boolean, more: string | undefined): readonly string[] {
  const lines: string[] = [];
  const isLost = result.source === lostSource;
  const none = isLost
    ? 'Every address that this repository published is answered now.'
    : `No broken page of ${result.site} that receives links needs a decision.`;
  const incomplete = isLost
    ? 'Incomplete: no lost address was found'
    : `Incomplete: no page of ${result.site} is known for certain to be broken`;
  if (result.outcome === 'none') lines.push(none);
  if (result.outcome === 'incomplete') lines.push(`${incomplete}, and not everything is known.`);
  if (result.directoryRules.length > 0) lines.push('', 'One rule for a directory that moved:');
  for (const rule of result.directoryRules) lines.push(`  ${directoryRuleText(rule)}`);
  lines.push('', summary(result));
  if (more !== undefined) lines.push(more);
  for (const gap of result.gaps) lines.push(`not known: ${gap.message}`);
  for (const note of result.notes)
    lines.push(`note: ${note.file ? `${note.file}${note.line ? `:${note.line}` : ''}: ` : ''}${note.message}`);
  const safe = result.findings.filter((finding) => finding.fixes[0]?.isPreferred).length;
  if (safe > 0 && !isFixing)
    lines.push(
      `Next: broken-backlinks ${isLost ? 'lost' : 'audit'} --fix safe   (${count(safe, 'redirect')} with strong evidence)`,
    );
  return lines;
}

function sourceText(result: AuditResult, { costMicros, stored, source }: AuditHeader): string {
  if (result.source === lostSource) return `published once; ${lostLinks(result.findings)}`;
  if (result.source === 'file') return `saved answers of ${result.asked}`;
  const paid = costMicros > 0 ? `, cost ${dollars(costMicros)}` : '';
  return `${source} answers of ${result.asked}${stored ? ' (stored)' : ''}${paid}`;
}

function summary({ source, findings, redirected, fine, cannotTell, ignored, leftOut }: AuditResult): string {
  const links = findings.reduce((sum, { broken }) => sum + certainLinks(broken), 0);
  const strong = findings.filter((finding) => finding.diagnosis.suggestions[0]?.confident).length;
  if (source === lostSource) {
    const what = findings.length === 1 ? '1 lost address' : `${findings.length.toLocaleString('en-US')} lost addresses`;
    return `${what}, ${lostLinks(findings)}: ${strong} with strong evidence, ${findings.length - strong} to decide. ${ignored.length} ignored.`;
  }
  const parts = [
    `${count(findings.length, 'broken page')}, ${count(links, 'link')}: ${strong} with strong evidence, ${findings.length - strong} to decide.`,
    `${redirected.length} redirected here and waiting for deploy, ${fine.length} ${fine.length === 1 ? 'works again or is' : 'work again or are'} published here, ${cannotTell.length} cannot tell,`,
    `${ignored.length} ignored, ${leftOut.length} left out${leftOutReasons(leftOut)}.`,
  ];
  return parts.join(' ');
}

function leftOutReasons(leftOut: AuditResult['leftOut']): string {
  const counts = new Map<string, number>();
  for (const { reason } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts.size === 0 ? '' : ` (${[...counts].map(([reason, number]) => `${number} ${reason}`).join(', ')})`;
}
