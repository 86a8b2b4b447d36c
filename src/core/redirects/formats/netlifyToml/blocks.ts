/** The tables `[[redirects]]` of a netlify.toml, and the inline ones of `redirects = [{…}]`, with their places. */
import { type AST, getStaticTOMLValue } from 'toml-eslint-parser';
import type { BracketList } from '../../../text/lists.ts';
import { openToml } from '../../../text/tomlEdit.ts';

/** A `[[redirects]]` block, as offsets of the text. */
export interface RedirectBlock {
  readonly start: number;
  /** Behind its last sub-table. */
  readonly end: number;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where the value of a field stands. */
  readonly places: ReadonlyMap<string, readonly [number, number]>;
}

/** What stands under the name and is no redirect: a table alone, or a value in a list. */
export function strayOf(text: string): number | undefined {
  const toml = openToml(text.replace(/^\uFEFF/, ' '));
  for (const node of toml?.table.body ?? []) {
    if (node.type === 'TOMLTable') {
      const [name, part] = node.resolvedKey;
      if (name === 'redirects' && typeof part !== 'number') return node.range[0];
    } else if (keyName(node) === 'redirects') {
      const { value } = node;
      const stray = value.type === 'TOMLArray' ? value.elements.find(({ type }) => type !== 'TOMLInlineTable') : value;
      if (stray) return stray.range[0];
    }
  }
  return undefined;
}

/** `undefined` when the text is not TOML. */
export function blocksOf(text: string): readonly RedirectBlock[] | undefined {
  const toml = openToml(text.replace(/^\uFEFF/, ' '));
  if (!toml) return undefined;
  const blocks: {
    start: number;
    end: number;
    fields: Record<string, unknown>;
    places: Map<string, readonly [number, number]>;
  }[] = [];
  let isOwn = false;
  for (const node of toml.table.body) {
    const follows = isOwn;
    isOwn = node.type === 'TOMLTable' && node.resolvedKey[0] === 'redirects';
    if (node.type === 'TOMLKeyValue') {
      if (keyName(node) === 'redirects' && node.value.type === 'TOMLArray') {
        for (const item of node.value.elements) {
          if (item.type !== 'TOMLInlineTable') continue;
          blocks.push({ start: item.range[0], end: item.range[1], ...fieldsOf(item.body) });
        }
      }
      continue;
    }
    const [name, , part] = node.resolvedKey;
    const last = blocks.at(-1);
    if (name !== 'redirects') continue;
    if (node.kind === 'array' && node.resolvedKey.length === 2) {
      blocks.push({ start: node.range[0], end: node.range[1], ...fieldsOf(node.body) });
    } else if (last && typeof part === 'string') {
      // Another table may stand between a redirect and what belongs to it.
      if (follows) last.end = node.range[1];
      last.fields[part] = node.kind === 'array' ? [] : fieldsOf(node.body).fields;
    }
  }
  return blocks;
}

/** The brackets of `redirects = [{…}]`. */
export function inlineList(text: string): BracketList | undefined {
  const toml = openToml(text.replace(/^\uFEFF/, ' '));
  for (const node of toml?.table.body ?? []) {
    if (node.type !== 'TOMLKeyValue' || keyName(node) !== 'redirects' || node.value.type !== 'TOMLArray') continue;
    const [start, end] = node.value.range;
    return { start, end, items: node.value.elements.map(({ range }) => ({ start: range[0], end: range[1] })) };
  }
  return undefined;
}

function keyName(node: AST.TOMLKeyValue): string | undefined {
  const [key] = node.key.keys;
  return node.key.keys.length > 1 ? undefined : key?.type === 'TOMLBare' ? key.name : key?.value;
}

function fieldsOf(body: readonly AST.TOMLKeyValue[]) {
  const fields: Record<string, unknown> = {};
  const places = new Map<string, readonly [number, number]>();
  for (const node of body) {
    const [first] = node.key.keys;
    const name = first?.type === 'TOMLBare' ? first.name : first?.value;
    if (name === undefined) continue;
    fields[name] = node.key.keys.length > 1 ? {} : getStaticTOMLValue(node.value);
    places.set(name, node.value.range);
  }
  return { fields, places };
}
