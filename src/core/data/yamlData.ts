/** YAML as data with its places, for reading: the same nodes as for JSON. What a tag (`!Ref`, `!Sub`) stands for is unknown. */
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { openYaml } from '../text/yamlEdit.ts';
import type { DataMember, DataNode } from './data.ts';

/** `undefined` when the text is no map. */
export function yamlData(text: string): DataNode | undefined {
  const yaml = openYaml(text);
  const root = yaml?.document.contents;
  return root ? nodeOf(root as Node, text) : undefined;
}

function nodeOf(node: Node, text: string): DataNode {
  const [start = 0, end = start] = node.range ?? [];
  const place = { start, end: start + text.slice(start, end).trimEnd().length };
  if (isAlias(node) || (node.tag?.startsWith('!') && !node.tag.startsWith('!!'))) {
    return { kind: 'unknown', reason: 'is worked out elsewhere', ...place };
  }
  if (isMap(node)) {
    return { kind: 'object', members: node.items.flatMap((pair) => memberOf(pair as Pair, text)), ...place };
  }
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => nodeOf(item as Node, text)), ...place };
  const value = isScalar(node) ? node.value : null;
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'value', value: isPlain ? value : null, ...place };
}

function memberOf({ key, value }: Pair, text: string): readonly DataMember[] {
  if (!isScalar(key)) return [];
  const [start = 0, end = start] = key.range ?? [];
  const place = { start, end };
  const node: DataNode = value ? nodeOf(value as Node, text) : { kind: 'value', value: null, ...place };
  return [{ key: String(key.value), start, end: Math.max(end, node.end), value: node }];
}
