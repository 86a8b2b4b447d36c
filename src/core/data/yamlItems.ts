/** Items and members that YAML tells by their indentation, put in and taken out in whole lines. */
import { lineEnding, type TextEdit } from '../text/edits.ts';
import type { Span } from '../text/lists.ts';
import { unitOf } from '../text/records.ts';
import { removeLines } from '../text/redirectLines.ts';

/** Prints an item or member whose lines after the first begin with the indentation. */
export type BlockPrinter = (indent: string) => string;

/** Whether a list or map is told by its indentation; in brackets or braces it is written as in JSON. */
export function isBlock(text: string, { start }: Span): boolean {
  return text[start] !== '[' && text[start] !== '{';
}

/** The blanks that bring a line below what stands at the offset. */
export function columnOf(text: string, offset: number): string {
  return ' '.repeat(offset - lineStart(text, offset));
}

/** Puts items before the one at `index`, or behind the last. `undefined`: the items do not begin lines of their own. */
export function insertBlockItems(
  text: string,
  items: readonly Span[],
  index: number,
  print: readonly BlockPrinter[],
): readonly TextEdit[] | undefined {
  const before = items[index - 1];
  const model = before ?? items[index];
  const lead = model && text.slice(lineStart(text, model.start), model.start);
  if (model === undefined || lead === undefined || !/^[ \t]*-[ \t]+$/.test(lead)) return undefined;
  const end = lineEnding(text);
  const lines = print.map((item) => lead + item(' '.repeat(lead.length)));
  if (before) return [insertion(lineEnd(text, before.end), lines.map((line) => end + line).join(''))];
  return [insertion(aboveComments(text, model.start), lines.map((line) => line + end).join(''))];
}

/** Takes an item out, with its dash. `undefined`: other things stand on its lines. */
export function removeBlockItem(text: string, item: Span): readonly TextEdit[] | undefined {
  let at = item.start;
  let lead = text.slice(lineStart(text, at), at);
  while (/^[ \t]*(?:#.*)?\r?$/.test(lead) && lineStart(text, at) > 1) {
    at = lineStart(text, at) - 1;
    lead = text.slice(lineStart(text, at), at);
  }
  return /^[ \t]*-[ \t]*(?:#.*)?\r?$/.test(lead) ? [removeLines(text, at, item.end)] : undefined;
}

/** Puts a member behind the last of a map. */
export function insertBlockMember(text: string, members: readonly Span[], print: BlockPrinter): readonly TextEdit[] {
  const [first] = members;
  const last = members.at(-1);
  if (!first || !last) return [];
  const indent = columnOf(text, first.start);
  return [insertion(lineEnd(text, last.end), lineEnding(text) + indent + print(indent))];
}

/** A member that holds a list of items, the dashes where those of the file's other lists stand. */
export function printBlockList(name: string, items: readonly BlockPrinter[], text: string): BlockPrinter {
  return (indent) => `${name}:${printItems(items, text, indent)}`;
}

/** Gives items to a member whose value is none: nothing at all, `null`, or a pair of brackets. */
export function fillBlockMember(
  text: string,
  member: Span,
  value: Span,
  items: readonly BlockPrinter[],
): readonly TextEdit[] {
  const colon = colonEnd(text, member);
  const end = Math.max(colon, value.end);
  const none = end > colon && value.end > value.start ? [{ start: colon, end, text: '' }] : [];
  return [...none, insertion(lineEnd(text, end), printItems(items, text, columnOf(text, member.start)))];
}

/** Takes the only item out of the list of a member, which stays, as a list of nothing. */
export function emptyBlockMember(text: string, member: Span, item: Span): readonly TextEdit[] | undefined {
  const removed = removeBlockItem(text, item);
  return removed && [insertion(colonEnd(text, member), ' []'), ...removed];
}

function printItems(items: readonly BlockPrinter[], text: string, indent: string): string {
  const lead = `${indent}${dashIndent(text)}- `;
  return items.map((item) => lineEnding(text) + lead + item(' '.repeat(lead.length))).join('');
}

/** How far the dashes of a list stand behind its key. */
function dashIndent(text: string): string {
  const lists = [...text.matchAll(/^\uFEFF?( *)(?:- )*[\w"'-]+:[ \t]*(?:#.*)?\r?\n( *)- /gm)];
  const isLevel = ([, key = '', dash = '']: RegExpExecArray) => key.length === dash.length;
  return lists.length > 0 && lists.every(isLevel) ? '' : unitOf(text);
}

function colonEnd(text: string, { start }: Span): number {
  // Quotes quote at the start of a key alone, so that no text can be read in two ways.
  const key = /^(?:"(?:[^"\\]|\\.)*"[ \t]*|'(?:[^']|'')*'[ \t]*|[^"':\n](?:[^:\n]|:(?=\S))*):/.exec(text.slice(start));
  return start + (key?.[0].length ?? 0);
}

function aboveComments(text: string, offset: number): number {
  let at = lineStart(text, offset);
  while (at > 1 && /^[ \t]*#/.test(text.slice(lineStart(text, at - 1), at))) at = lineStart(text, at - 1);
  return at;
}

function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** Before the line ending. */
function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' ? feed - 1 : feed;
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
