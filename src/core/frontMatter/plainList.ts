/**
 * A list in a block of YAML that the quick reader takes, with the places of its values: what nearly every page is asked and
 * edited by. Whatever is not written line by line is left to the full reader, which says the same of the rest.
 */
import { lineEnding, type TextEdit } from '../text/edits.ts';
import { lastTwo } from '../text/remembered.ts';
import { isYamlTooDeep } from '../text/yaml.ts';
import { newYamlList, type YamlValue } from '../text/yamlEdit.ts';
import { readPlainYaml } from './plain.ts';

/** A block that the quick reader takes, in its file. */
export interface PlainBlock {
  readonly file: string;
  readonly start: number;
  readonly source: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const known = lastTwo<Readonly<Record<string, unknown>> | undefined>();

/** What the quick reader takes of a block, which is asked for again and again while redirects into its page are planned. */
export function plainValues(source: string): Readonly<Record<string, unknown>> | undefined {
  return known(source, () => (isYamlTooDeep(source) ? undefined : readPlainYaml(source)));
}

/** `undefined` where the full reader has to be asked. */
export function openPlainBlock(file: string, start: number, end: number): PlainBlock | undefined {
  const source = file.slice(start, end);
  const values = plainValues(source);
  return values === undefined ? undefined : { file, start, source, values };
}

/** The values of the list under a top-level key; `undefined` where the full reader has to be asked. */
export function plainList({ source, start, values }: PlainBlock, key: string): readonly YamlValue[] | undefined {
  if (!Object.hasOwn(values, key)) return [];
  const list = values[key];
  let line = Array.isArray(list) ? lineBehindKey(source, key) : undefined;
  if (line === undefined) return undefined;
  const found: YamlValue[] = [];
  for (const value of list as readonly unknown[]) {
    const feed = source.indexOf('\n', line);
    const { at, text } = itemOn(source, line, feed);
    const written = text === undefined ? undefined : scalarOn(text);
    if (text === undefined || written === undefined || written !== value) return undefined;
    found.push({ value: written, start: start + at, end: start + at + text.length });
    line = feed + 1;
  }
  return found;
}

/** The edits that make the key with its list; `undefined` where it is there, or the full reader has to be asked. */
export function addPlainList(
  block: PlainBlock,
  key: string,
  added: readonly string[],
): readonly TextEdit[] | undefined {
  const { file, source, start, values } = block;
  // Comments and texts of several lines may go on behind what is the last value.
  if (Object.hasOwn(values, key) || /^ *#|[|>]-?[ \r]*$/m.test(source)) return undefined;
  const last = source.trimEnd();
  if (last.endsWith(':') || last.endsWith('-')) return undefined;
  const at = start + source.indexOf('\n', last.length) + 1;
  const end = lineEnding(file);
  return [{ start: at, end: at, text: newYamlList(key, added, end) + end }];
}

/** Where the line after a key begins that has nothing behind its colon. */
function lineBehindKey(source: string, key: string): number | undefined {
  const head = `${key}:`;
  const at = source.startsWith(head) ? 0 : source.indexOf(`\n${head}`) + 1;
  if (!source.startsWith(head, at)) return undefined;
  const feed = source.indexOf('\n', at);
  return source.slice(at + head.length, feed).trim() === '' ? feed + 1 : undefined;
}

/** What stands behind the dash of a line, and where; no text on any other line. */
function itemOn(source: string, line: number, feed: number): { readonly at: number; readonly text?: string } {
  const lead = /^ *- +/.exec(source.slice(line, feed))?.[0].length;
  if (lead === undefined) return { at: line };
  return { at: line + lead, text: source.slice(line + lead, feed).trimEnd() };
}

/** A scalar that stands on one line, without letters that are written by others. */
function scalarOn(text: string): string | undefined {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text;
  const inside = text.slice(1, -1);
  return text.length > 1 && text.endsWith(quote) && !inside.includes(quote) && !inside.includes('\\')
    ? inside
    : undefined;
}
