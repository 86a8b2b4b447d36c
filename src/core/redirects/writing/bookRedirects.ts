/**
 * The map of sphinx-reredirects in `_config.yml` of a Jupyter Book: `redirects` below `sphinx`, `config`, and the extension
 * in `extra_extensions` below `sphinx`. https://jupyterbook.org/v1/sphinx/index.html#manual-sphinx-configuration
 */
import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { lineEnding, type TextEdit } from '../../text/edits.ts';
import { lineIndent } from '../../text/lists.ts';
import { nodeAt, written, type YamlText } from '../../text/yamlEdit.ts';
import { insertedAmong, openYamlFile, redirectsMap, yamlValueAt } from './yamlMap.ts';

/** Where the map stands. */
export const aboveBookMap = ['sphinx', 'config'] as const;

/** Another target in the entry whose key begins there. */
export function retargetedInBook(text: string, start: number, target: string): TextEdit | undefined {
  const yaml = openYamlFile(text);
  const value = yaml && yamlValueAt(yaml, start, aboveBookMap);
  if (!yaml || !value?.range) return undefined;
  const [from, to] = value.range;
  const type = isScalar(value) ? value.type : undefined;
  return { start: yaml.offset + from, end: yaml.offset + to, text: written(target, type) };
}

/** `undefined`: the configuration is written in a way that is not extended safely. */
export function insertedInBook(
  text: string,
  entries: readonly (readonly [string, string])[],
  extension: string | undefined,
): readonly TextEdit[] | undefined {
  const yaml = openYamlFile(text);
  if (!yaml) return undefined;
  const sphinx = nodeAt(yaml, ['sphinx']);
  const named = extension === undefined ? [] : ['extra_extensions:', `  - ${extension}`];
  const listed = entries.map(([from, to]) => `  ${written(from, undefined)}: ${written(to, undefined)}`);
  const map = ['redirects:', ...listed];
  if (sphinx === undefined) return [atEnd(text, ['sphinx:', ...indented([...named, 'config:', ...indented(map)])])];
  if (!isBlock(sphinx)) return undefined;
  const list = extension === undefined ? undefined : nodeAt(yaml, ['sphinx', 'extra_extensions']);
  const ofList = list && extension !== undefined ? behindItem(yaml, list, extension) : undefined;
  if (list !== undefined && ofList === undefined) return undefined;
  const own = list === undefined ? named : [];
  const config = nodeAt(yaml, aboveBookMap);
  const found = ofList === undefined ? [] : [ofList];
  if (config === undefined) return [...found, behindMap(yaml, sphinx, [...own, 'config:', ...indented(map)])];
  const entry = inConfig(yaml, config, entries, map);
  if (entry === undefined) return undefined;
  return own.length === 0 ? [...found, ...entry] : together(entry, behindMap(yaml, sphinx, own));
}

function inConfig(
  yaml: YamlText,
  config: Node,
  entries: readonly (readonly [string, string])[],
  map: readonly string[],
): readonly TextEdit[] | undefined {
  if (!isBlock(config)) return undefined;
  const hasMap = nodeAt(yaml, [...aboveBookMap, 'redirects']) !== undefined;
  return hasMap ? insertedAmong(yaml, redirectsMap(yaml, aboveBookMap), entries) : [behindMap(yaml, config, map)];
}

/** Where the inner map is the last of the outer one, both come to stand at one place. */
function together(inner: readonly TextEdit[], outer: TextEdit): readonly TextEdit[] {
  const [same, ...others] = [...inner].sort(
    (a, b) => Number(b.start === outer.start) - Number(a.start === outer.start),
  );
  return same?.start === outer.start ? [...others, { ...same, text: same.text + outer.text }] : [...inner, outer];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function atEnd(text: string, lines: readonly string[]): TextEdit {
  const end = lineEnding(text);
  const isOpen = text === '' || text.endsWith('\n') || text === '\uFEFF';
  const block = lines.join(end);
  return { start: text.length, end: text.length, text: isOpen ? block + end : end + block };
}

function isBlock(node: unknown): node is YAMLMap {
  return isMap(node) && node.flow !== true && node.items.length > 0;
}

/** Lines behind all that a map holds, as far in as its keys. */
function behindMap({ file: text, offset }: YamlText, map: YAMLMap, lines: readonly string[]): TextEdit {
  const [first] = map.items;
  const key = first?.key as Node | undefined;
  const indent = lineIndent(text, offset + (key?.range?.[0] ?? 0));
  const at = endOfLine(text, offset + (map.range?.[1] ?? 0));
  return { start: at, end: at, text: lines.map((line) => lineEnding(text) + indent + line).join('') };
}

/** An item of its own line behind the last one. */
function behindItem({ file: text, offset }: YamlText, list: Node, item: string): TextEdit | undefined {
  const last = isSeq(list) && list.flow !== true ? (list.items.at(-1) as Node | undefined) : undefined;
  if (!last?.range) return undefined;
  const start = text.lastIndexOf('\n', offset + last.range[0] - 1) + 1;
  const before = text.slice(start, offset + last.range[0]);
  if (!/^[ \t]*-[ \t]+["']?$/.test(before)) return undefined;
  const at = endOfLine(text, offset + last.range[1]);
  return { start: at, end: at, text: lineEnding(text) + before.replace(/["']$/, '') + item };
}

/** The end of the last line before this place that says something. */
function endOfLine(text: string, place: number): number {
  const said = text.slice(0, place).trimEnd().length;
  const feed = text.indexOf('\n', said);
  return feed < 0 ? text.length : text[feed - 1] === '\r' ? feed - 1 : feed;
}
