/** JSON with comments, read with offsets and changed in place; positions come from jsonc-parser. */
import { findNodeAtLocation, type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import type { TextEdit } from './edits.ts';
import { type BracketList, insertItems, type ListStyle, lineIndent, removeItem } from './lists.ts';
import { hasDeepBrackets, nestedTooDeep } from './nesting.ts';
import type { YamlValue } from './yamlEdit.ts';

export type JsonNode = Node;

/** A text of JSON, with comments and trailing commas, as nodes; where it has errors, as much as could be read. */
export interface JsonText {
  readonly file: string;
  /** Offsets of its nodes count from the file's start. */
  readonly root: Node;
  readonly errors: readonly ParseError[];
}

/** `undefined` when nothing of the text can be read, or it is nested too deeply. Errors do not stop it; they are listed. */
export function openJson(file: string, start = 0, end = file.length): JsonText | undefined {
  if (hasDeepBrackets(file)) return undefined;
  const errors: ParseError[] = [];
  // What stands before is blanked, so that offsets are the file's; a byte order mark is blanked with it.
  const blanked =
    ' '.repeat(file.startsWith('\uFEFF') ? Math.max(1, start) : start) + file.slice(start || bom(file), end);
  const root = parseTree(blanked, errors, { allowTrailingComma: true });
  return root && { file, root, errors };
}

/**
 * Where a text is no JSON to a reader that knows no comments and no comma at an end, though it is to one that does;
 * `undefined` where both agree.
 */
export function looseJsonAt(file: string): number | undefined {
  if (openJson(file)?.errors.length !== 0) return undefined;
  const errors: ParseError[] = [];
  parseTree(file.slice(bom(file)), errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  return first && first.offset + bom(file);
}

function bom(file: string): number {
  return file.startsWith('\uFEFF') ? 1 : 0;
}

function jsonAt(json: JsonText, path: readonly (string | number)[]): Node | undefined {
  return path.length === 0 ? json.root : findNodeAtLocation(json.root, [...path]);
}

/** The strings of the list (or the one string) at a path. */
export function jsonList(json: JsonText, path: readonly (string | number)[]): readonly YamlValue[] {
  const node = jsonAt(json, path);
  const nodes = node?.type === 'array' ? (node.children ?? []) : node ? [node] : [];
  return nodes.flatMap((item) =>
    item.type === 'string' ? [{ value: String(item.value), start: item.offset, end: item.offset + item.length }] : [],
  );
}

/** One step of indentation, as the first indented line shows it. */
function jsonStyle(file: string): ListStyle {
  return { unit: /\n([ \t]+)\S/.exec(file)?.[1] ?? '  ', tall: true, lineComment: '//' };
}

function spans(node: Node): BracketList {
  const items = (node.children ?? []).map((child) => ({ start: child.offset, end: child.offset + child.length }));
  return { start: node.offset, end: node.offset + node.length, items };
}

/** Adds items to the array at a path, before `index`; every missing object on the way is made. `undefined`: no array there. */
function insertIntoJson(
  json: JsonText,
  path: readonly (string | number)[],
  index: number | undefined,
  print: readonly ((indent: string) => string)[],
): readonly TextEdit[] | undefined {
  const style = jsonStyle(json.file);
  const node = jsonAt(json, path);
  if (node?.type === 'array') {
    return insertItems(json.file, spans(node), index ?? node.children?.length ?? 0, print, style);
  }
  const name = path.at(-1);
  if (node || typeof name !== 'string') return undefined;
  const parent = jsonAt(json, path.slice(0, -1));
  const list = (indent: string) => {
    const inner = indent + style.unit;
    const end = json.file.includes('\r\n') ? '\r\n' : '\n';
    return `[${end}${print.map((item) => inner + item(inner)).join(`,${end}`)}${end}${indent}]`;
  };
  if (parent?.type === 'object') {
    const member = (indent: string) => `${JSON.stringify(name)}: ${list(indent)}`;
    return insertItems(json.file, spans(parent), parent.children?.length ?? 0, [member], style);
  }
  return undefined;
}

/** Adds strings to the list under a top-level key, which is made when missing. `undefined`: not a list. */
export function addToJsonList(json: JsonText, key: string, values: readonly string[]): readonly TextEdit[] | undefined {
  const node = jsonAt(json, [key]);
  const print = values.map((value) => () => JSON.stringify(value));
  if (node?.type !== 'string') return insertIntoJson(json, [key], undefined, print);
  const indent = lineIndent(json.file, node.offset);
  const old = json.file.slice(node.offset, node.offset + node.length);
  const text = `[${[old, ...print.map((item) => item())].join(', ')}]`;
  return [{ start: node.offset, end: node.offset + node.length, text: text || indent }];
}

/** Takes the item that stands at `start` out of the array under a top-level key, and the key with its last item. */
export function removeFromJsonList(json: JsonText, key: string, start: number): readonly TextEdit[] {
  const node = jsonAt(json, [key]);
  if (node?.type === 'array' && (node.children?.length ?? 0) > 1) {
    const index = node.children?.findIndex((item) => item.offset === start) ?? -1;
    return index < 0 ? [] : removeItem(json.file, spans(node), index, jsonStyle(json.file));
  }
  const member = node?.parent;
  const index = member ? (json.root.children?.indexOf(member) ?? -1) : -1;
  return index < 0 ? [] : removeItem(json.file, spans(json.root), index, jsonStyle(json.file));
}

/** `JSON.parse` for data that whoever reads it follows to its ends. Throws for what is no JSON, or nests too deep. */
export function parseJson(text: string): unknown {
  if (hasDeepBrackets(text)) throw new SyntaxError(nestedTooDeep);
  return JSON.parse(text);
}

/** The values of JSON with comments and mistakes, as far as it can be read; `undefined` when it is nested too deeply. */
export function parseLooseJson(text: string): unknown {
  if (hasDeepBrackets(text)) return undefined;
  try {
    // Most of it is plain, which the engine reads in a fraction of the time.
    if (!text.includes('"__proto__"')) return JSON.parse(text) as unknown;
  } catch {
    // It has comments or mistakes.
  }
  return parse(text);
}
