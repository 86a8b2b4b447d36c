/** Everything that can be said of one address, with all evidence and its weights: the same text in every host. */

import { timelineLines } from '../history/timeline.ts';
import type { Evidence, Suggestion } from '../model.ts';
import { describeUndecided } from '../redirects/simulate/undecidedText.ts';
import type { Diagnosis, DirectoryRule } from '../report/findings.ts';
import { confidence, shownTarget, strength } from '../report/report.ts';
import { append } from '../text/longLists.ts';
import { documentText } from '../wording/documentText.ts';
import { directoryRuleText } from './directoryRuleText.ts';

/** What was found out about one address. */
export interface Explained {
  /** As it was asked. */
  readonly url: string;
  readonly diagnosis: Diagnosis;
  /** Of an address on a host that the site has left: where its redirect belongs, and where it should lead. */
  readonly former?: string | undefined;
  /** The rule for its whole directory that would fix it. */
  readonly directoryRule: DirectoryRule | undefined;
  /** What to do about a page that was removed. */
  readonly removal: string | undefined;
}

/**
 * ```
 * /docs/setup/  moved
 *   past      content/docs/setup.md, renamed in 87aa91f, 2021-05-09
 * 1. /guides/install/             .97  strong
 *      +2.51  rename         renamed in 87aa91f on 2021-05-09, 62 % similar
 * ```
 */
export function explanationLines({ url, diagnosis, former, directoryRule, removal }: Explained): readonly string[] {
  const { code, page, past, rule, suggestions, detail, gap, made, undecided = [] } = diagnosis;
  const lines = [`${url}  ${code}`];
  if (diagnosis.typo === 'too-long')
    lines.push('  slip      longer than any server accepts, so not the address of a page');
  if (page) lines.push(`  page      ${page.file}${page.line ? `:${page.line}` : ''} (${page.kind})`);
  if (rule) {
    const leads = detail === undefined ? '' : `; leads ${detail}`;
    lines.push(`  redirect  ${rule.file}:${rule.line}: ${rule.from} → ${rule.to} ${rule.status}${leads}`);
  }
  for (const entry of undecided) lines.push(`  undecided ${describeUndecided(entry)}`);
  for (const [i, line] of (past ? timelineLines(past) : []).entries())
    lines.push(`${(i === 0 ? '  past' : '').padEnd(12)}${line}`);
  if (gap !== undefined) lines.push(`  history   ${gap}`);
  if (made !== undefined) lines.push(`  built     it may be there all the same: ${made}`);
  for (const [rank, suggestion] of suggestions.entries()) append(lines, suggestionLines(rank + 1, suggestion));
  if (suggestions.length === 0 && !page && !rule) lines.push('  no page of this site is a good target');
  if (former !== undefined) lines.push(`  former    ${former}`);
  if (removal !== undefined) lines.push(`  removal   ${removal}`);
  if (directoryRule !== undefined) lines.push(`  directory ${directoryRuleText(directoryRule)}`);
  return lines;
}

/** The lines as a document. */
export function explanation(explained: Explained): string {
  return documentText([...explanationLines(explained), '']);
}

function suggestionLines(rank: number, suggestion: Suggestion): readonly string[] {
  const row = ({ weight, kind, text }: Evidence) =>
    `     ${`+${weight.toFixed(2)}`.padStart(6)}  ${kind.padEnd(14)} ${text}`;
  return [
    `${rank}. ${shownTarget(suggestion).padEnd(28)} ${confidence(suggestion)}  ${strength(suggestion)}`,
    ...suggestion.evidence.map(row),
    ...(suggestion.doubt === undefined ? [] : [`             not strong     ${suggestion.doubt}`]),
  ];
}
