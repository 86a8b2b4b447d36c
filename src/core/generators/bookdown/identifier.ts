/**
 * What pandoc calls a heading where the author gives it no name.
 *
 * - Markup, notes, raw HTML and TeX are gone, and so is all but letters, digits, `_`, `-`, `.` and blanks. Blanks become
 *   one hyphen, letters lower case; everything up to the first letter goes. `section` where nothing is left.
 * - Quotes, dashes of two or three hyphens and three dots become signs first, and are gone with the others.
 *
 * https://pandoc.org/MANUAL.html#extension-auto_identifiers
 */
import { ownMember } from '../../data/ownMember.ts';

/** The name of a heading with this plain text. */
export function identifierOf(text: string): string {
  const kept = text.toLowerCase().replace(/[^\p{L}\p{N}\s_.-]/gu, '');
  const words = kept.split(/\s+/).filter((word) => word !== '');
  return words.join('-').replace(/^\P{L}+/u, '') || 'section';
}

/** A reader of one kind of markup: what it stands for and where it ends; `undefined` where there is none of it. */
type Inline = (text: string, at: number, isReference: IsReference) => Reading | undefined;

/** Whether the document says where such a label leads; otherwise its brackets are no link. */
export type IsReference = (label: string) => boolean;

interface Reading {
  /** `undefined` where it is not known. */
  readonly text: string | undefined;
  readonly end: number;
}

/** The text of a heading as a reader sees it; `undefined` where only running code tells, or it has an entity not told here. */
export function shownText(markdown: string, isReference: IsReference): string | undefined {
  if (markdown.length > longest) return undefined;
  let plain = '';
  for (let at = 0; at < markdown.length; ) {
    const read = readers[markdown[at] ?? '']?.(markdown, at, isReference);
    if (read !== undefined && read.text === undefined) return undefined;
    plain += read === undefined ? markdown[at] : read.text;
    at = read === undefined ? at + 1 : read.end;
  }
  return plain;
}

/** A heading is one line, and no longer where anybody reads it. */
const longest = 1000;

