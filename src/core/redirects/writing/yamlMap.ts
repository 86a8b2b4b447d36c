/** What formats share that are a map `redirects` in a file in YAML, with an entry a line: at its top, or below other maps. */
import { isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import { lineEnding, type TextEdit } from '../../text/edits.ts';
import { lineIndent } from '../../text/lists.ts';
import { removeLines } from '../../text/redirectLines.ts';
import { resolvedNode } from '../../text/yaml/anchors.ts';
import { nodeAt, openYaml, pairOf, withoutMember, written, type YamlText } from '../../text/yamlEdit.ts';
import type { RedirectRule } from '../format.ts';

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
  const behind = behindLast(yaml, entries);
  if (behind) return [behind];
  if (headOf(yaml) !== undefined) return undefined;
  const lines = entries.map(([from, to]) => `  ${written(from, undefined)}: ${written(to, undefined)}`);
  const block = ['redirects:', ...lines].join(end);
  const isOpen = text === '' || text.endsWith('\n') || text === '\uFEFF';
  return [{ start: text.length, end: text.length, text: isOpen ? block + end : end + block }];
}

/** Entries on lines of their own behind the last one of the map; `undefined` where it is not written so. */
export function behindLast(
  yaml: YamlText,
  entries: readonly (readonly [string, string])[],
  above: readonly string[] = [],
): TextEdit | undefined {
  const { file: text, offset } = yaml;
  const end = lineEnding(text);
  const map = redirectsMap(yaml, above);
  const last = map?.items.at(-1);
  const [key, value] = [last?.key as Node | undefined, last?.value as Node | undefined];
  if (!last || map?.flow || !key?.range || !value?.range || !isScalar(key) || !isScalar(value)) return undefined;
  const indent = lineIndent(text, offset + key.range[0]);
  const feed = text.indexOf('\n', offset + value.range[1] - 1);
  const at = feed < 0 ? text.length : text[feed - 1] === '\r' ? feed - 1 : feed;
  const lines = entries.map(([from, to]) => `${end}${indent}${written(from, key.type)}: ${written(to, value.type)}`);
  return { start: at, end: at, text: lines.join('') };
}
