/** Lists of a TOML text changed in place; positions come from toml-eslint-parser. */
import { type AST, parseTOML } from 'toml-eslint-parser';
import { lineEnding, type TextEdit } from './edits.ts';
import { insertItems, type ListStyle, removeItem } from './lists.ts';
import { hasDeepBrackets } from './nesting.ts';
import { removeLines } from './redirectLines.ts';
import type { YamlValue } from './yamlEdit.ts';

const style: ListStyle = { unit: '  ', tall: false, lineComment: '#' };

/** A TOML text with its syntax tree; it lies at `offset` in its file. */
export interface TomlText {
  readonly file: string;
  readonly offset: number;
  readonly end: number;
  readonly table: AST.TOMLTopLevelTable;
}

/** `undefined` when the text is not TOML. */
export function openToml(file: string, start = 0, end = file.length): TomlText | undefined {
  if (hasDeepBrackets(file)) return undefined;
  try {
    // The parser counts a CRLF as one character less in nothing but lines; its ranges are offsets.
    const table = parseTOML(file.slice(start, end)).body[0];
    return { file, offset: start, end, table };
  } catch {
    // A text that does not parse is not edited; the generator reports it.
    return undefined;
  }
}

/** The strings of the list (or the one string) under a top-level key. */
export function tomlList(toml: TomlText, key: string): readonly YamlValue[] {
  const value = pairOf(toml, key)?.value;
  const nodes = value?.type === 'TOMLArray' ? value.elements : value ? [value] : [];
  return nodes.flatMap((node) =>
    node.type === 'TOMLValue' && node.kind === 'string'
      ? [{ value: node.value, start: toml.offset + node.range[0], end: toml.offset + node.range[1] }]
      : [],
  );
}

/** Adds strings to the list under a top-level key, which is made when missing. `undefined`: not a list. */
export function addToTomlList(toml: TomlText, key: string, values: readonly string[]): readonly TextEdit[] | undefined {
  const pair = pairOf(toml, key);
  const { file, offset } = toml;
  if (!pair) {
    const end = lineEnding(file);
    const keys = toml.table.body.filter((node): node is AST.TOMLKeyValue => node.type === 'TOMLKeyValue');
    const last = keys.at(-1);
    const line = `${key} = [${values.map((value) => written(value, undefined)).join(', ')}]`;
    if (!last) return [{ start: offset, end: offset, text: line + end }];
    const feed = file.indexOf('\n', offset + last.range[1] - 1);
    if (feed < 0) return [{ start: file.length, end: file.length, text: end + line }];
    return [{ start: feed + 1, end: feed + 1, text: line + end }];
  }
  const node = pair.value;
  if (node.type === 'TOMLArray') {
    const last = node.elements.at(-1);
    const neighbour = last ? file.slice(offset + last.range[0], offset + last.range[1]) : undefined;
    const print = values.map((value) => () => written(value, neighbour));
    return insertItems(file, listOf(toml, node), node.elements.length, print, style);
  }
  if (node.type !== 'TOMLValue' || node.kind !== 'string') return undefined;
  const [start, stop] = [offset + node.range[0], offset + node.range[1]];
  const old = file.slice(start, stop);
  return [{ start, end: stop, text: around([old, ...values.map((value) => written(value, old))]) }];
}

/** A list that was one string: its spaces tell it from those that people write. */
function around(values: readonly string[]): string {
  return `[ ${values.join(', ')} ]`;
}

/** Takes the value that stands at `start` out, and the key with its last value; a list that was one string is that again. */
export function removeFromTomlList(toml: TomlText, key: string, start: number): readonly TextEdit[] {
  const pair = pairOf(toml, key);
  if (!pair) return [];
  const node = pair.value;
  const whole = removeLines(toml.file, toml.offset + pair.range[0], toml.offset + pair.range[1]);
  if (node.type !== 'TOMLArray' || node.elements.length === 1) return [whole];
  const index = node.elements.findIndex((element) => toml.offset + element.range[0] === start);
  const text = ({ range }: AST.TOMLNode) => toml.file.slice(toml.offset + range[0], toml.offset + range[1]);
  const [first, second, third] = node.elements.map(text);
  if (index === 1 && first && second && !third && text(node) === around([first, second])) {
    return [{ start: toml.offset + node.range[0], end: toml.offset + node.range[1], text: first }];
  }
  return index < 0 ? [] : removeItem(toml.file, listOf(toml, node), index, style);
}

function listOf(toml: TomlText, node: AST.TOMLArray) {
  const span = ({ range }: { range: readonly [number, number] }) => ({
    start: toml.offset + range[0],
    end: toml.offset + range[1],
  });
  return { ...span(node), items: node.elements.map(span) };
}

function pairOf(toml: TomlText, key: string): AST.TOMLKeyValue | undefined {
  return toml.table.body.find((node): node is AST.TOMLKeyValue => {
    if (node.type !== 'TOMLKeyValue' || node.key.keys.length !== 1) return false;
    const [only] = node.key.keys;
    return (only?.type === 'TOMLBare' ? only.name : only?.value) === key;
  });
}

/** A TOML string, quoted as its neighbour is. */
function written(value: string, neighbour: string | undefined): string {
  if (neighbour?.startsWith("'") && !value.includes("'")) return `'${value}'`;
  return JSON.stringify(value);
}