/** Where the bracket that opens at `at` is closed; escaped ones and those in code count for nothing. */
function closingBracket(text: string, at: number): number | undefined {
  const close = { '[': ']', '(': ')', '{': '}' }[text[at] ?? ''];
  let depth = 0;
  for (let place = at; place < text.length; place++) {
    if (text[place] === '\\') place += 1;
    else if (text[place] === '`' && text[at] === '[') place = (readCode(text, place)?.end ?? place + 1) - 1;
    else if (text[place] === text[at]) depth += 1;
    else if (text[place] === close && --depth === 0) return place;
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readCode(text: string, at: number): Reading | undefined {
  const marks = matchAt(/`+/y, text, at)?.[0] ?? '';
  const start = at + marks.length;
  let end = start;
  for (;;) {
    const next = matchAt(/`+/g, text, end);
    if (next === null) return { text: marks, end: start };
    end = next.index + next[0].length;
    if (next[0] === marks) break;
  }
  const code = text.slice(start, end - marks.length);
  if (/^(?:r[ #]|\{\w+[^}]*\}\s)/.test(code)) return { text: undefined, end };
  const attributes = matchAt(/\{[^{}]*\}/y, text, end)?.[0] ?? '';
  const isRaw = /^\{=\w+\}$/.test(attributes);
  return { text: isRaw ? '' : code.trim(), end: end + attributes.length };
}

/** An escaped sign, a formula, or TeX with its arguments. */
function readBackslash(text: string, at: number): Reading | undefined {
  const next = text[at + 1] ?? '';
  if (next === '(' || next === '[') {
    const end = text.indexOf(next === '(' ? '\\)' : '\\]', at + 2);
    if (end >= 0) return { text: text.slice(at + 2, end), end: end + 2 };
  }
  if (next === ' ') return { text: ' ', end: at + 2 };
  if (/[^\p{L}\p{N}\s]/u.test(next)) return { text: next, end: at + 2 };
  const name = matchAt(/\\[a-zA-Z]+\*?/y, text, at)?.[0];
  if (name === undefined) return undefined;
  let end = at + name.length;
  while (text[end] === '{' || text[end] === '[') {
    const close = closingBracket(text, end);
    if (close === undefined) break;
    end = close + 1;
  }
  return { text: '', end };
}

/** `$x$`: no blank inside at its ends, and no digit behind it. */
function readMath(text: string, at: number): Reading | undefined {
  const marks = text[at + 1] === '$' ? '$$' : '$';
  const start = at + marks.length;
  if (/^\s?$/.test(text[start] ?? '')) return undefined;
  for (let end = text.indexOf(marks, start + 1); end >= 0; end = text.indexOf(marks, end + 1)) {
    const isEscaped = text[end - 1] === '\\' || /\s/.test(text[end - 1] ?? '');
    if (!isEscaped && !/\d/.test(text[end + marks.length] ?? ''))
      return { text: text.slice(start, end), end: end + marks.length };
  }
  return undefined;
}

/** A link in angle brackets, a tag or a comment. */
function readAngle(text: string, at: number): Reading | undefined {
  const found = matchAt(/<(?:((?:[a-z][a-z\d+.-]*:|[^\s<>@]+@)[^\s<>]*)|!--.*?--|\/?[a-z][^<>]*)>/iy, text, at);
  return found === null ? undefined : { text: found[1] ?? '', end: at + found[0].length };
}

/** Text in brackets: a link, a note, or text with attributes. */
function readBracket(text: string, at: number, isReference: IsReference): Reading | undefined {
  const close = closingBracket(text, at);
  if (close === undefined) return undefined;
  const inside = text.slice(at + 1, close);
  if (/^\^\S+$/.test(inside)) return { text: '', end: close + 1 };
  const next = text[close + 1] ?? '';
  const end = next === '(' || next === '{' || next === '[' ? closingBracket(text, close + 1) : undefined;
  const label = end === undefined ? '' : text.slice(close + 2, end);
  const isLink = end !== undefined && (next !== '[' || isReference(label === '' ? inside : label));
  return { text: shownText(inside, isReference), end: isLink ? end + 1 : close + 1 };
}

const readers: Readonly<Record<string, Inline>> = {
  '`': readCode,
  '\\': readBackslash,
  $: readMath,
  '<': readAngle,
  '[': readBracket,
  '!': (text, at, isReference) => (text[at + 1] === '[' ? readBracket(text, at + 1, isReference) : undefined),
  '^': (text, at) => {
    const close = text[at + 1] === '[' ? closingBracket(text, at + 1) : undefined;
    return close === undefined ? undefined : { text: '', end: close + 1 };
  },
  '&': readEntity,
  _: readUnderscores,
  '-': (text, at) => {
    const count = matchAt(/-+/y, text, at)?.[0].length ?? 1;
    return count === 1 ? undefined : { text: '', end: at + Math.min(count, 3) };
  },
  '.': (text, at) => (text.startsWith('...', at) ? { text: '', end: at + 3 } : undefined),
};

const blank = '\u00a0';
const entities: Readonly<Record<string, string>> = { nbsp: blank, ensp: blank, emsp: blank, thinsp: blank, szlig: 'ß' };

const accents: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  cedil: '\u0327',
  ring: '\u030a',
};

/** Signs are gone in any case; which letter another name stands for is not told here. */
const signs =
  /^(?:amp|lt|gt|quot|apos|copy|reg|trade|hellip|[nm]dash|[lr][sd]?quo|[lr]a?rr|[lr]aquo|times|middot|bull|deg|plusmn|para|sect|shy|zwn?j|le|ge|ne|euro|pound|yen|cent)$/;

function readEntity(text: string, at: number): Reading | undefined {
  const found = matchAt(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,31}));/iy, text, at);
  if (found === null) return undefined;
  const [whole, decimal, hex, name = ''] = found;
  const end = at + whole.length;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  if (code <= 0x10ffff) return { text: String.fromCodePoint(code), end };
  const [, letter, accent = ''] = /^([a-z])(acute|grave|circ|uml|tilde|cedil|ring)$/i.exec(name) ?? [];
  if (letter !== undefined) return { text: `${letter}${accents[accent]}`.normalize('NFC'), end };
  return { text: ownMember(entities, name) ?? (signs.test(name) ? '' : undefined), end };
}

/** Of emphasis they are gone; within a word they are a part of it. */
function readUnderscores(text: string, at: number, isReference: IsReference): Reading | undefined {
  const marks = matchAt(/_+/y, text, at)?.[0] ?? '_';
  const start = at + marks.length;
  const isWord = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
  if (isWord(text[at - 1]) || /^\s?$/.test(text[start] ?? '')) return { text: marks, end: start };
  for (let end = text.indexOf(marks, start + 1); end >= 0; end = text.indexOf(marks, end + 1)) {
    const after = text[end + marks.length];
    if (/\s/.test(text[end - 1] ?? '') || after === '_' || isWord(after)) continue;
    return { text: shownText(text.slice(start, end), isReference), end: end + marks.length };
  }
  return { text: marks, end: start };
}
