/**
 * Whether a regular expression up to some sign can end at one place only, whatever the text: `/docs/`,
 * `(?:/(en|de))?/old/`, `/[^/]+/docs/`. It does where it stands for few texts, none of which another one begins with.
 */
import { append } from './longLists.ts';

/** Any text within a segment, up to the next slash. */
const segment = '\0';

/** More texts than this are not compared. */
const mostTexts = 400;

interface Parsed {
  readonly texts: readonly string[];
  /** Offset behind what was read. */
  readonly end: number;
  /** Groups that the expression opens and does not close. */
  readonly open: number;
}

/** How many groups stay open at its end; `undefined` where that end may be at several places. */
export function groupsOpenAtOnePlace(expression: string): number | undefined {
  const parsed = alternatives(expression, 0, false);
  if (parsed === undefined || parsed.end < expression.length) return undefined;
  const texts = [...new Set(parsed.texts.map((text) => text.toLowerCase()))].sort();
  const isFixed = texts.every((text, i) => i === 0 || endAlike(texts[i - 1] ?? '', text));
  return isFixed && (texts.length === 1 || !texts.some(hasSegment) || texts.every(endsAtSlash(texts[0] ?? '')))
    ? parsed.open
    : undefined;
}

/** Of two neighbours in order, the first is not how the second begins. */
function endAlike(first: string, second: string): boolean {
  return !second.startsWith(first) || hasSegment(first);
}

function hasSegment(text: string): boolean {
  return text.includes(segment);
}

/** Texts with a free segment end alike only at a slash of the same number. */
function endsAtSlash(first: string): (text: string) => boolean {
  const slashes = first.split('/').length;
  return (text) => text.endsWith('/') && text.split('/').length === slashes;
}

/** What stands between two parentheses, or up to the end of the expression. */
function alternatives(source: string, start: number, inGroup: boolean): Parsed | undefined {
  const found: string[] = [];
  for (let at = start; ; ) {
    const one = sequence(source, at);
    if (one === undefined) return undefined;
    append(found, one.texts);
    const sign = source[one.end];
    if (sign === '|') {
      at = one.end + 1;
      continue;
    }
    // A group that is left open may have no other way in.
    if (sign === undefined && (one.open > 0 || inGroup) && found.length > one.texts.length) return undefined;
    return found.length > mostTexts ? undefined : { texts: found, end: one.end, open: one.open };
  }
}

function sequence(source: string, start: number): Parsed | undefined {
  let texts: readonly string[] = [''];
  for (let at = start; ; ) {
    const sign = source[at];
    if (sign === undefined || sign === '|' || sign === ')') return { texts, end: at, open: 0 };
    const piece = sign === '(' ? group(source, at) : literalOrSegment(source, at);
    if (piece === undefined) return undefined;
    const isOptional = source[piece.end] === '?' && piece.open === 0;
    const ways = isOptional ? [...piece.texts, ''] : piece.texts;
    texts = texts.flatMap((text) => ways.map((way) => text + way));
    if (texts.length > mostTexts) return undefined;
    at = piece.end + (isOptional ? 1 : 0);
    if (/[*+?{]/.test(source[at] ?? '')) return undefined;
    if (piece.open > 0) return { texts, end: at, open: piece.open };
  }
}

function group(source: string, start: number): Parsed | undefined {
  const opening = /^\((?:\?(?::|P?<\w+>))?/.exec(source.slice(start))?.[0] ?? '(';
  if (source[start + opening.length] === '?') return undefined;
  const inner = alternatives(source, start + opening.length, true);
  if (inner === undefined) return undefined;
  if (source[inner.end] === ')') return inner.open > 0 ? undefined : { ...inner, end: inner.end + 1 };
  return { ...inner, open: inner.open + 1 };
}

function literalOrSegment(source: string, start: number): Parsed | undefined {
  const rest = source.slice(start);
  // Up to a slash that is not part of it.
  const free = /^(?:\[\^(?:\\.|[^\]\\[])*\](?:\+\??))(?=\)*\\?\/)/.exec(rest)?.[0];
  if (free !== undefined && /^\[\^[^\]]*\//.test(free)) return { texts: [segment], end: start + free.length, open: 0 };
  const escaped = /^\\[^\w]/.exec(rest)?.[0];
  if (escaped !== undefined) return { texts: [escaped.slice(1)], end: start + 2, open: 0 };
  return /^[^[\].^$\\*+?{}]/.test(rest) ? { texts: [rest.slice(0, 1)], end: start + 1, open: 0 } : undefined;
}
