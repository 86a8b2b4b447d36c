/** What stands at another place of a YAML text: an alias (`*x`) for its anchor (`&x`), and maps merged by `<<`. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';

/** So many maps are read: each is looked for in the whole text. */
const mostMaps = 20;

/** The node itself, or the one that an alias stands for. https://yaml.org/spec/1.2.2/#71-alias-nodes */
export function resolvedNode(node: unknown, document: Document.Parsed): Node | null | undefined {
  return (isAlias(node) ? node.resolve(document) : node) as Node | null | undefined;
}

/** Whether a key takes in the members of other maps. https://yaml.org/type/merge.html */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.source === '<<';
}

/** A map with those that are merged into it, the ones that count first in front. https://yaml.org/type/merge.html */
export function withMergedMaps(map: YAMLMap | undefined, document: Document.Parsed): readonly YAMLMap[] {
  const found = new Set<YAMLMap>();
  addMaps(map, document, found);
  return [...found];
}

function addMaps(map: YAMLMap | undefined, document: Document.Parsed, found: Set<YAMLMap>): void {
  if (map === undefined || found.has(map) || found.size === mostMaps) return;
  found.add(map);
  const merge = resolvedNode(map.items.find(({ key }) => isMergeKey(key))?.value, document);
  for (const node of (isSeq(merge) ? merge.items : [merge]).slice(0, mostMaps)) {
    const other = resolvedNode(node, document);
    if (isMap(other)) addMaps(other, document, found);
  }
}

/** The member of a name that a map has of its own, or else from a map that is merged into it. */
export function memberWithMerged(map: YAMLMap, name: string, document: Document.Parsed): Pair | undefined {
  for (const { items } of withMergedMaps(map, document)) {
    // Of a key that stands there twice the last one counts, as for the parsers of Ruby and Python.
    const own = items.findLast(({ key }) => isScalar(key) && String(key.value) === name);
    if (own) return own;
  }
  return undefined;
}
