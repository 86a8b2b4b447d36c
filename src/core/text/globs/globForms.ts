/**
 * The forms of a glob that need no program of their own, written with the others:
 *
 *   {1..3} {01..10..3} {a..c}   a list: {1,2,3}
 *   {docs,**}/a                 braces with `**`, which is a whole segment there too: docs/a and **\/a
 *   !(a|b).md                   everything the star would match, without what @(a|b).md matches
 */
import { closing } from './globProgram.ts';

/** A glob as globs without ranges and negations. */
export interface GlobForms {
  /** A path matches when it matches one of these … */
  readonly wanted: readonly string[];
  /** … and none of these. */
  readonly unwanted: readonly string[];
}

/** Larger ranges and products are nobody's folders. */
const mostItems = 1000;
const mostForms = 100;

/** `undefined` for what has too many forms, or a negation within another group, which no program in linear time follows. */
export function globForms(pattern: string): GlobForms | undefined {
  const listed = withoutRanges(pattern);
  const negations = spansOf(listed, '!(', ')');
  if (negations === undefined) return undefined;
  const without = (kept: number | undefined) =>
    rewritten(listed, negations, (text, i) => (i === kept ? `@${text.slice(1)}` : '*'));
  const wanted = withoutStarBraces([without(undefined)]);
  const unwanted = withoutStarBraces(negations.map((_, i) => without(i)));
  return wanted && unwanted && { wanted, unwanted };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The groups that open so; `undefined` where one stands inside of a group of another kind. */
function spansOf(pattern: string, opening: string, close: string): readonly Span[] | undefined {
  const spans: Span[] = [];
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '\\') i++;
    else if (pattern.startsWith(opening, i)) {
      const end = closing(pattern, i + opening.length - 1, opening.slice(-1), close);
      if (end < 0) continue;
      if (depth > 0 || pattern.slice(i + 1, end).includes(opening)) return undefined;
      spans.push({ start: i, end: end + 1 });
      i = end;
    } else if ('({'.includes(char)) depth++;
    else if (')}'.includes(char)) depth--;
  }
  return spans;
}

function rewritten(pattern: string, spans: readonly Span[], replace: (text: string, index: number) => string): string {
  let at = 0;
  let text = '';
  for (const [index, { start, end }] of spans.entries()) {
    text += pattern.slice(at, start) + replace(pattern.slice(start, end), index);
    at = end;
  }
  return text + pattern.slice(at);
}

/** Every brace that holds `**` written out. */
function withoutStarBraces(patterns: readonly string[]): readonly string[] | undefined {
  const done: string[] = [];
  const open = [...patterns].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const brace = starBrace(next);
    if (brace === undefined) done.push(next);
    else {
      const [before, inner, after] = [next.slice(0, brace.start), next.slice(brace.start + 1, brace.end - 1), next];
      const parts = alternativesOf(inner).map((part) => before + part + after.slice(brace.end));
      for (const part of parts.reverse()) open.push(part);
    }
    if (done.length + open.length > mostForms) return undefined;
  }
  return done;
}

function starBrace(pattern: string): Span | undefined {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === '{') {
      const end = closing(pattern, i, '{', '}');
      if (end < 0) return undefined;
      const inner = pattern.slice(i + 1, end);
      if (inner.includes('**') && alternativesOf(inner).length > 1) return { start: i, end: end + 1 };
    }
  }
  return undefined;
}

/** What stands between the commas that are in no group of their own. */
export function alternativesOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\') i++;
    else if ('{(['.includes(char)) depth++;
    else if ('})]'.includes(char)) depth--;
    else if (char === ',' && depth <= 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Ranges as lists; https://github.com/micromatch/braces#sequences */
function withoutRanges(pattern: string): string {
  let left = mostItems;
  return pattern.replace(
    /(\\?)\{(?:(-?\d{1,9})\.\.(-?\d{1,9})|([a-zA-Z])\.\.([a-zA-Z]))(?:\.\.(-?\d{1,9}))?\}/g,
    (whole, backslash: string, from?: string, to?: string, first?: string, last?: string, by = '1') => {
      if (backslash !== '') return whole;
      const step = Math.max(1, Math.abs(Number(by)));
      const letters = first !== undefined && last !== undefined;
      const [start, end] = letters ? [first.charCodeAt(0), last.charCodeAt(0)] : [Number(from), Number(to)];
      const size = Math.floor(Math.abs(end - start) / step) + 1;
      left -= size;
      if (left < 0) return whole;
      const width = isPadded(from) || isPadded(to) ? Math.max(from?.length ?? 0, to?.length ?? 0) : 0;
      const values = Array.from({ length: size }, (_, i) => start + (end < start ? -i : i) * step);
      const items = values.map((value) => (letters ? String.fromCharCode(value) : padded(value, width)));
      return items.length === 1 ? (items[0] ?? '') : `{${items.join(',')}}`;
    },
  );
}

function isPadded(text: string | undefined): boolean {
  return /^-?0\d/.test(text ?? '');
}

function padded(value: number, width: number): string {
  return value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
}
