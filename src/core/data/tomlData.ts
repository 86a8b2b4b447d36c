/** TOML as data with its places: the same nodes as for JSON. A table that no header and no braces make has no length. */
import type { AST } from 'toml-eslint-parser';
import { openToml } from '../text/tomlEdit.ts';
import type { DataMember, DataNode } from './data.ts';

interface Table {
  readonly kind: 'object';
  readonly members: DataMember[];
  start: number;
  end: number;
}

/** `undefined` when the text is not TOML. */
export function tomlData(text: string): DataNode | undefined {
  const toml = openToml(text.replace(/^\uFEFF/, ' '));
  if (!toml) return undefined;
  const root: Table = { kind: 'object', members: [], start: 0, end: text.length };
  for (const node of toml.table.body) {
    if (node.type === 'TOMLKeyValue') addPair(root, node, text);
    else {
      const [start, end] = node.range;
      const table = tableAt(root, node.resolvedKey, start);
      if (table) Object.assign(table, { start, end });
      for (const pair of table ? node.body : []) addPair(table ?? root, pair, text);
    }
  }
  return root;
}

/** The table at a path, made where it is missing; `undefined` where something else stands on the way. */
function tableAt(root: Table, path: readonly (string | number)[], at: number): Table | undefined {
  let node: DataNode = root;
  for (const [index, step] of path.entries()) {
    const known: DataNode | undefined =
      node.kind === 'object'
        ? node.members.find(({ key }) => key === step)?.value
        : node.kind === 'list' && typeof step === 'number'
          ? node.items[step]
          : undefined;
    const next: DataNode = known ?? emptyNode(path[index + 1], at);
    if (!known && node.kind === 'object') {
      (node.members as DataMember[]).push({ key: String(step), start: at, end: at, value: next });
    } else if (!known && node.kind === 'list') (node.items as DataNode[]).push(next);
    else if (!known) return undefined;
    node = next;
  }
  return node.kind === 'object' ? (node as Table) : undefined;
}

function emptyNode(next: string | number | undefined, at: number): DataNode {
  const place = { start: at, end: at };
  return typeof next === 'number' ? { kind: 'list', items: [], ...place } : { kind: 'object', members: [], ...place };
}

function addPair(table: Table, { key, value, range: [start, end] }: AST.TOMLKeyValue, text: string): void {
  const names = key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const owner = tableAt(table, names.slice(0, -1), start);
  owner?.members.push({ key: names.at(-1) ?? '', start, end, value: nodeOf(value, text) });
}

function nodeOf(node: AST.TOMLContentNode, text: string): DataNode {
  const [start, end] = node.range;
  const place = { start, end };
  switch (node.type) {
    case 'TOMLArray':
      return { kind: 'list', items: node.elements.map((item) => nodeOf(item, text)), ...place };
    case 'TOMLInlineTable': {
      const table: Table = { kind: 'object', members: [], ...place };
      for (const pair of node.body) addPair(table, pair, text);
      return table;
    }
    case 'TOMLValue': {
      const { value } = node;
      const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
      return { kind: 'value', value: isPlain ? value : text.slice(start, end), ...place };
    }
    default:
      return node satisfies never;
  }
}
