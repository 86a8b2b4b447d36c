/**
 * `_redirects`: lines of `from [key=value…] to [status[!]] [Condition=value…]`, split on blanks; `#` begins a comment.
 * Netlify, Cloudflare and GitLab read the same file each in its own way:
 * https://docs.netlify.com/manage/routing/redirects/overview/
 * https://developers.cloudflare.com/pages/configuration/redirects/
 * https://docs.gitlab.com/user/project/pages/redirects/
 */

import { fileName, folderOf, joinRepo, type RepoPath } from '../../../paths.ts';
import type { TextEdit } from '../../../text/edits.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import { append } from '../../../text/longLists.ts';
import {
  alignLike,
  insertLines,
  type RuleLine,
  removeLines,
  ruleLines,
  type Word,
} from '../../../text/redirectLines.ts';
import { formatFiles } from '../../askedOnce.ts';
import type { InvalidRule, RedirectContext, RedirectFormat, RedirectRule, WritePlan } from '../../format.ts';
import { hostOf } from '../../hosts/index.ts';
import { atSource } from '../../reach.ts';
import { type RuleMeaning, ruleAt } from '../../rule.ts';
import { isAside, isOfOtherProgram, refuseAlways } from '../../target.ts';
import { type Dialect, dialectOf } from './dialects.ts';
import { hiddenLines, isTemplateName, isTemplateText, madeLines } from './templates.ts';
import { lookForHost } from './toldHost.ts';

export const redirectsFile = {
  id: 'redirectsFile',
  title: '_redirects',
  docs: 'https://docs.netlify.com/manage/routing/redirects/overview/',
  reads: 'whole',
  writes: ['lines'],
  syntaxOf: () => 'lines',

  async files(context) {
    await lookForHost(context);
    const all = context.repo.files.filter((file) => fileName(file) === '_redirects' && !isAside(file));
    const published = all.filter((file) => context.staticRoots.includes(folderOf(file)));
    if (published.length > 0) return published;
    const isOwn = (file: RepoPath) => !isAside(file) && !isOfOtherProgram(file, context);
    // What lies elsewhere is what the template made, or what it was made from.
    const made = context.repo.files.filter((file) => isTemplateName(file) && isOwn(file));
    return made.length > 0 ? made : all.filter(isOwn);
  },

  parse(text, file, context) {
    const dialect = dialectOf(text, context);
    const rules: RedirectRule[] = [];
    const invalid: InvalidRule[] = [];
    const made = isTemplateText(text) || isTemplateName(file) ? madeLines(text) : undefined;
    for (const { line, from } of made === undefined ? [] : hiddenLines(text, file, made)) {
      const message =
        from === undefined
          ? 'Redirects cannot be read: this template makes them.'
          : `Where ${from} leads cannot be read: this template makes it.`;
      const reach = from === undefined ? undefined : atSource(from);
      invalid.push({ format: 'redirectsFile', file, line, message, isHidden: true, isInOrder: true, reach });
    }
    const unlessTwin = twins(dialect);
    for (const line of ruleLines(text)) {
      if (line.words.length === 0 || made?.isMade(line.number)) continue;
      const meaning = unlessTwin(dialect.read(line, context), line.number);
      if ('problem' in meaning) {
        invalid.push({ format: 'redirectsFile', file, line: line.number, message: meaning.problem });
      } else rules.push(ruleOf(meaning, line, file, rules.length, dialect));
    }
    const passed = dialect.passed(rules, text);
    return {
      rules: rules.map((rule) => {
        const source = passed.get(rule.order);
        return source === undefined ? rule : { ...rule, source };
      }),
      invalid,
    };
  },

  async plan(redirect, context) {
    const refused = refuseAlways(redirect, context);
    if (refused) return refused;
    const present = (await formatFiles(this, context))[0];
    const text = present ? ((await context.repo.read(present)) ?? '') : '';
    const dialect = dialectOf(text, context);
    if (!present && dialect.certainty === 'guess') {
      return { refused: 'Nothing says that this site is served by Netlify, Cloudflare or GitLab Pages.' };
    }
    if (present && (isTemplateText(text) || isTemplateName(present)))
      return { refused: `${present} is a template: add the line to it by hand.` };
    const line = dialect.write(redirect);
    if ('refused' in line) return line;
    const file = present ?? joinRepo(context.staticRoots[0] ?? '', '_redirects');
    if (!file) return { refused: 'The site has no folder whose files are published unchanged.' };
    const count = present ? ruleLines(text).filter(({ words }) => words.length > 0).length : 0;
    return {
      file,
      create: !present,
      label: `${file}, ${line.status}`,
      because:
        count > 0 ? `${present} has ${count} ${count === 1 ? 'rule' : 'rules'}` : `${dialect.title} reads this file`,
      fitness: count > 0 ? 60 + Math.min(count, 30) : present ? 55 : 45,
      needs: line.note ? [{ message: line.note, file }] : undefined,
    } satisfies WritePlan;
  },

  add(redirects, text, file, context) {
    if (isTemplateText(text) || isTemplateName(file))
      return { refused: `${file} is a template: add the line to it by hand.` };
    const dialect = dialectOf(text, context);
    const edits: TextEdit[] = [];
    const inserts = new Map<number, string[]>();
    const { rules } = this.parse(text, file, context);
    for (const redirect of redirects) {
      const written = dialect.write(redirect);
      if ('refused' in written) return written;
      for (const words of written.lines) {
        const place = placeOf(words, rules, text, dialect, context);
        if (place === 'present') continue;
        append(
          edits,
          place.edits.filter((edit) => !edits.some((other) => other.start === edit.start && other.end === edit.end)),
        );
        const line = alignLike(words, place.neighbour, text);
        const same = inserts.get(place.at) ?? [];
        if (!place.replaces && !same.includes(line)) inserts.set(place.at, [...same, line]);
      }
    }
    for (const [at, lines] of inserts) append(edits, insertLines(text, at, lines));
    return edits;
  },

  remove: (rule, text) => [removeLines(text, rule.start, rule.end)],
} satisfies RedirectFormat;

