/** A list in the front matter of a content file, whatever the syntax of the block: read with offsets, and changed. */
import { applyEdits, lineEnding, type TextEdit } from '../text/edits.ts';
import { addToJsonList, type JsonText, jsonList, openJson, removeFromJsonList } from '../text/json.ts';
import { addToTomlList, openToml, removeFromTomlList, type TomlText, tomlList } from '../text/tomlEdit.ts';
import {
  addToYamlList,
  openYaml,
  removeFromYamlList,
  type YamlText,
  type YamlValue,
  yamlList,
} from '../text/yamlEdit.ts';
import { findBlock } from './block.ts';
import { addToOrgList, orgList, removeFromOrgList } from './orgKeywords.ts';
import { addPlainList, openPlainBlock, type PlainBlock, plainList } from './plainList.ts';

/** Where the block lies, and what stands between its fences (for JSON in braces, the object itself). */
interface Span {
  readonly start: number;
  readonly end: number;
  /** The first letter of the fence that opens it. */
  readonly fence: number;
}

type Block = Span &
  (
    | { readonly syntax: 'yaml'; readonly plain?: PlainBlock | undefined; readonly yaml: () => YamlText }
    | { readonly syntax: 'toml'; readonly toml: TomlText }
    | { readonly syntax: 'json' | 'bare-json'; readonly json: JsonText }
    | { readonly syntax: 'org' }
  );

/** There is a block, and it cannot be edited: why, as the end of a sentence about the file. */
interface Closed {
  readonly syntax: 'closed';
  readonly reason: string;
}

/** The values under a key; empty when there are none, `undefined` when the block cannot be read. */
export function frontMatterList(text: string, key: string, file: string): readonly YamlValue[] | undefined {
  const block = blockOf(text, file);
  switch (block?.syntax) {
    case undefined:
      return [];
    case 'closed':
      return text.slice(0, findBlock(text, file)?.end).includes(key) ? undefined : [];
    case 'yaml':
      return (block.plain && plainList(block.plain, key)) ?? yamlList(block.yaml(), key);
    case 'toml':
      return tomlList(block.toml, key);
    case 'json':
    case 'bare-json':
      return jsonList(block.json, [key]);
    case 'org':
      return orgList(text, block.start, block.end, key);
    default:
      return block satisfies never;
  }
}

/** The edits that add values to the list under a key; makes the key, or a YAML block, where missing. */
export function addToFrontMatter(
  text: string,
  key: string,
  values: readonly string[],
  file: string,
): readonly TextEdit[] | { readonly refused: string } {
  const block = blockOf(text, file);
  if (block?.syntax === 'closed') return { refused: `The front matter of ${file} cannot be extended: ${block.reason}` };
  const present = frontMatterList(text, key, file) ?? [];
  const missing = values.filter((value) => !present.some((entry) => entry.value === value));
  if (missing.length === 0) return [];
  if (!block) return newBlock(text, key, missing);
  const edits = addToBlock(text, block, key, missing);
  if (edits === undefined) {
    return {
      refused: `The front matter of ${file} cannot be extended: ${key} is no list of its own, or does not parse.`,
    };
  }
  return edits;
}

function newBlock(text: string, key: string, values: readonly string[]): readonly TextEdit[] {
  const end = lineEnding(text);
  const at = text.startsWith('\uFEFF') ? 1 : 0;
  const blank = openYaml('') ?? never();
  const made = addToYamlList(blank, key, values)?.[0]?.text.replaceAll('\n', end) ?? '';
  return [{ start: at, end: at, text: `---${end}${made}---${end}` }];
}

function addToBlock(
  text: string,
  block: Block,
  key: string,
  values: readonly string[],
): readonly TextEdit[] | undefined {
  switch (block.syntax) {
    case 'yaml':
      return (block.plain && addPlainList(block.plain, key, values)) ?? addToYamlList(block.yaml(), key, values);
    case 'toml':
      return addToTomlList(block.toml, key, values);
    case 'json':
    case 'bare-json':
      return addToJsonList(block.json, key, values);
    case 'org':
      return addToOrgList(text, block.start, block.end, key, values);
    default:
      return block satisfies never;
  }
}

/** What whoever reads the file can do without. */
export interface RemovalOptions {
  /** Whoever reads the key takes no single text. */
  readonly onlyLists?: boolean;
  /** Whoever reads the file needs no front matter, so that a block goes with the last of its lines. */
  readonly noBlock?: boolean;
}

/** The edits that take out the value standing at `start`. */
export function removeFromFrontMatter(
  text: string,
  key: string,
  start: number,
  file: string,
  options: RemovalOptions = {},
): readonly TextEdit[] {
  const block = blockOf(text, file);
  if (!block || block.syntax === 'closed') return [];
  const edits = removeFromBlock(text, block, key, start, options);
  const takesBlock = options.noBlock && block.syntax !== 'json';
  return (takesBlock ? wholeBlock(text, block, edits) : undefined) ?? edits;
}

