/** What holds a list or a map of rules in its file. */
import type { DataNode, DataObject } from '../../data/data.ts';

/** Everything that holds a node, the outermost first, and the place of what holds it therein. */
export function ancestors(
  node: DataNode,
  within: DataNode,
): readonly (Pick<DataNode, 'start' | 'end'> & {
  readonly items: readonly Pick<DataNode, 'start' | 'end'>[];
  readonly index: number;
})[] {
  const items = within.kind === 'list' ? within.items : within.kind === 'object' ? within.members : [];
  const index = items.findIndex(({ start, end }) => start <= node.start && node.end <= end);
  const item = items[index];
  if (item === undefined) return [];
  const inner = 'value' in item && 'key' in item ? (item.value as DataNode) : (item as DataNode);
  return [{ start: within.start, end: within.end, items, index }, ...(inner === node ? [] : ancestors(node, inner))];
}

/** The innermost member that holds a node. */
export function ownerOf(
  node: DataNode,
  within: DataNode,
): { readonly object: DataObject; readonly index: number } | undefined {
  if (within.kind === 'list') return within.items.map((item) => ownerOf(node, item)).find((found) => found);
  if (within.kind !== 'object') return undefined;
  const index = within.members.findIndex(({ start, end }) => start <= node.start && node.end <= end);
  const member = within.members[index];
  return member && (ownerOf(node, member.value) ?? { object: within, index });
}
