/** A list in the front matter of a content file, whatever the syntax of the block: read with offsets, and changed. */
import { applyEdits, lineEnding, type TextEdit } from './edits.ts';
import { addToJsonList, jsonList, openJson, removeFromJsonList } from './json.ts';
import { addToTomlList, openToml, removeFromTomlList, tomlList } from './tomlEdit.ts';
import { addToYamlList, openYaml, removeFromYamlList, type YamlValue, yamlList } from './yamlEdit.ts';

/** Where the block lies; `start` to `end` is what stands between its fences (for JSON, the object itself). */
interface Block {
  readonly syntax: 'yaml' | 'toml' | 'json';
  readonly start: number;
  readonly end: number;
}

/** The values under a key; empty when there are none, `undefined` when the block cannot be read. */
export function frontMatterList(text: string, key: string): readonly YamlValue[] | undefined {
  const block = blockOf(text);
  if (!block) return [];
  switch (block.syntax) {
    case 'yaml': {
      const yaml = openYaml(text, block.start, block.end);
      return yaml && yamlList(yaml, [key]);
    }
    case 'toml': {
      const toml = openToml(text, block.start, block.end);
      return toml && tomlList(toml, key);
    }
    case 'json': {
      const json = openJson(text, block.start, block.end);
      return json && jsonList(json, [key]);
    }
  }
}

/** The edits that add values to the list under a key; makes the key, or a YAML block, where missing. */
export function addToFrontMatter(
  text: string,
  key: string,
  values: readonly string[],
): readonly TextEdit[] | undefined {
  const present = frontMatterList(text, key);
  if (!present) return undefined;
  const missing = values.filter((value) => !present.some((entry) => entry.value === value));
  if (missing.length === 0) return [];
  const block = blockOf(text);
  if (!block) {
    const end = lineEnding(text);
    const at = text.startsWith('\uFEFF') ? 1 : 0;
    const made = addToYamlList({ ...blank, file: '' }, key, missing)?.[0]?.text.replaceAll('\n', end) ?? '';
    return [{ start: at, end: at, text: `---${end}${made}---${end}` }];
  }
  switch (block.syntax) {
    case 'yaml': {
      const yaml = openYaml(text, block.start, block.end);
      return yaml && addToYamlList(yaml, key, missing);
    }
    case 'toml': {
      const toml = openToml(text, block.start, block.end);
      return toml && addToTomlList(toml, key, missing);
    }
    case 'json': {
      const json = openJson(text, block.start, block.end);
      return json && addToJsonList(json, key, missing);
    }
  }
}

/**
 * The edits that take out the value standing at `start`. `onlyLists`: whoever reads the key takes no single text.
 * `noBlock`: whoever reads the file needs no front matter, so that a block goes with the last of its lines.
 */
export function removeFromFrontMatter(
  text: string,
  key: string,
  start: number,
  options: { readonly onlyLists?: boolean; readonly noBlock?: boolean } = {},
): readonly TextEdit[] {
  const block = blockOf(text);
  if (!block) return [];
  if (options.noBlock && block.syntax !== 'json') {
    const edits = removeFromFrontMatter(text, key, start, { ...options, noBlock: false });
    return wholeBlock(text, block, edits) ?? edits;
  }
  switch (block.syntax) {
    case 'yaml': {
      const yaml = openYaml(text, block.start, block.end);
      return yaml ? removeFromYamlList(yaml, key, start, options) : [];
    }
    case 'toml': {
      const toml = openToml(text, block.start, block.end);
      return toml ? removeFromTomlList(toml, key, start) : [];
    }
    case 'json': {
      const json = openJson(text, block.start, block.end);
      return json ? removeFromJsonList(json, key, start) : [];
    }
  }
}

/** The block with its fences, when nothing is left between them. */
function wholeBlock(text: string, { start, end }: Block, edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const inner = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  if (edits.length === 0 || applyEdits(text.slice(start, end), inner) !== '') return undefined;
  const feed = text.indexOf('\n', end);
  const at = text.startsWith('\uFEFF') ? 1 : 0;
  return [{ start: at, end: feed < 0 ? text.length : feed + 1, text: '' }];
}

const blank = openYaml('') ?? never();

function never(): never {
  throw new Error('an empty text is a YAML text');
}

function blockOf(text: string): Block | undefined {
  const at = text.startsWith('\uFEFF') ? 1 : 0;
  const fence = /^(---|\+\+\+)[ \t]*\r?\n/.exec(text.slice(at, at + 200));
  if (fence?.[1]) {
    const start = at + fence[0].length;
    const close = new RegExp(`^${fence[1] === '---' ? '---' : '\\+\\+\\+'}[ \\t]*\\r?$`, 'm').exec(text.slice(start));
    if (!close) return undefined;
    return { syntax: fence[1] === '---' ? 'yaml' : 'toml', start, end: start + close.index };
  }
  // A template language opens with a brace as well.
  if (!/^\{\s*"/.test(text.slice(at, at + 200))) return undefined;
  const json = openJson(text, at, text.length);
  return json && { syntax: 'json', start: json.root.offset, end: json.root.offset + json.root.length };
}
