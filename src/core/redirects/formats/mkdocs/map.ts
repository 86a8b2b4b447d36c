/** The map of mkdocs-redirects where it stands among the plugins of `mkdocs.yml`, and what is added to it. */
import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { lineEnding, type TextEdit } from '../../../text/edits.ts';
import { lineIndent } from '../../../text/lists.ts';
import { resolvedNode, withMergedMaps } from '../../../text/yaml/anchors.ts';
import { nodeAt, pairOf, written, type YamlText } from '../../../text/yamlEdit.ts';
import { insertedAmong, lineEndAt } from '../../writing/yamlMap.ts';

/** The map of the plugin, where it is written: at its anchor, where it is called by that. */
function mapOf(yaml: YamlText): YAMLMap | undefined {
  return mapAt(mapPair(yaml)?.value, yaml);
}

function mapAt(node: unknown, { document }: YamlText): YAMLMap | undefined {
  const found = resolvedNode(node, document);
  return isMap(found) ? found : undefined;
}

/** The map with those that are merged into it, the ones that count first in front. */
export function mapsOf(yaml: YamlText): readonly YAMLMap[] {
  return withMergedMaps(mapOf(yaml), yaml.document);
}

/** Where the map stands when it is not written here, such as behind `!include`. */
export function hiddenMap(yaml: YamlText): number | undefined {
  const value = mapPair(yaml)?.value as Node | null | undefined;
  const isEmpty = !value || (isScalar(value) && value.value === null);
  return isEmpty || mapAt(value, yaml) !== undefined || !value.range ? undefined : yaml.offset + value.range[0];
}

function mapPair(yaml: YamlText): Pair | undefined {
  const options = pluginOf(yaml)?.value;
  return isMap(options) ? pairOf(options, 'redirect_maps') : undefined;
}

/** Whether the configuration names the plugin, with or without a map. */
export function namesPlugin(yaml: YamlText): boolean {
  const plugins = nodeAt(yaml, ['plugins']);
  const isBare = isSeq(plugins) && plugins.items.some((item) => isScalar(item) && item.value === 'redirects');
  return isBare || pluginOf(yaml) !== undefined;
}

function pluginOf(yaml: YamlText): Pair | undefined {
  const plugins = nodeAt(yaml, ['plugins']);
  if (isMap(plugins)) return pairOf(plugins, 'redirects');
  if (!isSeq(plugins)) return undefined;
  for (const item of plugins.items) {
    const found = isMap(item) ? pairOf(item, 'redirects') : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `undefined`: the plugins are written in a way that is not extended safely. */
export function insertEntries(
  yaml: YamlText,
  entries: readonly (readonly [string, string])[],
): readonly TextEdit[] | undefined {
  const { file: text } = yaml;
  const end = lineEnding(text);
  const map = mapOf(yaml);
  const placed = map && insertedAmong(yaml, map, entries);
  if (placed) return placed;
  if (map) return undefined;
  const print = (indent: string) =>
    entries.map(([from, to]) => `${end}${indent}${written(from, undefined)}: ${written(to, undefined)}`).join('');
  const bareMap = emptyMap(yaml);
  if (bareMap !== undefined) {
    const at = lineEndAt(text, bareMap);
    return [{ start: at, end: at, text: print(`${lineIndent(text, bareMap)}  `) }];
  }
  return insertPlugin(yaml, print);
}

/** Where the plugin has no map yet. `print` gives the entries, each on a line of its own with this indent. */
function insertPlugin(yaml: YamlText, print: (indent: string) => string): readonly TextEdit[] | undefined {
  const { file: text } = yaml;
  const end = lineEnding(text);
  const plugins = nodeAt(yaml, ['plugins']);
  const named = emptyPlugin(yaml);
  if (named !== undefined) {
    const at = lineEndAt(text, named);
    const indent = isMap(plugins) ? `${lineIndent(text, named)}  ` : `${lineIndent(text, named)}    `;
    return [{ start: at, end: at, text: `${end}${indent}redirect_maps:${print(`${indent}  `)}` }];
  }
  if (isMap(plugins)) return plugins.flow || pluginOf(yaml) ? undefined : besideOthers(plugins, yaml, print);
  if (isSeq(plugins)) return plugins.flow || pluginOf(yaml) ? undefined : intoList(plugins, yaml, print);
  if (plugins) return undefined;
  // Naming any plugin switches off the search that is there without.
  const block = `plugins:${end}  - search${end}  - redirects:${end}      redirect_maps:${print('        ')}`;
  const ends = text === '' || text.endsWith('\n');
  return [{ start: text.length, end: text.length, text: ends ? block + end : end + block }];
}

/** Behind the last plugin of a list, or at the plugin that it names alone. */
function intoList(
  plugins: YAMLSeq,
  { file: text, offset }: YamlText,
  print: (indent: string) => string,
): readonly TextEdit[] | undefined {
  const end = lineEnding(text);
  const bare = plugins.items.find((item) => isScalar(item) && item.value === 'redirects') as Node | undefined;
  const final = plugins.items.at(-1) as Node | undefined;
  const model = bare ?? final;
  if (!model?.range) return undefined;
  const dash = text.lastIndexOf('-', offset + model.range[0]);
  const indent = lineIndent(text, dash);
  const at = bare ? offset + (bare.range?.[1] ?? 0) : lineEndAt(text, offset + endOf(model));
  const head = bare ? ':' : `${end}${indent}- redirects:`;
  return [{ start: at, end: at, text: `${head}${end}${indent}    redirect_maps:${print(`${indent}      `)}` }];
}

/** Behind the last plugin of a map. */
function besideOthers(
  plugins: YAMLMap,
  { file: text, offset }: YamlText,
  print: (indent: string) => string,
): readonly TextEdit[] | undefined {
  const end = lineEnding(text);
  const key = plugins.items[0]?.key as Node | undefined;
  if (!key?.range) return undefined;
  const indent = lineIndent(text, offset + key.range[0]);
  const at = lineEndAt(text, offset + endOf(plugins));
  const head = `${end}${indent}redirects:${end}${indent}  redirect_maps:`;
  return [{ start: at, end: at, text: `${head}${print(`${indent}    `)}` }];
}

/** Where `redirect_maps:` ends when nothing follows it, as the last entry leaves it. */
function emptyMap(yaml: YamlText): number | undefined {
  const pair = mapPair(yaml);
  const [key, value] = [pair?.key as Node | undefined, pair?.value as Node | null | undefined];
  const isEmpty = !value || (isScalar(value) && value.value === null && !value.source);
  return key?.range && isEmpty ? yaml.offset + key.range[1] : undefined;
}

/** Where `redirects:` ends when the plugin is named and given nothing. */
function emptyPlugin(yaml: YamlText): number | undefined {
  const pair = pluginOf(yaml);
  const [key, value] = [pair?.key as Node | undefined, pair?.value as Node | null | undefined];
  const isEmpty = !value || (isScalar(value) && value.value === null && !value.source);
  return key?.range && isEmpty ? yaml.offset + key.range[1] : undefined;
}

/** The end of a node without the blank lines and comments behind it. */
function endOf(node: Node): number {
  if (isMap(node)) {
    const last = node.items.at(-1);
    const inner = (last?.value ?? last?.key) as Node | undefined;
    return inner ? endOf(inner) : (node.range?.[1] ?? 0);
  }
  if (isSeq(node)) {
    const last = node.items.at(-1) as Node | undefined;
    return last ? endOf(last) : (node.range?.[1] ?? 0);
  }
  return node.range?.[1] ?? 0;
}
