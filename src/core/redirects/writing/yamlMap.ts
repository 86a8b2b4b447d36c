/** What formats share that are a map `redirects` in a file in YAML, with an entry a line: at its top, or below other maps. */
import { isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import { lineEnding, type TextEdit } from '../../text/edits.ts';
import { lineIndent } from '../../text/lists.ts';
import { removeLines } from '../../text/redirectLines.ts';
import { resolvedNode } from '../../text/yaml/anchors.ts';
import { nodeAt, openYaml, pairOf, withoutMember, written, type YamlText } from '../../text/yamlEdit.ts';
import type { RedirectRule } from '../format.ts';
import { customOf, hasDividers } from './customaryPlace.ts';

/** `undefined` where the text is no YAML. */
export function openYamlFile(text: string): YamlText | undefined {
  return openYaml(text, text.startsWith('\uFEFF') ? 1 : 0);
}

/** The map, where it is written: at its anchor, where it is called by that. `above`: the maps it stands in. */
export function redirectsMap(yaml: YamlText, above: readonly string[] = []): YAMLMap | undefined {
  const map = resolvedNode(nodeAt(yaml, [...above, 'redirects']), yaml.document);
  return isMap(map) ? map : undefined;
}

/** Where the name of the map stands. */
function headOf(yaml: YamlText, above: readonly string[] = []): number | undefined {
  const owner = above.length === 0 ? yaml.document.contents : nodeAt(yaml, above);
  const key = isMap(owner) ? (pairOf(owner, 'redirects')?.key as Node | undefined) : undefined;
  return key?.range ? yaml.offset + key.range[0] : undefined;
}

/** The value of the entry whose key begins there. */
export function yamlValueAt(yaml: YamlText, start: number, above: readonly string[] = []): Node | undefined {
  const pair = redirectsMap(yaml, above)?.items.find(
    ({ key }) => yaml.offset + ((key as Node).range?.[0] ?? -1) === start,
  );
  return pair?.value as Node | undefined;
}

/** Takes an entry out, and the name of the map with its last one. */
export function withoutYamlEntry(rule: RedirectRule, text: string): readonly TextEdit[] {
  return withoutEntryBelow([], rule, text);
}

/** The same of a map that stands in others. */
export function withoutEntryBelow(above: readonly string[], rule: RedirectRule, text: string): readonly TextEdit[] {
  const yaml = openYamlFile(text);
  const map = yaml && redirectsMap(yaml, above);
  const pair = map?.items.find(({ key }) => yaml && yaml.offset + ((key as Node).range?.[0] ?? -1) === rule.start);
  if (!yaml || !map || !pair) return [removeLines(text, rule.start, rule.end)];
  if (map.flow) return withoutMember(yaml, map, pair);
  const isHere = map === nodeAt(yaml, [...above, 'redirects']);
  const head = isHere && map.items.length === 1 ? headOf(yaml, above) : undefined;
  return [removeLines(text, head ?? rule.start, rule.end)];
}

/** `undefined`: the map is written in a way that is not extended safely. */
export function insertedInYaml(
  yaml: YamlText,
  entries: readonly (readonly [string, string])[],
): readonly TextEdit[] | undefined {
  const { file: text } = yaml;
  const end = lineEnding(text);
  const placed = insertedAmong(yaml, redirectsMap(yaml), entries);
  if (placed) return placed;
  if (headOf(yaml) !== undefined) return undefined;
  const lines = entries.map(([from, to]) => `  ${written(from, undefined)}: ${written(to, undefined)}`);
  const block = ['redirects:', ...lines].join(end);
  const isOpen = text === '' || text.endsWith('\n') || text === '\uFEFF';
  return [{ start: text.length, end: text.length, text: isOpen ? block + end : end + block }];
}

/** Lines among the entries of a map, where people would put them; `undefined` where it is not written in lines. */
export function insertedAmong(
  { file: text, offset }: YamlText,
  map: YAMLMap | undefined,
  entries: readonly (readonly [string, string])[],
): readonly TextEdit[] | undefined {
  const end = lineEnding(text);
  const last = map?.items.at(-1);
  const [key, value] = [last?.key as Node | undefined, last?.value as Node | undefined];
  if (!map || map.flow || !key?.range || !value?.range || !isScalar(key) || !isScalar(value)) return undefined;
  const indent = lineIndent(text, offset + key.range[0]);
  const keys = map.items.map((pair) => (isScalar(pair.key) ? String(pair.key.value) : ''));
  const first = map.items[0]?.key as Node | undefined;
  const isDivided = hasDividers(text.slice(offset + (first?.range?.[0] ?? 0), offset + value.range[1]));
  const custom = customOf(keys, isDivided);
  const inserts = new Map<number, string>();
  for (const [from, to] of custom.sorted(entries, ([from]) => from)) {
    const index = custom.indexOf(from) ?? keys.length;
    const line = `${indent}${written(from, key.type)}: ${written(to, value.type)}`;
    const above = map.items[index - 1]?.value as Node | undefined;
    // In front of the first one stands the name of the map.
    if (index > 0 && !above?.range) return undefined;
    const at = above?.range
      ? lineEndAt(text, offset + above.range[1])
      : lineStart(text, offset + (first?.range?.[0] ?? 0));
    inserts.set(at, (inserts.get(at) ?? '') + (index > 0 ? end + line : line + end));
  }
  return [...inserts].map(([at, lines]) => ({ start: at, end: at, text: lines }));
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line in which something ends, without what ends the line. */
export function lineEndAt(text: string, offset: number): number {
  const feed = text.indexOf('\n', Math.max(0, offset - 1));
  return feed < 0 ? text.length : text[feed - 1] === '\r' ? feed - 1 : feed;
}
