/** What formats share that hold one rule a line. */

import type { RepoPath } from '../../paths.ts';
import type { TextEdit } from '../../text/edits.ts';
import { append } from '../../text/longLists.ts';
import { alignLike, insertLines, type RuleLine, removeLines, ruleLines } from '../../text/redirectLines.ts';
import type { HostId, InvalidRule, ParsedRedirects, RedirectRule, Refusal, SourcePattern } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import { type RuleMeaning, ruleAt } from '../rule.ts';
import { customOf, hasDividers } from './customaryPlace.ts';
import { firstShadowing, hasSamePermanence, mayAnswer, sameSource } from './placement.ts';

export type LineMeaning = RuleMeaning | { readonly problem: string };

/** `undefined`: the line is not about redirects; a list where it says several. */
export type ReadLine = (line: RuleLine, text: string) => LineMeaning | readonly LineMeaning[] | undefined;

export function parseLines(
  format: string,
  host: HostId,
  text: string,
  file: RepoPath,
  read: ReadLine,
  lines = ruleLines(text),
): ParsedRedirects {
  const rules: RedirectRule[] = [];
  const invalid: InvalidRule[] = [];
  for (const line of lines) {
    const first = line.words[0];
    const last = line.words.at(-1);
    if (!first || !last) continue;
    for (const meaning of [read(line, text) ?? []].flat()) {
      if ('problem' in meaning) invalid.push({ format, file, line: line.number, message: meaning.problem });
      else {
        const place = { format, host, file, line: line.number, start: first.start, end: last.end };
        rules.push(ruleAt({ ...place, order: rules.length }, meaning));
      }
    }
  }
  return { rules, invalid, host };
}

/** A line that is to be written. */
export interface NewLine {
  readonly words: readonly string[];
  readonly source: SourcePattern;
  readonly to: string;
  /** Permanent where the format knows nothing else. */
  readonly status?: number | undefined;
  /** As a rule of this line would have it; a rule with the same text is the same rule. */
  readonly from?: string | undefined;
}

/** What belongs to the line of a rule, where that is more than the line. */
export interface LineGroup {
  /** Where it begins, an offset. */
  startOf(line: RuleLine): number;
  /** Takes the rule out with it. */
  without(rule: RedirectRule): readonly TextEdit[] | Refusal;
}

/** Adds lines above what would shadow them, and not behind `end` (an offset), or replaces the line of the same source. */
export function addLines(
  text: string,
  rules: readonly RedirectRule[],
  added: readonly NewLine[],
  end: (line: NewLine) => number,
  lines = ruleLines(text),
  group: LineGroup = aLine(text),
): readonly TextEdit[] | Refusal {
  const numbered = new Map(lines.map((line) => [line.number, line]));
  const edits: TextEdit[] = [];
  const inserts = new Map<number, string[]>();
  const ordered = asAnswered(rules);
  const customary = customaryLines(rules, text, numbered);
  for (const line of added) {
    // A rule for some visitors stays theirs, though it has the same text.
    const same = rules.find((rule) => rule.from === line.from && isForAll(rule)) ?? sameSource(rules, line.source);
    const old = same ? numbered.get(same.line) : undefined;
    const shadowing = firstShadowing(ordered, line.source);
    if (same && old) {
      if (!answersBefore(shadowing, same, ordered)) {
        if (same.to !== line.to || !hasSamePermanence(same.status, line.status ?? 301)) {
          edits.push({ start: same.start, end: same.end, text: alignLike(line.words, columnsOf(old, text), text) });
        }
        continue;
      }
      // A rule that something above answers for is taken to where it is read.
      const taken = group.without(same);
      if ('refused' in taken) return taken;
      append(edits, taken);
    }
    const next = shadowing ? numbered.get(shadowing.line) : undefined;
    // What else may answer before, or change the address, stands behind the end that is asked for.
    const most = Math.min(next ? group.startOf(next) : text.length, end(line));
    const at = customary(line, most);
    const model = modelAt(at, at === most ? next : undefined, lines);
    const written = indentAfter(model, lines, text) + alignLike(line.words, columnsOf(model, text), text);
    inserts.set(at, [...new Set([...(inserts.get(at) ?? []), written])]);
  }
  for (const [at, written] of inserts) append(edits, insertLines(text, at, written));
  return edits;
}

