/** Records put into and taken out of a list of objects in JSON, YAML or a JavaScript configuration. */

import { type DataList, type DataNode, type DataText, openData } from '../../data/data.ts';
import { columnOf, insertBlockMember, removeBlockItem } from '../../data/yamlItems.ts';
import type { RepoPath } from '../../paths.ts';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import { insertItems, removeItem, type Span } from '../../text/lists.ts';
import { append } from '../../text/longLists.ts';
import {
  type Fields,
  type FieldValue,
  printBlock,
  printField,
  printMember,
  printRecord,
  type RecordStyle,
  recordStyle,
} from '../../text/records.ts';
import type { Redirect, RedirectContext, RedirectRule, Refusal } from '../format.ts';
import { ancestors } from './ancestors.ts';
import { customOf, hasDividers } from './customaryPlace.ts';
import { areAmong, refuseGenerated } from './generatedRules.ts';
import { firstShadowing, hasSamePermanence, isPermanent, mayAnswer, sameSource } from './placement.ts';
import { nodeOf, parseRecords, type RecordGrammar, type RecordMeaning } from './recordList.ts';
import { intoNothing, intoPlace, listPlaceOf, styleOf } from './recordListPlace.ts';
import { isBlockList, outOfBlockList } from './recordListYaml.ts';

export function addRecords(
  grammar: RecordGrammar,
  redirects: readonly Redirect[],
  text: string,
  file: RepoPath,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const isNew = text.trim() === '' && grammar.empty !== undefined;
  const base = isNew ? (grammar.empty ?? '') : text;
  const place = listPlaceOf(grammar, base, file);
  if ('refused' in place) return place;
  const { data, list } = place;
  const { rules } = parseRecords(grammar, base, file, context);
  const edits: TextEdit[] = [];
  const fresh = new Map<number, Fields[]>();
  const custom = customOfList(list, rules, data);
  const changed: RedirectRule[] = [];
  const made: RecordMeaning[] = [];
  for (const redirect of custom.sorted(redirects, ({ from }) => from)) {
    const whole = grammar.write(redirect, context, data, file);
    if ('refused' in whole) return whole;
    const fields = asOthers(whole, redirect, list, (fewer) => meaningOf(grammar, fewer, data, context, file));
    const meaning = meaningOf(grammar, fields, data, context, file);
    if (!meaning) return { refused: `${redirect.from} cannot be written in ${file}.` };
    const items = list?.items ?? [];
    // A rewrite, or headers alone: not ours to change, and a redirect above it answers.
    const redirecting = rules.filter(({ status }) => status >= 300);
    const same = sameSource(redirecting, meaning.source);
    const shadowing = firstShadowing(rules, meaning.source, redirect.below ? undefined : redirect.from);
    const record = items.find((item) => same && item.start <= same.start && same.end <= item.end);
    const refused = same && refuseGenerated(same);
    if (refused) return refused;
    if (same && record) {
      changed.push(same);
      const dead = shadowing !== undefined && shadowing.order < same.order;
      if (!dead && same.to === meaning.to && hasSamePermanence(same.status, redirect.status)) continue;
      const inRecord = rules.filter(({ start, end }) => record.start <= start && end <= record.end).length;
      // A rule that something above answers for is taken to where it is read.
      if (inRecord === 1 && !dead) {
        append(edits, replaced(record, same, redirect, fields, grammar, data));
        continue;
      }
      append(edits, removeRecord(grammar, same, text));
    }
    const elements = list ? data.bracketsOf(list).items : [];
    const at = shadowing ? elements.findIndex((item) => isIn(shadowing, item)) : -1;
    const index = custom.indexOf(meaning, at < 0 ? elements.length : at);
    const others = fresh.get(index) ?? [];
    made.push(meaning);
    if (!others.some((other) => JSON.stringify(other) === JSON.stringify(fields)))
      fresh.set(index, [...others, fields]);
  }
  for (const [index, records] of fresh) {
    const inserted = intoPlace(place, index, records, grammar);
    if (!inserted) return { refused: `${file} has no place for redirects that can be edited safely.` };
    append(edits, inserted);
  }
  if (data.syntax === 'script' && edits.length > 0) {
    const { rules: after } = parseRecords(grammar, applyEdits(base, edits), file, context);
    const kept = [...rules.filter((rule) => !changed.includes(rule)), ...made];
    if (!areAmong(kept, after))
      return { refused: `Code makes the redirects of ${file}; add the redirect there by hand.` };
  }
  return isNew ? [{ start: 0, end: text.length, text: applyEdits(base, edits) }] : edits;
}

