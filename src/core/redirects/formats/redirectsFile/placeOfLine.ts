/** Where a new line of `_redirects` goes, and what is changed of one that is there. */
import type { TextEdit } from '../../../text/edits.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import { type RuleLine, removeLines, ruleLines, type Word } from '../../../text/redirectLines.ts';
import type { RedirectContext, RedirectRule } from '../../format.ts';
import { hostOf } from '../../hosts/index.ts';
import type { RuleMeaning } from '../../rule.ts';
import { customOf } from '../../writing/customaryPlace.ts';
import { mayAnswer } from '../../writing/placement.ts';
import type { Dialect } from './dialects.ts';
import { isTemplateText } from './templates.ts';

/** Sources that are no wildcards; one whose meaning is not told is written like an address. */
const fixed: ReadonlySet<string> = new Set(['exact', 'never', 'unknown']);

interface Insertion {
  readonly at: number;
  readonly neighbour: RuleLine | undefined;
  /** Edits of other lines; with `replaces` they are all there is to do. */
  readonly edits: readonly TextEdit[];
  readonly replaces: boolean;
}

/** Where a new line goes, so that nothing above it answers first. `isRoomy`: the host reads it behind wildcards as well. */
export function placeOf(
  words: readonly string[],
  rules: readonly RedirectRule[],
  text: string,
  dialect: Dialect,
  context: RedirectContext,
  isRoomy: boolean,
): Insertion | 'present' {
  const lines = ruleLines(text);
  const lineOf = (rule: RedirectRule | undefined) => (rule ? lines[rule.line - 1] : undefined);
  const meaning = dialect.read(
    { words: words.map((word) => ({ text: word, start: 0, end: 0 })), length: words.join(' ').length },
    context,
  );
  const from = words[0] ?? '';
  const shadowing = rules.find((rule) => 'source' in meaning && shadows(rule, meaning));
  const edits: TextEdit[] = [];

  const same = rules.find((rule) => sameSource(rule, meaning, from, dialect));
  const line = lineOf(same);
  if (same && line) {
    if (isRead(same, shadowing)) return changed(line, same, meaning, words, text);
    edits.push(removeLines(text, same.start, same.end));
  }

  const custom = isRoomy && 'source' in meaning ? customaryPlace(from, meaning, rules, lines) : undefined;
  const isExact = 'problem' in meaning || meaning.source.kind === 'exact';
  const limit = custom ?? (isExact ? countBefore(rules, dialect, text) : (shadowing?.order ?? rules.length));
  const before = lineOf(rules[limit - 1]);
  if (before) return { at: before.next, neighbour: before, edits, replaces: false };
  const next = lineOf(rules[limit]);
  return { at: aboveRules(next, lines, text), neighbour: next, edits, replaces: false };
}

/** The line of the same source with the new target. */
function changed(
  line: RuleLine,
  same: RedirectRule,
  meaning: RuleMeaning | { readonly problem: string },
  words: readonly string[],
  text: string,
): Insertion | 'present' {
  const isAlike = 'to' in meaning && same.to === meaning.to && permanent(same.status) === permanent(meaning.status);
  if (isAlike) return 'present';
  return { at: 0, neighbour: undefined, edits: retarget(line, same, words, text), replaces: true };
}

/** The rules in front of the first wildcard. */
function countBefore(rules: readonly RedirectRule[], { countedFrom }: Dialect, text: string): number {
  const dynamic = firstWildcard(rules, countedFrom?.(text));
  return dynamic < 0 ? rules.length : dynamic;
}

/** So many rules behind a wildcard are no accident. */
const fewestBehind = 3;

/**
 * How many rules stand in front of a new one for a single address by the custom of the file: in their order or beside its
 * relatives, or at the end where most of those for single addresses stand behind a wildcard. Nothing that may answer the
 * address comes before. `undefined` where the file has no such custom.
 */
function customaryPlace(
  from: string,
  meaning: RuleMeaning,
  rules: readonly RedirectRule[],
  lines: readonly RuleLine[],
): number | undefined {
  const [first, last] = [rules[0], rules.at(-1)];
  if (meaning.source.kind !== 'exact' || !first || !last) return undefined;
  const isDivided = lines.slice(first.line - 1, last.line).some(({ words }) => words.length === 0);
  const before = rules.findIndex((rule) => mayAnswer(rule, meaning.source));
  const most = before < 0 ? rules.length : before;
  const keys = rules.map((rule) => rule.from);
  const place = customOf(keys, isDivided).indexOf(from);
  if (place !== undefined) return Math.min(most, place);
  const wildcard = firstWildcard(rules);
  const behind = wildcard < 0 ? 0 : rules.slice(wildcard, most).filter((rule) => fixed.has(rule.source.kind)).length;
  return behind >= fewestBehind && behind > wildcard && !isDivided ? most : undefined;
}