/** The line that a new one is written like: that in front of which it goes, else that behind which. */
function modelAt(at: number, next: RuleLine | undefined, lines: readonly RuleLine[]): RuleLine | undefined {
  return next ?? lines.find((line) => line.next === at);
}

/** Where a line goes by the custom of the file, where nothing that may answer comes to stand behind it; else at `most`. */
function customaryLines(rules: readonly RedirectRule[], text: string, numbered: ReadonlyMap<number, RuleLine>) {
  const keyOf = (source: SourcePattern, from: string) => (source.kind === 'exact' ? source.path : from);
  const byText = customOf(
    rules.map(({ from }) => from),
    isDividedBy(rules, text),
  );
  const byPath = customOf(
    rules.map(({ source, from }) => keyOf(source, from)),
    isDividedBy(rules, text),
  );
  // Lines that count those behind them.
  const isCounted = /\[(?:[^[\]\n]*,)?[ \t]{0,9}(?:C|chain|S=\d+|skip=\d+)[ \t]{0,9}[,\]]/i.test(text);
  return ({ source, from }: NewLine, most: number): number => {
    if (source.kind !== 'exact' || isCounted) return most;
    const index = from === undefined ? byPath.indexOf(source.path) : byText.indexOf(from);
    const above = index === undefined ? undefined : rules[index - 1];
    const at = (above && numbered.get(above.line)?.next) ?? most;
    const passed = at < most ? rules.filter(({ start }) => at <= start && start < most) : [];
    return at > most || passed.some((rule) => mayAnswer(rule, source)) ? most : at;
  };
}

function isDividedBy(rules: readonly RedirectRule[], text: string): boolean {
  return hasDividers(text.slice(rules[0]?.start ?? 0, rules.at(-1)?.end ?? 0));
}

function answersBefore(one: RedirectRule | undefined, other: RedirectRule, ordered: readonly RedirectRule[]): boolean {
  return one !== undefined && ordered.indexOf(one) < ordered.indexOf(other);
}

function aLine(text: string): LineGroup {
  return { startOf: ({ start }) => start, without: (rule) => removeLine(rule, text) };
}

/** The rules in the order in which their host asks them. */
function asAnswered(rules: readonly RedirectRule[]): readonly RedirectRule[] {
  const [first] = rules;
  return (first && hostOf(first.host).order?.(rules)) ?? rules;
}

function isForAll({ conditions, query = [] }: RedirectRule): boolean {
  return conditions.length === 0 && query.length === 0;
}

/** A rule that goes on in further lines has none that another one could keep to. */
function columnsOf(line: RuleLine | undefined, text: string): RuleLine | undefined {
  return line === undefined || line.words.length < 2 || text.slice(line.start, line.end).includes('\n')
    ? undefined
    : line;
}

/** That of the line above; in a block that it opens, that of the block's first line. */
export function indentAfter(above: RuleLine | undefined, lines: readonly RuleLine[], text: string): string {
  const [word] = above?.words ?? [];
  if (above === undefined || word === undefined) return '';
  const own = text.slice(above.start, word.start);
  if (above.words.at(-1)?.text !== '{') return own;
  const first = lines.find(({ start }) => start === above.next);
  const inside = first?.words[0];
  return first === undefined || inside === undefined || inside.text === '}'
    ? `${own}\t`
    : text.slice(first.start, inside.start);
}

export function removeLine(rule: RedirectRule, text: string): readonly TextEdit[] {
  return [removeLines(text, rule.start, rule.end)];
}

/** Behind the last rule, else at the end of the text. */
export function behindRules(text: string, rules: readonly RedirectRule[]): number {
  const last = rules.at(-1);
  // A rule may go on in further lines.
  return last ? (ruleLines(text).find(({ end }) => end >= last.end)?.next ?? text.length) : text.length;
}
