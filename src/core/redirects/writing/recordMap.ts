/** What formats share that are a map from source to target: in a JavaScript configuration, in JSON, in TOML. */

import {
  type DataMember,
  type DataNode,
  type DataObject,
  type DataText,
  type DataUnknown,
  openData,
} from '../../data/data.ts';
import type { RepoPath } from '../../paths.ts';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import { insertItems, lineIndent, removeItem } from '../../text/lists.ts';
import { greatest } from '../../text/longLists.ts';
import {
  type DataSyntax,
  type FieldValue,
  printField,
  printMember,
  type RecordStyle,
  recordStyle,
} from '../../text/records.ts';
import { removeLines } from '../../text/redirectLines.ts';
import type {
  Hidden,
  HostId,
  InvalidRule,
  ParsedRedirects,
  Redirect,
  RedirectContext,
  RedirectRule,
  Refusal,
  SourcePattern,
} from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import { atSource } from '../reach.ts';
import { type RuleMeaning, ruleAt } from '../rule.ts';
import { ownerOf } from './ancestors.ts';
import { customOf, hasDividers } from './customaryPlace.ts';
import { areAmong, refuseGenerated, withGenerated } from './generatedRules.ts';
import { spreadFrom } from './importedList.ts';
import { hasSamePermanence, sameSource } from './placement.ts';
import { isPartlyUnknown } from './recordList.ts';
import { lastComma, styleOf } from './recordListPlace.ts';
import { intoTable, isTable, newTable, outOfTable } from './recordMapToml.ts';
import { refuseSyntax } from './refuseSyntax.ts';

/** Formats with a map in YAML write it by themselves. */
const written: readonly DataSyntax[] = ['json', 'toml', 'script'];

/** How a host writes rules as entries of a map. */
export interface MapGrammar {
  readonly format: string;
  readonly host: HostId;
  /** The map, or what stands in its place. */
  map(data: DataText): DataNode | undefined;
  /** The map's name, and the object that gets it when it is missing; of a table of TOML the whole name. */
  missing(data: DataText): { readonly into: DataObject; readonly name: string } | undefined;
  /** `undefined`: the entry is no redirect. */
  read(key: string, value: DataNode, context: RedirectContext): RuleMeaning | { readonly problem: string } | undefined;
  write(redirect: Redirect, context: RedirectContext): Entry | Refusal;
}

/** An entry that is to be written. */
export interface Entry {
  readonly key: string;
  readonly source: SourcePattern;
  readonly to: string;
  /** The value as it is printed. */
  print(style: RecordStyle): string;
}

export function parseMap(grammar: MapGrammar, text: string, file: RepoPath, context: RedirectContext): ParsedRedirects {
  const rules: RedirectRule[] = [];
  const invalid: InvalidRule[] = [];
  const data = openData(text, file);
  const map = data && grammar.map(data);
  if (!data || !map) return { rules, invalid, host: grammar.host };
  const say = (offset: number, message: string, hidden: Hidden) =>
    invalid.push({ format: grammar.format, file, line: data.line(offset), message, ...hidden });
  const writtenIn = (part: DataUnknown) => part.writtenIn ?? spreadFrom(part, text, file, context.repo);
  if (map.kind === 'unknown') {
    const message = `The redirects cannot be read: the map ${map.reason}.`;
    say(map.start, message, { isHidden: true, writtenIn: writtenIn(map) });
  }
  for (const part of map.kind === 'object' ? (map.unread ?? []) : []) {
    const message = `Some redirects cannot be read: what is spread here ${part.reason}.`;
    say(part.start, message, { isHidden: true, writtenIn: writtenIn(part) });
  }
  for (const member of map.kind === 'object' ? map.members : []) {
    const meaning = grammar.read(member.key, member.value, context);
    const isDark = isPartlyUnknown(member.value);
    if (!meaning && !isDark) continue;
    if (!meaning || 'problem' in meaning) {
      const message = meaning?.problem ?? `${member.key}: its value cannot be read.`;
      say(member.start, message, isDark ? { isHidden: true, reach: atSource(member.key) } : {});
    } else {
      const { start, end } = member;
      const at = { format: grammar.format, host: grammar.host, file, line: data.line(start), start, end };
      rules.push(ruleAt({ ...at, order: rules.length }, meaning));
    }
  }
  return { rules: withGenerated(rules), invalid, host: grammar.host };
}

