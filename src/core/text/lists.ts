/**
 * Items put into and taken out of a bracketed list (JSON, JavaScript, TOML, a YAML flow sequence) without
 * touching its neighbours: their commas, comments, indentation and line endings.
 */
import { lineEnding, type TextEdit } from './edits.ts';

/** A part of a text, by offsets; the end is behind its last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `start` is the offset of the opening bracket, `end` that after the closing one. */
export interface BracketList extends Span {
  readonly items: readonly Span[];
}

/** How lists are written in a file. */
export interface ListStyle {
  /** One step of indentation in this file. */
  readonly unit: string;
  /** An empty list is opened over several lines. */
  readonly tall: boolean;
  /** `//` and `#` start comments. */
  readonly lineComment: '//' | '#';
}

/**
 * Inserts items before the one at `index` (or at the end). `print` gets the indentation of the lines after its first.
 */
export function insertItems(
  text: string,
  list: BracketList,
  index: number,
  print: readonly ((indent: string) => string)[],
  style: ListStyle,
): readonly TextEdit[] {
  if (print.length === 0) return [];
  const end = lineEnding(text);
  const { items } = list;
  const before = items[index - 1];
  const after = items[index];
  if (!before && !after) return intoEmpty(text, list, print, style, end);

  const model = before ?? after;
  const indent = model ? indentOf(text, model.start) : undefined;
  if (model === undefined || indent === undefined) {
    const inner = lineIndent(text, list.start);
    const printed = print.map((item) => item(inner)).join(', ');
    if (before) return [{ start: before.end, end: before.end, text: `, ${printed}` }];
    const at = after?.start ?? list.end - 1;
    return [{ start: at, end: at, text: `${printed}, ` }];
  }

  const printed = print.map((item) => indent + item(indent));
  if (!before) {
    const at = lineTail(text, list.start + 1, style);
    return [{ start: at, end: at, text: printed.map((item) => `${end}${item},`).join('') }];
  }
  const comma = commaAfter(text, before.end, style);
  const tail = lineTail(text, comma === undefined ? before.end : comma + 1, style);
  const closing = after !== undefined || comma !== undefined ? ',' : '';
  const body = `${end}${printed.join(`,${end}`)}${closing}`;
  if (comma !== undefined) return [{ start: tail, end: tail, text: body }];
  if (tail === before.end) return [{ start: tail, end: tail, text: `,${body}` }];
  return [
    { start: before.end, end: before.end, text: ',' },
    { start: tail, end: tail, text: body },
  ];
}

/** Takes one item out, with the comma and the line that were its own. */
export function removeItem(text: string, list: BracketList, index: number, style: ListStyle): readonly TextEdit[] {
  const item = list.items[index];
  if (!item) return [];
  const next = list.items[index + 1];
  const before = list.items[index - 1];
  const comma = commaAfter(text, item.end, style);
  if (list.items.length === 1) {
    const rest = text.slice(list.start + 1, item.start) + text.slice((comma ?? item.end - 1) + 1, list.end - 1);
    if (rest.trim() === '') return [{ start: list.start + 1, end: list.end - 1, text: '' }];
  }
  const own = indentOf(text, item.start) !== undefined;
  const tail = lineTail(text, comma === undefined ? item.end : comma + 1, style);
  const alone = own && (text[tail] === '\n' || text[tail] === '\r');
  const edits: TextEdit[] = [];
  if (!next && before && comma === undefined) {
    // The item before becomes the last: a comma there would be a mistake where this one had none.
    const lone = commaAfter(text, before.end, style);
    if (lone !== undefined && alone) edits.push({ start: lone, end: lone + 1, text: '' });
    else if (lone !== undefined) return [{ start: before.end, end: item.end, text: '' }];
  }
  if (alone) {
    const from = text.lastIndexOf('\n', item.start - 1) + 1;
    const until = text.indexOf('\n', tail) + 1;
    return [...edits, { start: from, end: until, text: '' }];
  }
  if (next) return [...edits, { start: item.start, end: next.start, text: '' }];
  return [...edits, { start: item.start, end: comma === undefined ? item.end : comma + 1, text: '' }];
}

function intoEmpty(
  text: string,
  list: BracketList,
  print: readonly ((indent: string) => string)[],
  style: ListStyle,
  end: string,
): readonly TextEdit[] {
  const outer = lineIndent(text, list.start);
  const inside = text.slice(list.start + 1, list.end - 1);
  const blank = inside.trim() === '';
  if (blank && !style.tall) {
    const printed = print.map((item) => item(outer)).join(', ');
    return [{ start: list.start + 1, end: list.end - 1, text: printed }];
  }
  const indent = outer + style.unit;
  if (withoutComments(inside, style).trim() !== '') {
    // Something we do not count as an item stands there, such as a spread: ours come before it.
    const at = list.start + 1;
    const tall = inside.includes('\n');
    return [
      {
        start: at,
        end: at,
        text: print.map((item) => (tall ? `${end}${indent}${item(indent)},` : `${item(outer)}, `)).join(''),
      },
    ];
  }
  const printed = print.map((item) => `${end}${indent}${item(indent)}`).join(',');
  if (blank) return [{ start: list.start + 1, end: list.end - 1, text: `${printed}${end}${outer}` }];
  // Comments stand inside: they stay, and the items come after them.
  const at = list.start + 1 + inside.trimEnd().length;
  const rest = inside.slice(inside.trimEnd().length);
  return [{ start: at, end: at, text: rest.includes('\n') ? printed : `${printed}${end}${outer}` }];
}

/** The white space before an offset, when nothing else stands before it on its line. */
function indentOf(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*$/.test(before) && offset > 0 && text.lastIndexOf('\n', offset - 1) >= 0 ? before : undefined;
}

/** The indentation of the line an offset lies on. */
export function lineIndent(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\uFEFF?([ \t]*)/.exec(line)?.[1] ?? '';
}

/** The offset of the comma that follows, over white space and comments. */
function commaAfter(text: string, offset: number, style: ListStyle): number | undefined {
  for (let at = offset; at < text.length; ) {
    const char = text[at];
    if (char === ',') return at;
    if (char === undefined || !(/\s/.test(char) || startsComment(text, at, style))) return undefined;
    at = /\s/.test(char) ? at + 1 : commentEnd(text, at, style);
  }
  return undefined;
}

/** How comments are written. */
type CommentStyle = Pick<ListStyle, 'lineComment'>;

/** The end of the line when only comments stand between; else the offset itself. */
export function lineTail(text: string, offset: number, style: CommentStyle): number {
  let at = offset;
  for (;;) {
    const char = text[at];
    if (char === undefined || char === '\n') break;
    if (char === '\r' && text[at + 1] === '\n') break;
    if (char === ' ' || char === '\t') at++;
    else if (startsComment(text, at, style)) at = commentEnd(text, at, style);
    else return offset;
  }
  // White space at the end of a line is not ours to keep inside the line, nor to remove.
  return at;
}

function withoutComments(text: string, style: ListStyle): string {
  let rest = '';
  for (let at = 0; at < text.length; ) {
    if (startsComment(text, at, style)) at = commentEnd(text, at, style);
    else rest += text[at++] ?? '';
  }
  return rest;
}

function startsComment(text: string, at: number, style: CommentStyle): boolean {
  return text.startsWith(style.lineComment, at) || (style.lineComment === '//' && text.startsWith('/*', at));
}

function commentEnd(text: string, at: number, style: CommentStyle): number {
  if (style.lineComment === '//' && text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at);
    return close < 0 ? text.length : close + 2;
  }
  const feed = text.indexOf('\n', at);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' ? feed - 1 : feed;
}