/** Without its status where no record of the list has one, and one without is as permanent. */
function asOthers(
  fields: Fields,
  redirect: Redirect,
  list: DataList | undefined,
  meaningOf: (fields: Fields) => RecordMeaning | undefined,
): Fields {
  const isTold = (node: DataNode) => node.kind !== 'object' || node.members.some(({ key }) => statusKey.test(key));
  if (!list || list.items.length < fewestAlike || list.items.some(isTold)) return fields;
  const fewer = fields.filter(([key]) => !statusKey.test(key));
  const meaning = fewer.length < fields.length ? meaningOf(fewer) : undefined;
  return meaning && hasSamePermanence(meaning.status, redirect.status) ? fewer : fields;
}

/** So many records that leave something out do it on purpose. */
const fewestAlike = 3;

/** The index of a new record by the custom of the list, where nothing that may answer comes to stand behind it; else `most`. */
function customOfList(list: DataList | undefined, rules: readonly RedirectRule[], data: DataText) {
  const items = list ? data.bracketsOf(list).items : [];
  const of = rulesOf(items, rules);
  const keys = of.map(([rule]) => rule?.from ?? '');
  const span = data.text.slice(items[0]?.start ?? 0, items.at(-1)?.start ?? 0);
  // The order of what is not read is not known.
  const custom = customOf(keys, keys.includes('') || hasDividers(span));
  return {
    ...custom,
    indexOf({ source, from }: RecordMeaning, most: number): number {
      const index = source.kind === 'exact' ? (custom.indexOf(from) ?? most) : most;
      const passed = of.slice(index, most).flat();
      return index > most || passed.some((rule) => mayAnswer(rule, source)) ? most : index;
    },
  };
}

/** The rules in each item; both stand in the order of the text. */
function rulesOf(items: readonly Span[], rules: readonly RedirectRule[]): readonly (readonly RedirectRule[])[] {
  const sorted = [...rules].sort((a, b) => a.start - b.start);
  let next = 0;
  return items.map((item) => {
    const own: RedirectRule[] = [];
    for (; next < sorted.length && (sorted[next]?.start ?? 0) < item.end; next++) {
      const rule = sorted[next];
      if (rule && isIn(rule, item)) own.push(rule);
    }
    return own;
  });
}

export function removeRecord(grammar: RecordGrammar, rule: RedirectRule, text: string): readonly TextEdit[] {
  const data = openData(text, rule.file);
  if (!data) return [];
  for (const list of grammar.lists(data)) {
    if (list.kind !== 'list') continue;
    const { items } = data.bracketsOf(list);
    const index = items.findIndex((item) => isIn(rule, item));
    const record = list.items.find((item) => item.start === items[index]?.start);
    if (index < 0 || !record) continue;
    const inner =
      record.kind === 'object'
        ? record.members.map(({ value }) => value).find((value) => holds(value, rule))
        : undefined;
    if (inner?.kind === 'list' && inner.items.length > 1) return removeInner(inner, rule, data);
    if (isBlockList(list, data)) {
      const fields = fieldsOf(record);
      const again = (before: DataText) => (fields ? intoNothing([fields], grammar, before) : undefined);
      return outOfBlockList(list, record, data, again) ?? [];
    }
    const isLast = list.items.length === 1;
    return (
      (isLast && unmade(grammar, list, record, data, rule.file)) ||
      removeItem(text, data.bracketsOf(list), index, styleOf(data))
    );
  }
  return [];
}

/** One of several sources that a record has. */
function removeInner(inner: DataList, { start }: RedirectRule, data: DataText): readonly TextEdit[] {
  const index = inner.items.findIndex((item) => item.start === start);
  const item = inner.items[index];
  if (item && isBlockList(inner, data)) return removeBlockItem(data.text, item) ?? [];
  return removeItem(data.text, inner, index, styleOf(data));
}