export function addToMap(
  grammar: MapGrammar,
  redirects: readonly Redirect[],
  text: string,
  file: RepoPath,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const opened = openMap(grammar, text, file);
  if ('refused' in opened) return opened;
  const { data, map } = opened;
  const { rules } = parseMap(grammar, text, file, context);
  const members = map?.members ?? [];
  const last = members.at(-1);
  const model = last ? `{ ${text.slice(last.start, last.end)} }` : undefined;
  const style: RecordStyle = { ...recordStyle(text, data.syntax, model), quotedKeys: true };
  const edits: TextEdit[] = [];
  const changed: RedirectRule[] = [];
  const fresh = new Map<string, string>();
  for (const redirect of redirects) {
    const entry = grammar.write(redirect, context);
    if ('refused' in entry) return entry;
    const same = sameSource(hostOf(grammar.host).order?.(rules) ?? rules, entry.source);
    const member = members.find(({ start }) => start === same?.start);
    const refused = same && refuseGenerated(same);
    if (refused) return refused;
    if (same && member) {
      changed.push(same);
      if (same.to !== entry.to || !hasSamePermanence(same.status, redirect.status)) {
        edits.push({ start: member.value.start, end: member.value.end, text: entry.print(style) });
      }
    } else if (members.some(({ key }) => key === entry.key)) {
      return { refused: `${file} has other settings for ${entry.key} already; add the redirect there.` };
    } else fresh.set(entry.key, printLike(members, entry, style, text));
  }
  if (fresh.size === 0) return edits;
  if (map === undefined) {
    const made = intoNothing(grammar, data, [...fresh.values()]);
    if (!made) return { refused: `${file} has no place for redirects that can be edited safely.` };
    return [...edits, ...made];
  }
  const inserted = intoMap(map, fresh, data);
  if (!inserted) return { refused: `${file} has its redirects in several places; add the redirect there by hand.` };
  const all = [...edits, ...inserted];
  const after = applyEdits(text, all);
  const kept = rules.filter((rule) => !changed.includes(rule));
  const isMade =
    hasKeys(grammar, after, file, fresh.keys()) && areAmong(kept, parseMap(grammar, after, file, context).rules);
  return isMade ? all : { refused: `Code makes the redirects of ${file}; add the redirect there by hand.` };
}

/** The usual width of a line, where no member tells that longer ones are fine. */
const usualWidth = 80;

/**
 * A member with its value in a line of its own, where all members have theirs so, or where those do whose line would be
 * too long otherwise, as formatters lay them out.
 */
function printLike(members: readonly DataMember[], entry: Entry, style: RecordStyle, text: string): string {
  const plain = printMember(entry.key, entry.print(style), style);
  const gaps = members.map(({ start, value }) => /:([ \t]*\r?\n[ \t]*)$/.exec(text.slice(start, value.start))?.[1]);
  const gap = gaps.findLast((each) => each !== undefined);
  if (style.syntax === 'toml' || gap === undefined) return plain;
  const flat = members.filter((_, i) => gaps[i] === undefined);
  const width = Math.max(
    usualWidth,
    greatest(flat.map(({ start, end }) => lineIndent(text, start).length + end - start + 1)),
  );
  const indent = lineIndent(text, members.at(-1)?.start ?? 0).length;
  const isBroken = flat.length === 0 || indent + plain.length + 1 > width;
  return isBroken ? printMember(entry.key, entry.print(style), style, `:${gap}`) : plain;
}

/** A file of redirects whose map can be edited; `map` is `undefined` where it has none yet. */
interface OpenMap {
  readonly data: DataText;
  readonly map: DataObject | undefined;
}

/** A refusal where nobody could edit the map safely. */
function openMap(grammar: MapGrammar, text: string, file: RepoPath): OpenMap | Refusal {
  const data = openData(text, file);
  if (!data) return { refused: `${file} cannot be read; correct its syntax first.` };
  const foreign = refuseSyntax(data.syntax, file, 'maps of redirects', written);
  if (foreign) return foreign;
  const map = grammar.map(data);
  if (map === undefined || map.kind === 'object') return { data, map };
  return map.kind === 'unknown'
    ? { refused: `The redirects of ${file} cannot be edited safely: the map ${map.reason}.` }
    : { refused: `Line ${data.line(map.start)} of ${file} must be a map of redirects, and is something else.` };
}

