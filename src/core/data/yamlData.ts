/**
 * YAML as data with its places, for reading: the same nodes as for JSON. What a tag (`!Ref`, `!Sub`) stands for is unknown.
 * A value that an anchor gives stands where it is named, and so does a member of a map that is merged by `<<`; a list or a
 * map is unknown there, as one of its own would take its place.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { isMergeKey, resolvedNode, withMergedMaps } from '../text/yaml/anchors.ts';
import { openYaml } from '../text/yamlEdit.ts';
import type { DataMember, DataNode } from './data.ts';

/** `undefined` when the text is no map. */
export function yamlData(text: string): DataNode | undefined {
  const yaml = openYaml(text);
  const root = yaml?.document.contents;
  return root ? nodeOf(root as Node, { text, document: yaml.document }) : undefined;
}

interface Source {
  readonly text: string;
  readonly document: Document.Parsed;
}

function nodeOf(node: Node, source: Source): DataNode {
  const [start = 0, end = start] = node.range ?? [];
  const place = { start, end: start + source.text.slice(start, end).trimEnd().length };
  if (node.tag?.startsWith('!') && !node.tag.startsWith('!!')) {
    return { kind: 'unknown', reason: 'is worked out elsewhere', ...place };
  }
  if (isAlias(node)) {
    const named = resolvedNode(node, source.document);
    return isScalar(named) ? { ...nodeOf(named, source), ...place } : { kind: 'unknown', reason: anchored, ...place };
  }
  if (isMap(node)) return { kind: 'object', members: membersOf(node, source), ...place };
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => nodeOf(item as Node, source)), ...place };
  const value = isScalar(node) ? node.value : null;
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'value', value: isPlain ? value : null, ...place };
}

const anchored = 'is given by an anchor elsewhere in the file';

/** What is merged stands in front, as whatever is added goes behind the last member. */
function membersOf(map: YAMLMap, source: Source): readonly DataMember[] {
  const merge = map.items.find(({ key }) => isMergeKey(key));
  const own = map.items.flatMap((pair) => (isMergeKey(pair.key) ? [] : memberOf(pair as Pair, source)));
  if (!merge) return own;
  const [start = 0] = (merge.key as Node).range ?? [];
  const [, end = start] = (merge.value as Node | null)?.range ?? (merge.key as Node).range ?? [];
  const place = { start, end };
  const known = new Set(own.map(({ key }) => key));
  const [, ...others] = withMergedMaps(map, source.document);
  const merged = others.flatMap(({ items }) =>
    items.flatMap(({ key, value }): DataMember[] => {
      if (!isScalar(key) || isMergeKey(key) || known.has(String(key.value))) return [];
      known.add(String(key.value));
      const named = resolvedNode(value, source.document);
      const given: DataNode = isScalar(named)
        ? { ...nodeOf(named, source), ...place }
        : { kind: 'unknown', reason: anchored, ...place };
      return [{ key: String(key.value), ...place, value: given }];
    }),
  );
  return [...merged, ...own];
}

function memberOf({ key, value }: Pair, source: Source): readonly DataMember[] {
  if (!isScalar(key)) return [];
  const [start = 0, end = start] = key.range ?? [];
  const place = { start, end };
  const node: DataNode = value ? nodeOf(value as Node, source) : { kind: 'value', value: null, ...place };
  return [{ key: String(key.value), start, end: Math.max(end, node.end), value: node }];
}
