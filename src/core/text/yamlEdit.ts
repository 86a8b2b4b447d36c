/** Lists and maps of a YAML text changed in place: the `yaml` package tells where things stand, we splice text. */
import { type Document, isMap, isScalar, isSeq, type Node, type Pair, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import { lineEnding, type TextEdit } from './edits.ts';
import { insertItems, type ListStyle, lineIndent, removeItem } from './lists.ts';
import { removeLines } from './redirectLines.ts';
import { memberWithMerged, resolvedNode } from './yaml/anchors.ts';
import { withFoldedValues, yamlDocument } from './yaml.ts';

const style: ListStyle = { unit: '  ', tall: false, lineComment: '#' };

/** A scalar of the text, with its offsets. */
export interface YamlValue {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A YAML text that lies at `offset` in its file; every offset this module gives counts from the file's start. */
export interface YamlText {
  readonly file: string;
  readonly offset: number;
  readonly document: Document.Parsed;
}

/** `undefined` when the text is not a YAML map (or empty); unknown tags are no error. */
export function openYaml(file: string, start = 0, end = file.length): YamlText | undefined {
  // Everything before the text becomes blanks, so that the parser's offsets are the file's.
  const document = readable(file.slice(start, end));
  if (document === undefined) return undefined;
  if (document.contents !== null && !isMap(document.contents)) {
    if (!(isScalar(document.contents) && document.contents.value === null)) return undefined;
  }
  return { file, offset: start, document };
}

/** Text in quotes and lists in brackets need not be indented for the parsers most generators use. */
function readable(text: string): Document.Parsed | undefined {
  return parsed(text) ?? parsed(withFoldedValues(text));
}

function parsed(text: string): Document.Parsed | undefined {
  const document = yamlDocument(text);
  const isRight = document?.errors.every(({ code, message }) => code === 'BAD_INDENT' && /quoted/.test(message));
  return isRight ? document : undefined;
}

/** The scalars of the list (or the one scalar) under a top-level key, also where an anchor gives the list, or one of them. */
export function yamlList(yaml: YamlText, key: string): readonly YamlValue[] {
  const { contents } = yaml.document;
  const pair = isMap(contents) ? memberWithMerged(contents, key, yaml.document) : undefined;
  const node = resolvedNode(pair?.value, yaml.document);
  return (isSeq(node) ? node.items : [node]).flatMap((item) => scalarOf(yaml, item));
}

/**
 * Adds values to the list under a top-level key, which is made when missing. `undefined`: not a list we can extend, such as
 * one that an anchor gives: a list of its own would take its place.
 */
export function addToYamlList(yaml: YamlText, key: string, values: readonly string[]): readonly TextEdit[] | undefined {
  const { file } = yaml;
  const end = lineEnding(file);
  const root = yaml.document.contents;
  const pair = isMap(root) ? pairOf(root, key) : undefined;
  if (!pair) {
    if (isMap(root) && memberWithMerged(root, key, yaml.document)) return undefined;
    const at = yaml.offset + rangeEnd(yaml);
    const lines = newYamlList(key, values, end);
    const opens = at === 0 || file[at - 1] === '\n';
    return [{ start: at, end: at, text: opens ? lines + end : end + lines }];
  }
  const node = pair.value as Node | null;
  if (isShared(yaml, node)) return undefined;
  if (isSeq(node)) return node.flow ? addToFlow(yaml, node, values) : addToBlock(yaml, node, values, end);
  if (isScalar(node) && node.range) {
    const [start, stop] = node.range;
    if (node.value === null) return addToNull(yaml, pair, values, end);
    const more = values.map((value) => `${written(value, node.type)}, `).join('');
    const text = file.slice(yaml.offset + start, yaml.offset + stop);
    const old = node.type === 'PLAIN' && !plainInFlow(text) ? JSON.stringify(text) : text;
    // In front: a list grows at its end, so what is left when the first of two goes was a scalar (`scalarAgain`).
    return [{ start: yaml.offset + start, end: yaml.offset + stop, text: `[${more}${old}]` }];
  }
  return node === null ? addToNull(yaml, pair, values, end) : undefined;
}

/** The lines of a key of its own with a list, without the end of the last one. */
export function newYamlList(key: string, values: readonly string[], end: string): string {
  return [`${key}:`, ...values.map((value) => `  - ${written(value, undefined)}`)].join(end);
}

/**
 * Takes the value that stands at `start` out of the list under a top-level key, and the key with its last value. A list
 * that `addToYamlList` made of a scalar becomes that scalar again, unless its reader needs a list.
 */
export function removeFromYamlList(
  yaml: YamlText,
  key: string,
  start: number,
  { onlyLists = false }: { readonly onlyLists?: boolean } = {},
): readonly TextEdit[] {
  const root = yaml.document.contents;
  const pair = isMap(root) ? pairOf(root, key) : undefined;
  const node = pair?.value as Node | undefined;
  const keyStart = yaml.offset + ((pair?.key as Node | undefined)?.range?.[0] ?? 0);
  if (!pair || !node?.range || isShared(yaml, node)) return [];
  if (isMap(root) && root.flow && !(isSeq(node) && node.items.length > 1)) return withoutMember(yaml, root, pair);
  const whole = removeLines(yaml.file, keyStart, yaml.offset + node.range[1]);
  if (isScalar(node)) return [whole];
  if (!isSeq(node)) return [];
  return withoutItem(yaml, node, start, { whole, onlyLists });
}

/** A value that another key is as well, by an anchor (`&x`, `*x`), would change there, too. https://yaml.org/spec/1.2.2/#71-alias-nodes */
function isShared({ document }: YamlText, node: Node | null | undefined): boolean {
  const anchor = isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor === undefined) return false;
  let isUsed = false;
  visit(document, {
    Alias: (_, { source }) => {
      isUsed ||= source === anchor;
    },
  });
  return isUsed;
}

/** `whole` takes the list away together with its last item. */
function withoutItem(
  yaml: YamlText,
  node: YAMLSeq & { range?: Node['range'] },
  start: number,
  { whole, onlyLists }: { readonly whole: TextEdit; readonly onlyLists: boolean },
): readonly TextEdit[] {
  const index = node.items.findIndex((item) => yaml.offset + ((item as Node).range?.[0] ?? -1) === start);
  const item = node.items[index] as Node | undefined;
  if (!item?.range || !node.range) return [];
  if (node.items.length === 1) return [whole];
  if (!node.flow) return [removeLines(yaml.file, start, yaml.offset + item.range[1])];
  const scalar = onlyLists || index !== 0 ? undefined : scalarAgain(yaml, node);
  if (scalar !== undefined) {
    return [{ start: yaml.offset + node.range[0], end: yaml.offset + node.range[1], text: scalar }];
  }
  return removeItem(yaml.file, flowList(yaml, node), index, style);
}

/** Takes a pair out of a map in braces. */
export function withoutMember(yaml: YamlText, map: YAMLMap, pair: Pair): readonly TextEdit[] {
  const [start = 0, end = 0] = map.range ?? [];
  const items = map.items.map(({ key, value }) => ({
    start: yaml.offset + ((key as Node).range?.[0] ?? 0),
    end: yaml.offset + (((value ?? key) as Node).range?.[1] ?? 0),
  }));
  const list = { start: yaml.offset + start, end: yaml.offset + end, items };
  return removeItem(yaml.file, list, map.items.indexOf(pair), style);
}

/** How a text is written as a YAML scalar, quoted as its neighbour is. */
export function written(value: string, neighbour: string | undefined | null): string {
  if (neighbour === 'QUOTE_SINGLE') return `'${value.replaceAll("'", "''")}'`;
  if (neighbour === 'QUOTE_DOUBLE' || !plainInFlow(value)) return JSON.stringify(value);
  return value;
}

/**
 * A text as a scalar that YAML 1.1 and 1.2 read as this text, in block and flow alike: without quotes where it may, and
 * is not wanted with them.
 */
export function yamlScalar(text: string, quote: '"' | "'", quotesAll: boolean): string {
  const isPlain = /^[/\p{L}](?:[^\s:#,[\]{}"']|:(?=[^\s,[\]{}])| (?=\S))*$/u.test(text) && !words.test(text);
  if (isPlain && !quotesAll) return text;
  return quote === "'" && !/\p{Cc}/u.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

/** What YAML 1.1 takes for something else than text. https://yaml.org/type/bool.html */
const words = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** The second of two values as it stands, in a list written as `addToYamlList` writes one around a scalar. */
function scalarAgain(yaml: YamlText, node: YAMLSeq): string | undefined {
  const [first, second, ...others] = node.items.map((item) => (isScalar(item) ? item.range : undefined));
  const [start = 0, end = 0] = node.range ?? [];
  if (!first || !second || others.length > 0) return undefined;
  const between = yaml.file.slice(yaml.offset + first[1], yaml.offset + second[0]);
  if (first[0] !== start + 1 || between !== ', ' || second[1] !== end - 1) return undefined;
  return yaml.file.slice(yaml.offset + second[0], yaml.offset + second[1]);
}

function addToFlow(yaml: YamlText, node: YAMLSeq, values: readonly string[]): readonly TextEdit[] {
  const last = node.items.at(-1);
  const type = isScalar(last) ? last.type : undefined;
  const print = values.map((value) => () => written(value, type));
  return insertItems(yaml.file, flowList(yaml, node), node.items.length, print, style);
}

function addToBlock(
  yaml: YamlText,
  node: YAMLSeq,
  values: readonly string[],
  end: string,
): readonly TextEdit[] | undefined {
  const last = node.items.at(-1) as Node | undefined;
  if (!last?.range) return undefined;
  const start = yaml.offset + last.range[0];
  const dash = yaml.file.lastIndexOf('-', start - 1);
  const lead = yaml.file.slice(yaml.file.lastIndexOf('\n', dash) + 1, start);
  const prefix = /^[ \t]*-[ \t]+$/.test(lead) ? lead : `${lineIndent(yaml.file, start)}- `;
  const type = isScalar(last) ? last.type : undefined;
  const feed = yaml.file.indexOf('\n', yaml.offset + last.range[1] - 1);
  let at = feed < 0 ? yaml.file.length : feed;
  if (feed > 0 && yaml.file[feed - 1] === '\r') at--;
  return [{ start: at, end: at, text: values.map((value) => `${end}${prefix}${written(value, type)}`).join('') }];
}

function addToNull(yaml: YamlText, pair: Pair, values: readonly string[], end: string): readonly TextEdit[] {
  const key = pair.key as Node;
  const stop = yaml.offset + (key.range?.[1] ?? 0);
  const colon = yaml.file.indexOf(':', stop) + 1;
  const indent = lineIndent(yaml.file, yaml.offset + (key.range?.[0] ?? 0));
  const written_ = values.map((value) => `${end}${indent}  - ${written(value, undefined)}`).join('');
  // An explicit null (`key: ~`) is replaced; blanks and a comment behind the colon stay.
  const word = /^[ \t]*(~|null)/i.exec(yaml.file.slice(colon));
  if (word) return [{ start: colon, end: colon + word[0].length, text: written_ }];
  const feed = yaml.file.indexOf('\n', colon);
  let at = feed < 0 ? yaml.file.length : feed;
  if (feed > 0 && yaml.file[feed - 1] === '\r') at--;
  return [{ start: at, end: at, text: written_ }];
}

function flowList(yaml: YamlText, node: YAMLSeq) {
  const shift = yaml.offset;
  const [start, end] = node.range ?? [0, 0];
  const items = node.items.map((item) => {
    const range = (item as Node).range ?? [0, 0];
    return { start: shift + range[0], end: shift + range[1] };
  });
  return { start: shift + start, end: shift + end, items };
}

/** Where a new top-level key goes: behind the last line that holds anything but comments and blanks at the end. */
function rangeEnd(yaml: YamlText): number {
  const root = yaml.document.contents;
  const text = yaml.file.slice(yaml.offset);
  const body = isMap(root) ? (root.items.at(-1) ?? undefined) : undefined;
  const node = (body?.value ?? body?.key) as Node | undefined;
  const stop = node?.range?.[1] ?? 0;
  if (!body) return 0;
  const feed = text.indexOf('\n', Math.max(0, stop - 1));
  return feed < 0 ? text.length : feed + 1;
}

export function nodeAt(yaml: YamlText, path: readonly (string | number)[]): Node | undefined {
  let node = yaml.document.contents as Node | null | undefined;
  for (const step of path) {
    if (isMap(node)) node = pairOf(node, String(step))?.value as Node | null | undefined;
    else if (isSeq(node) && typeof step === 'number') node = node.items[step] as Node | undefined;
    else return undefined;
  }
  return node ?? undefined;
}

/** Of a key that stands there twice the last one counts, as for the parsers of Ruby and Python. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

/** An alias stands where it is used, so that it alone is taken out. */
function scalarOf(yaml: YamlText, node: unknown): YamlValue[] {
  const found = resolvedNode(node, yaml.document);
  const range = (node as Node | null | undefined)?.range;
  if (!isScalar(found) || found.value === null || found.value === undefined || !range) return [];
  // A number or a date is the path its author wrote.
  const value = typeof found.value === 'string' ? found.value : (found.source ?? String(found.value));
  return [{ value, start: yaml.offset + range[0], end: yaml.offset + range[1] }];
}

function plainInFlow(text: string): boolean {
  if (/\s$/.test(text) || /^[\d.-]+$/.test(text) || words.test(text)) return false;
  return /^[/\p{L}\p{N}.][^:#,[\]{}"'\n]*$/u.test(text);
}
