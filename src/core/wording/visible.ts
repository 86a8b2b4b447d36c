/** What strangers wrote, made fit to be seen: the base of every place that text is shown in. */
import { encodeUriPart } from '../paths.ts';

/** Most text of a site is this, and is what it looks like. */
const plain = /^[ -~]*$/;

/**
 * What moves a cursor, ends a line, turns the direction of text, or is not seen: controls, format characters, line and
 * paragraph separators, halves of characters, and all that Unicode lets a font ignore. A variation selector after a
 * pictograph is part of how that is drawn.
 */
const hidden =
  /(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line, with each hidden character as its escape: U+202E is `\u202e`, a line feed `\n`. What is visible
 * already stays as it is, so that cleaning twice does no harm.
 */
export function visible(text: string): string {
  return plain.test(text)
    ? text
    : text.replace(hidden, (character) => shortEscapes[character] ?? unicodeEscape(character));
}

/** As `visible`, in the escapes that JSON knows; for text that is JSON already. */
export function visibleJson(json: string): string {
  if (plain.test(json)) return json;
  return json.replace(hidden, (character) => character.split('').map(unicodeEscape).join(''));
}

/** As `visible`, in the escapes of an address. */
export function visibleAddress(address: string): string {
  return address.replace(hidden, encodeUriPart);
}

function unicodeEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** At most so many characters: of a longer text the beginning and, after an ellipsis, the end, which says what to do. */
export function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor(most / 3);
  const head = text.slice(0, most - end - 3).replace(/[\ud800-\udbff]$/, '');
  return `${head} … ${text.slice(-end).replace(/^[\udc00-\udfff]/, '')}`;
}