/** Where the first rule goes. What stands above the first line that a template holds as it is may be of the template. */
function aboveRules(next: RuleLine | undefined, lines: readonly RuleLine[], text: string): number {
  return next !== undefined && isTemplateText(text) ? next.start : belowHeader(lines, text);
}

/** The place of the first rule that is a wildcard, or stands below a line that the host counts as one. */
function firstWildcard(rules: readonly RedirectRule[], countedFrom = Number.POSITIVE_INFINITY): number {
  return rules.findIndex(({ source, line }) => !fixed.has(source.kind) || line > countedFrom);
}

/** One that the host does not read, as it stands beyond a limit or behind another, makes room for one that it does. */
function isRead({ source, order }: RedirectRule, shadowing: RedirectRule | undefined): boolean {
  return source.kind !== 'never' && (!shadowing || shadowing.order >= order);
}

/** An unconditional rule that answers everything the new one would, or its sample page. */
function shadows(rule: RedirectRule, meaning: RuleMeaning): boolean {
  if (rule.conditions.length > 0 || rule.query?.length || rule.source.kind !== 'pattern') return false;
  const source = meaning.source;
  if (source.kind === 'exact')
    return compileRegex(rule.source.regex)?.test(hostOf(rule.host).ruleKey(rule, source.path)) ?? false;
  if (source.kind !== 'pattern') return false;
  const sample = `${source.under === '/' ? '' : source.under}/a-page/of/it`;
  return rule.source.regex === source.regex || (compileRegex(rule.source.regex)?.test(sample) ?? false);
}

function sameSource(
  rule: RedirectRule,
  meaning: RuleMeaning | { problem: string },
  from: string,
  { twoSpellings }: Dialect,
): boolean {
  if (rule.conditions.length > 0 || rule.query?.length) return false;
  if (rule.from === from) return true;
  if ('problem' in meaning || rule.source.kind !== 'exact' || meaning.source.kind !== 'exact') return false;
  const host = hostOf(rule.host);
  const isSame = host.ruleKey(rule, rule.source.path) === host.ruleKey(rule, meaning.source.path);
  return isSame && (!twoSpellings || /%/.test(rule.from) === /%/.test(from));
}

function retarget(line: RuleLine, rule: RedirectRule, words: readonly string[], text: string): readonly TextEdit[] {
  const [, to, status] = words;
  const target = line.words.find((word, i) => i > 0 && word.text === rule.to);
  if (!to || !status || !target) return [];
  const after = line.words[line.words.indexOf(target) + 1];
  const gap = after && inColumn(line, after, text) ? Math.max(1, after.start - target.start - to.length) : undefined;
  const end = gap === undefined ? target.end : (after?.start ?? target.end);
  const edits: TextEdit[] = target.text === to ? [] : [{ start: target.start, end, text: to + ' '.repeat(gap ?? 0) }];
  if (!after || !/^\d/.test(after.text)) return [...edits, { start: target.end, end: target.end, text: ` ${status}` }];
  const bare = after.text.replace(/!$/, '');
  if (permanent(Number(bare)) === permanent(Number(status))) return edits;
  return [...edits, { start: after.start, end: after.start + bare.length, text: status }];
}

/** Spaces set the word in a column that the line above or below has, too. */
function inColumn(line: RuleLine, word: Word, text: string): boolean {
  const index = line.words.indexOf(word);
  const before = line.words[index - 1];
  if (!before || !/^ {2,}$/.test(text.slice(before.end, word.start))) return false;
  const lines = ruleLines(text);
  return [lines[line.number - 2], lines[line.number]].some((other) => {
    const beside = other?.words[index];
    return other && beside && beside.start - other.start === word.start - line.start;
  });
}

function permanent(status: number): boolean {
  return status === 301 || status === 308;
}

/** Behind the comment at the head of the file that a blank line sets apart from the first rule. */
function belowHeader(lines: readonly RuleLine[], text: string): number {
  const rule = lines.findIndex(({ words }) => words.length > 0);
  const head = rule < 0 ? lines : lines.slice(0, rule);
  for (let i = head.length - 1; i >= 0; i--) {
    const line = head[i];
    if (line && !line.comment) return line.next;
  }
  if (rule < 0) return text.length;
  return lines[0]?.start ?? 0;
}