function removeFromBlock(
  text: string,
  block: Block,
  key: string,
  start: number,
  options: RemovalOptions,
): readonly TextEdit[] {
  switch (block.syntax) {
    case 'yaml':
      return removeFromYamlList(block.yaml(), key, start, options);
    case 'toml':
      return removeFromTomlList(block.toml, key, start);
    case 'json':
      return removeFromJsonList(block.json, key, start);
    case 'bare-json':
      return removeFromJsonList(block.json, key, start).map((edit) => withinFences(edit, block));
    case 'org':
      return removeFromOrgList(text, block.start, block.end, start);
    default:
      return block satisfies never;
  }
}

/** The line of a fence stands for a brace: its own line feed stays with it. */
function withinFences(edit: TextEdit, { start, end }: Span): TextEdit {
  return { ...edit, start: Math.max(edit.start, start), end: Math.min(edit.end, end) };
}

/** The block with its fences, when nothing is left between them. */
function wholeBlock(text: string, block: Block, edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const { start, end, fence } = block;
  const inner = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  if (edits.length === 0 || applyEdits(text.slice(start, end), inner) !== '') return undefined;
  if (block.syntax === 'org') return undefined;
  const feed = text.indexOf('\n', end);
  return [{ start: fence, end: feed < 0 ? text.length : feed + 1, text: '' }];
}

function never(): never {
  throw new Error('an empty text and what the quick reader takes are YAML texts');
}

/** `undefined` when the file has no block, so that one may be put at its head. */
function blockOf(text: string, file: string): Block | Closed | undefined {
  const found = findBlock(text, file);
  if (found === undefined) return unclear(text, file);
  const { language, start, end } = found;
  const line = `line ${text.slice(0, start).split('\n').length}`;
  if (found.open) return closed('its closing fence is missing. Add it and try again.');
  const span = { start, end, fence: fenceOf(text, language, start) };
  const broken = `it does not parse (from ${line}). Correct it and try again.`;
  switch (language) {
    case 'yaml':
    case 'yml': {
      const plain = openPlainBlock(text, start, end);
      const open = () => openYaml(text, start, end);
      if (plain) return { ...span, syntax: 'yaml', plain, yaml: () => open() ?? never() };
      const yaml = open();
      return yaml ? { ...span, syntax: 'yaml', yaml: () => yaml } : closed(broken);
    }
    case 'toml': {
      const toml = openToml(text, start, end);
      return toml ? { ...span, syntax: 'toml', toml } : closed(broken);
    }
    case 'json': {
      const json = openJson(text, start, end);
      return isWhole(json) ? { ...span, syntax: 'json', json } : closed(broken);
    }
    case 'bare-json': {
      const json = openBraceless(text, span);
      return isWhole(json) ? { ...span, syntax: 'bare-json', json } : closed(broken);
    }
    case 'org':
      return { ...span, syntax: 'org' };
    default:
      return closed(
        `it is written in ${language} (from ${line}), which is not edited. Add the address there yourself.`,
      );
  }
}

function closed(reason: string): Closed {
  return { syntax: 'closed', reason };
}

function isWhole(json: JsonText | undefined): json is JsonText {
  return json !== undefined && json.root.type === 'object' && json.errors.length === 0;
}

/** The members of an object without its braces, which stand in place of the last letter of one fence and the first of the other. */
function openBraceless(text: string, { start, end }: Span): JsonText | undefined {
  const open = text.lastIndexOf(';', start - 1);
  const file = `${text.slice(0, open)}{${text.slice(open + 1, end)}}${text.slice(end + 1)}`;
  return openJson(file, open, end + 1);
}

function fenceOf(text: string, language: string, start: number): number {
  if (language === 'org' || text[start] === '{') return start;
  return Math.max(text.lastIndexOf('\n', start - 2) + 1, text.startsWith('\uFEFF') ? 1 : 0);
}

/** A head that is no block, and would be taken for one, or stop to be one, with another in front of it. */
function unclear(text: string, file: string): Closed | undefined {
  if (file.endsWith('.astro')) return closed('what stands between its fences is a script.');
  const head = text.replace(/^\uFEFF?\s*/, '').slice(0, 200);
  if (/^\{\s*"/.test(head)) return closed('its braces are not closed. Close them and try again.');
  const [, named] = /^(?:---|\+\+\+|;;;)[ \t]*([^\s+;-].*)/.exec(head) ?? [];
  return named === undefined ? undefined : closed(`"${named.trim()}" behind its first fence names no language.`);
}