function ruleOf(meaning: RuleMeaning, line: RuleLine, file: RepoPath, order: number, dialect: Dialect): RedirectRule {
  const first = line.words[0];
  const last = line.words.at(-1);
  const [start, end] = [first?.start ?? line.start, last?.end ?? line.end];
  const place = { format: 'redirectsFile', host: dialect.host, file, line: line.number, start, end, order };
  return { ...ruleAt(place, meaning), ...(dialect.mayBe && { mayBe: dialect.mayBe }) };
}

/** Sources that are no wildcards; one whose meaning is not told is written like an address. */
const fixed: ReadonlySet<string> = new Set(['exact', 'never', 'unknown']);

interface Insertion {
  readonly at: number;
  readonly neighbour: RuleLine | undefined;
  /** Edits of other lines; with `replaces` they are all there is to do. */
  readonly edits: readonly TextEdit[];
  readonly replaces: boolean;
}

/** Puts a problem in place of a line that the host leaves out for an earlier one. */
function twins({ sourceKey }: Dialect) {
  const lines = new Map<string, number>();
  return (meaning: ReturnType<Dialect['read']>, line: number): ReturnType<Dialect['read']> => {
    const from = 'problem' in meaning ? meaning.takes : meaning.from;
    if (from === undefined || sourceKey === undefined) return meaning;
    const key = sourceKey(from);
    const first = lines.get(key);
    if (first === undefined) lines.set(key, line);
    else if (!('problem' in meaning))
      return { problem: `${from} is redirected in line ${first} already; this line is ignored.` };
    return meaning;
  };
}

/** Where a new line goes, so that nothing above it answers first. */
function placeOf(
  words: readonly string[],
  rules: readonly RedirectRule[],
  text: string,
  dialect: Dialect,
  context: RedirectContext,
): Insertion | 'present' {
  const lines = ruleLines(text);
  const lineOf = (rule: RedirectRule | undefined) => (rule ? lines[rule.line - 1] : undefined);
  const meaning = dialect.read(
    { words: words.map((word) => ({ text: word, start: 0, end: 0 })), length: words.join(' ').length },
    context,
  );
  const from = words[0] ?? '';
  const exact = 'problem' in meaning || meaning.source.kind === 'exact';
  const dynamic = firstWildcard(rules, dialect.countedFrom?.(text));
  const shadowing = rules.find((rule) => 'source' in meaning && shadows(rule, meaning));
  const edits: TextEdit[] = [];

  const same = rules.find((rule) => sameSource(rule, meaning, from, dialect));
  if (same) {
    const line = lineOf(same);
    const alive = isRead(same, shadowing);
    if (line && alive && !('problem' in meaning) && same.to === meaning.to && !same.statusIsDefault) {
      if (permanent(same.status) === permanent(meaning.status)) return 'present';
    }
    if (line && alive) return { at: 0, neighbour: undefined, edits: retarget(line, same, words, text), replaces: true };
    if (line) edits.push(removeLines(text, same.start, same.end));
  }

  const limit = exact ? (dynamic < 0 ? rules.length : dynamic) : (shadowing?.order ?? rules.length);
  const before = lineOf(rules[limit - 1]);
  if (before) return { at: before.next, neighbour: before, edits, replaces: false };
  const next = lineOf(rules[limit]);
  return { at: belowHeader(lines, text), neighbour: next, edits, replaces: false };
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