/** Whether the map of a text has all these keys. */
function hasKeys(grammar: MapGrammar, text: string, file: RepoPath, keys: Iterable<string>): boolean {
  const data = openData(text, file);
  const map = data && grammar.map(data);
  const found = new Set(map?.kind === 'object' ? map.members.map(({ key }) => key) : []);
  return [...keys].every((key) => found.has(key));
}

/** `undefined`: the map is told in names of keys only, `redirect."/old" = "/new"`. */
function intoMap(
  map: DataObject,
  entries: ReadonlyMap<string, string>,
  data: DataText,
): readonly TextEdit[] | undefined {
  const { members } = map;
  const custom = customOf(
    members.map(({ key }) => key),
    hasDividers(data.text.slice(members[0]?.start ?? 0, members.at(-1)?.end ?? 0)),
  );
  const places = new Map<number, string[]>();
  for (const [key, entry] of custom.sorted([...entries], ([key]) => key)) {
    const index = custom.indexOf(key) ?? members.length;
    places.set(index, [...(places.get(index) ?? []), entry]);
  }
  if (isTable(map, data)) return [...places].flatMap(([index, lines]) => intoTable(map, index, lines, data));
  if (data.syntax === 'toml' && data.text[map.start] !== '{') return undefined;
  return [...places].flatMap(([index, lines]) => {
    const print = lines.map((line) => () => line);
    return insertItems(data.text, { ...map, items: members }, index, print, styleOf(data));
  });
}

/** A map of these members where there is none. */
function intoNothing(grammar: MapGrammar, data: DataText, members: readonly string[]): readonly TextEdit[] | undefined {
  const place = grammar.missing(data);
  if (!place) return undefined;
  if (data.syntax === 'toml') return newTable(place.name, members, data);
  const style = recordStyle(data.text, data.syntax, undefined);
  const made = (indent: string) => {
    const lines = members.map((member) => `${indent}${style.unit}${member}`).join(`,${style.end}`);
    const comma = lastComma(data);
    return printMember(place.name, `{${style.end}${lines}${comma}${style.end}${indent}}`, style);
  };
  const list = { start: place.into.start, end: place.into.end, items: place.into.members };
  return insertItems(data.text, list, list.items.length, [made], styleOf(data));
}

export function removeFromMap(grammar: MapGrammar, rule: RedirectRule, text: string): readonly TextEdit[] {
  const data = openData(text, rule.file);
  const map = data && grammar.map(data);
  if (!data || map?.kind !== 'object') return [];
  const index = map.members.findIndex(({ start }) => start === rule.start);
  if (isTable(map, data)) {
    const entries = map.members.map(({ start, end }) => text.slice(start, end));
    return outOfTable(map, index, data, (before) => intoNothing(grammar, before, entries));
  }
  // The name of such a key is told once, with its only entry.
  if (data.syntax === 'toml' && text[map.start] !== '{') return [removeLines(text, rule.start, rule.end)];
  const whole = map.members.length === 1 ? unmade(grammar, map, data, rule.file) : undefined;
  return whole ?? removeItem(text, { ...map, items: map.members }, index, styleOf(data));
}

/** What takes the map out together with its last entry, where it stands as this format makes one. */
function unmade(grammar: MapGrammar, map: DataObject, data: DataText, file: RepoPath): readonly TextEdit[] | undefined {
  const owner = ownerOf(map, data.root);
  if (!owner) return undefined;
  const { object, index } = owner;
  const members = { start: object.start, end: object.end, items: object.members };
  const edits = removeItem(data.text, members, index, styleOf(data));
  const before = openData(applyEdits(data.text, edits), file);
  const entries = map.members.map(({ start, end }) => data.text.slice(start, end));
  const again = before && intoNothing(grammar, before, entries);
  return again && applyEdits(before.text, again) === data.text ? edits : undefined;
}

/** `{ to: '…', status: 301 }` on one line. */
export function inlineRecord(fields: readonly (readonly [string, FieldValue])[], style: RecordStyle): string {
  const keys = { ...style, quotedKeys: style.syntax === 'json' };
  return `{ ${fields.map(([key, value]) => printMember(key, printField(value, style), keys)).join(', ')} }`;
}
