/** Configuration as data with its places, the same for JSON, YAML, TOML, and JavaScript or TypeScript. */
import type { Node } from 'jsonc-parser';
import type { RepoPath } from '../paths.ts';
import { walk } from '../script/scope.ts';
import { configurationOf, readScriptText, type Script } from '../script/script.ts';
import { isAbsent, type Value } from '../script/value.ts';
import { openJson } from '../text/json.ts';
import { lineIndex } from '../text/lineIndex.ts';
import type { BracketList, Span } from '../text/lists.ts';
import type { DataSyntax } from '../text/records.ts';
import { syntaxOfFile } from './syntax.ts';
import { tomlData } from './tomlData.ts';
import { yamlData } from './yamlData.ts';

/** A single value with its place in the text. */
export interface DataValue extends Span {
  readonly kind: 'value';
  readonly value: string | number | boolean | null;
}
/** A list with its place in the text. */
export interface DataList extends Span {
  readonly kind: 'list';
  readonly items: readonly DataNode[];
}
/** An object with its place in the text. */
export interface DataObject extends Span {
  readonly kind: 'object';
  readonly members: readonly DataMember[];
  /** What else gives members, and cannot be told. */
  readonly unread?: readonly DataUnknown[] | undefined;
}
/** Cannot be told without running the configuration, or is written in another file. */
export interface DataUnknown extends Span {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly writtenIn?: RepoPath | undefined;
}
export type DataNode = DataValue | DataList | DataObject | DataUnknown;

/** `start` is that of the key, `end` that of the value. */
export interface DataMember extends Span {
  readonly key: string;
  readonly value: DataNode;
}

/** A text of data, read with the place of everything in it. */
export interface DataText {
  readonly file: RepoPath;
  readonly text: string;
  readonly syntax: DataSyntax;
  readonly root: DataNode;
  readonly line: (offset: number) => number;
  /** For what is no data: a function that returns some. */
  readonly script: Script | undefined;
  /** The value of a script as data, when it is written in this file. */
  dataOf(value: Value): DataNode;
  /** What stands between the brackets of a list: a spread of another list is one item. */
  bracketsOf(list: DataList): BracketList;
}

/** `undefined` when nothing of the text can be read. A file whose extension tells no other syntax is read as a script. */
export function openData(text: string, file: RepoPath): DataText | undefined {
  const syntax = syntaxOfFile(file);
  switch (syntax) {
    case 'json': {
      const json = openJson(text);
      return json && writtenData(text, file, syntax, fromJson(json.root));
    }
    case 'yaml':
      return writtenData(text, file, syntax, yamlData(text));
    case 'toml':
      return writtenData(text, file, syntax, tomlData(text));
    default:
      return scriptData(text, file);
  }
}

function writtenData(
  text: string,
  file: RepoPath,
  syntax: DataSyntax,
  root: DataNode | undefined,
): DataText | undefined {
  const dataOf = () => absent('is not in a script');
  return root && { file, text, syntax, root, line: lineIndex(text), script: undefined, dataOf, bracketsOf };
}

function scriptData(text: string, file: RepoPath): DataText | undefined {
  const script = readScriptText(file, text);
  if (!script.tree) return undefined;
  const dataOf = (value: Value) => fromScript(value, file, text);
  const root = dataOf(configurationOf(script));
  const bracketsOf = (list: DataList) => writtenBrackets(list, script);
  return { file, text, syntax: 'script', root, line: lineIndex(text), script, dataOf, bracketsOf };
}

/** What lies at a path of keys; `undefined` when it is surely or possibly absent. */
export function dataAt(node: DataNode | undefined, ...path: readonly (string | number)[]): DataNode | undefined {
  let at = node;
  for (const step of path) {
    if (at?.kind === 'object') at = at.members.find(({ key }) => key === step)?.value;
    else if (at?.kind === 'list' && typeof step === 'number') at = at.items[step];
    else return undefined;
  }
  return at;
}

export function textAt(node: DataNode | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = dataAt(node, ...path);
  return found?.kind === 'value' && typeof found.value === 'string' ? found.value : undefined;
}

export function valueAt(
  node: DataNode | undefined,
  ...path: readonly (string | number)[]
): DataValue['value'] | undefined {
  const found = dataAt(node, ...path);
  return found?.kind === 'value' ? found.value : undefined;
}

/** The items of a list, or the one thing that stands for it. */
export function itemsAt(node: DataNode | undefined, ...path: readonly (string | number)[]): readonly DataNode[] {
  const found = dataAt(node, ...path);
  return found?.kind === 'list' ? found.items : found ? [found] : [];
}

function bracketsOf({ start, end, items }: DataList): BracketList {
  return { start, end, items };
}

function writtenBrackets(list: DataList, { tree }: Script): BracketList {
  let found = bracketsOf(list);
  if (!tree) return found;
  walk(tree.program, (node) => {
    if (node.type !== 'ArrayExpression' || node.start !== list.start) return;
    const items = node.elements.flatMap((item) => (item ? [{ start: item.start ?? 0, end: item.end ?? 0 }] : []));
    found = { start: list.start, end: node.end ?? list.end, items };
  });
  return found;
}

function absent(reason: string): DataUnknown {
  return { kind: 'unknown', reason, start: 0, end: 0 };
}

function fromJson(node: Node): DataNode {
  const place = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'array') return { kind: 'list', items: (node.children ?? []).map(fromJson), ...place };
  if (node.type !== 'object') return { kind: 'value', value: (node.value ?? null) as DataValue['value'], ...place };
  const members = (node.children ?? []).flatMap((member): DataMember[] => {
    const [key, value] = member.children ?? [];
    if (!key || !value) return [];
    return [{ key: String(key.value), start: key.offset, end: value.offset + value.length, value: fromJson(value) }];
  });
  return { kind: 'object', members, ...place };
}

function elsewhere(file: RepoPath, place: Span): DataUnknown {
  return { kind: 'unknown', reason: `is written in ${file}`, writtenIn: file, ...place };
}

function fromScript(value: Value, file: RepoPath, text: string): DataNode {
  const place = { start: value.origin.start, end: value.origin.end };
  if (value.origin.file !== file) return elsewhere(value.origin.file, place);
  switch (value.kind) {
    case 'literal':
      if (isAbsent(value)) return { kind: 'value', value: null, ...place };
      return { kind: 'value', value: value.value ?? null, ...place };
    case 'list': {
      if (text[place.start] !== '[') return { kind: 'unknown', reason: 'is not written as a list', ...place };
      return { kind: 'list', items: value.items.map((item) => fromScript(item, file, text)), ...place };
    }
    case 'object': {
      const members = [...value.properties].flatMap(([key, { value: item, origin }]): DataMember[] =>
        origin.file === file
          ? [{ key, start: origin.start, end: origin.end, value: fromScript(item, file, text) }]
          : [],
      );
      const others = new Set([...value.properties.values()].map(({ origin }) => origin.file));
      others.delete(file);
      const unread = [
        ...value.unread.map(
          ({ reason, origin }): DataUnknown => ({
            kind: 'unknown',
            reason,
            start: origin.file === file ? origin.start : place.start,
            end: origin.file === file ? origin.end : place.end,
          }),
        ),
        ...[...others].map((other) => elsewhere(other, place)),
      ];
      return { kind: 'object', members, ...(unread.length > 0 ? { unread } : {}), ...place };
    }
    case 'unknown':
      return { kind: 'unknown', reason: value.reason, ...place };
    case 'call':
    case 'reference':
    case 'function':
    case 'regex':
      return { kind: 'unknown', reason: 'is not written here', ...place };
    default:
      return value satisfies never;
  }
}