/** What takes the list out together with its last record, where it stands as this format makes one. */
function unmade(
  grammar: RecordGrammar,
  list: DataList,
  record: DataNode,
  data: DataText,
  file: RepoPath,
): readonly TextEdit[] | undefined {
  const fields = fieldsOf(record);
  if (!fields) return undefined;
  for (const { start, end, items, index } of ancestors(list, data.root)) {
    const edits = removeItem(data.text, { start, end, items }, index, styleOf(data));
    const before = openData(applyEdits(data.text, edits), file);
    const again = before && intoNothing([fields], grammar, before);
    if (again && applyEdits(before.text, again) === data.text) return edits;
  }
  return undefined;
}

function fieldsOf(record: DataNode): Fields | undefined {
  if (record.kind !== 'object') return undefined;
  const fields = record.members.map(({ key, value }) => [key, fieldOf(value)] as const);
  return fields.every((field): field is readonly [string, FieldValue] => field[1] !== undefined) ? fields : undefined;
}

function fieldOf(value: DataNode): FieldValue | undefined {
  if (value.kind === 'value') return value.value ?? undefined;
  if (value.kind !== 'list') return undefined;
  const items = value.items.map(fieldOf);
  return items.every((item): item is string => typeof item === 'string') ? items : undefined;
}

function holds(node: DataNode, { start, end }: RedirectRule): boolean {
  return node.kind === 'list' && node.start < start && end < node.end;
}

function meaningOf(
  grammar: RecordGrammar,
  fields: Fields,
  data: DataText,
  context: RedirectContext,
  file: RepoPath,
): RecordMeaning | undefined {
  const members = fields.map(([key, value]) => ({ key, start: 0, end: 0, value: nodeOf(value) }));
  const read = grammar.read({ kind: 'object', members, start: 0, end: 0 }, data, context, file);
  return 'problem' in read ? undefined : read[0];
}

const statusKey = /^(permanent|status|statusCode|type)$/i;

/** The fields of a record that exists, put right one by one; how it tells its status stays its own. */
function replaced(
  record: DataNode | undefined,
  same: RedirectRule,
  redirect: Redirect,
  fields: Fields,
  grammar: RecordGrammar,
  data: DataText,
): readonly TextEdit[] {
  if (record?.kind !== 'object') return [];
  const style = recordStyle(data.text, data.syntax, data.text.slice(record.start, record.end));
  const target = record.members.find(({ key }) => key === grammar.target);
  if (!target) {
    const indent = /\n([ \t]*)[^\n]*$/.exec(data.text.slice(0, record.start))?.[1] ?? '';
    const text = isBlockList(record, data)
      ? printBlock(fields, style, columnOf(data.text, record.start))
      : printRecord(fields, style, indent);
    return [{ start: record.start, end: record.end, text }];
  }
  const edits: TextEdit[] = [];
  const set = (old: DataNode, value: FieldValue) => {
    if (old.kind === 'value' && old.value === value) return;
    const quote = data.text[old.start];
    // In the quotes it had.
    const own: RecordStyle = quote === '"' || quote === "'" ? { ...style, quote, quotesAll: true } : style;
    edits.push({ start: old.start, end: old.end, text: printField(value, own) });
  };
  const to = fields.find(([key]) => key === grammar.target)?.[1];
  if (to !== undefined) set(target.value, to);
  const status = fields.find(([key]) => statusKey.test(key));
  const told = record.members.filter(({ key }) => statusKey.test(key));
  if (!status || hasSamePermanence(same.status, redirect.status)) return edits;
  for (const { key, value } of told) {
    if (value.kind === 'value') set(value, key === status[0] ? status[1] : likeStatus(value.value, redirect));
  }
  if (told.length > 0) return edits;
  const member = printMember(status[0], printField(status[1], style), style);
  if (isBlockList(record, data)) return [...edits, ...insertBlockMember(data.text, record.members, () => member)];
  const place = { start: record.start, end: record.end, items: record.members };
  return [...edits, ...insertItems(data.text, place, place.items.length, [() => member], styleOf(data))];
}

/** The status in the way a field of another name tells it: a flag, a number, a text. */
function likeStatus(old: string | number | boolean | null, { status }: Redirect): FieldValue {
  if (typeof old === 'boolean') return isPermanent(status);
  return typeof old === 'string' ? String(status) : status;
}

function isIn({ start, end }: Span, item: Span): boolean {
  return item.start <= start && end <= item.end;
}
