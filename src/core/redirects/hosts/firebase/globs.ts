/**
 * Globs of Firebase Hosting, as minimatch 6 compares them: `*` within a segment, `**` over segments, `@(a|b)` and its kin,
 * `[a-z]`, `{a,b}`. Each becomes an expression of the linear-time engine, which cannot look ahead.
 * https://github.com/isaacs/minimatch/tree/v6.2.3#features
 */
import { append } from '../../../text/longLists.ts';
import { literal } from '../../host.ts';

/** What stands between two slashes, piece by piece. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'star' }
  /** One character: `?` or a set, as an expression. */
  | { readonly kind: 'one'; readonly regex: string; readonly first: string }
  | { readonly kind: 'list'; readonly sign: string; readonly choices: readonly Pieces[] };

type Pieces = readonly Piece[];

/** The expression for the whole path; `undefined` where it would have to look ahead, or the notation is not read here. */
export function globRegex(glob: string): string | undefined {
  const bodies = expanded(glob)?.map(pathBody);
  if (bodies === undefined || bodies.includes(undefined)) return undefined;
  return bodies.length === 1 ? `^${bodies.join('')}$` : `^(?:${bodies.join('|')})$`;
}

/** `{a,b}`, `{,/**}` and `{1..3}` written out, one in the other as well; braces without a choice stand for themselves. */
function expanded(glob: string, most = 200): readonly string[] | undefined {
  const found = outerBraces(glob);
  if (!found) return [glob];
  const { head, inside, tail } = found;
  const parts = topParts(inside) ?? sequence(inside);
  const wholes = parts === undefined ? [`${head}\\{${inside}\\}${tail}`] : parts.map((part) => `${head}${part}${tail}`);
  const all: string[] = [];
  for (const whole of wholes) {
    const inner = expanded(whole, most);
    if (inner === undefined || all.length + inner.length > most) return undefined;
    append(all, inner);
  }
  return [...new Set(all)];
}

function outerBraces(glob: string): { head: string; inside: string; tail: string } | undefined {
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of glob.matchAll(/\\.|[{}]/gs)) {
    if (sign === '{' && depth++ === 0) start = index;
    if (sign !== '}' || depth === 0 || --depth > 0) continue;
    return { head: glob.slice(0, start), inside: glob.slice(start + 1, index), tail: glob.slice(index + 1) };
  }
  return undefined;
}

/** Between the commas that stand in no inner braces; `undefined` where there is none. */
function topParts(inside: string): readonly string[] | undefined {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of inside.matchAll(/\\.|[{},]/gs)) {
    if (sign === '{') depth++;
    else if (sign === '}') depth--;
    else if (sign === ',' && depth === 0) {
      parts.push(inside.slice(start, index));
      start = index + 1;
    }
  }
  return parts.length === 0 ? undefined : [...parts, inside.slice(start)];
}

function sequence(inside: string): readonly string[] | undefined {
  const [, from, to] = /^([1-9]\d{0,3}|0)\.\.([1-9]\d{0,3}|0)$/.exec(inside) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const step = Number(from) <= Number(to) ? 1 : -1;
  const length = Math.min(Math.abs(Number(to) - Number(from)), 300) + 1;
  return Array.from({ length }, (_, i) => String(Number(from) + i * step));
}

function pathBody(glob: string): string | undefined {
  const parts = glob.split(/\/+/).filter((part, i, all) => !(part === '**' && all[i - 1] === '**'));
  let body = '';
  for (const [i, part] of parts.entries()) {
    // The folders of a `**` bring their slashes along.
    if (i > 0 && parts[i - 1] !== '**') body += '/+';
    const segment = part === '**' ? folders(i === parts.length - 1) : segmentRegex(part);
    if (segment === undefined) return undefined;
    body += segment;
  }
  return parts.at(-1) === '' || parts.at(-1) === '**' ? body : `${body}/*`;
}

function folders(isLast: boolean): string {
  return isLast ? '(?:[^/.][^/]*(?:/+[^/.][^/]*)*/*)?' : '(?:[^/.][^/]*/+)*';
}

function segmentRegex(segment: string): string | undefined {
  const pieces = piecesOf(segment);
  if (pieces === undefined) return undefined;
  return pieces[0] === undefined || pieces[0].kind === 'text' ? written(pieces) : writtenFirst(pieces);
}

/** The pieces of a segment, or of one choice of a list in it. */
function piecesOf(segment: string): Pieces | undefined {
  const pieces: Piece[] = [];
  for (let at = 0; at < segment.length; ) {
    const rest = segment.slice(at);
    const length = /^[@?*+!]\(/.test(rest) ? closing(rest) : undefined;
    if (/^[@?*+!]\(/.test(rest)) {
      const choices = length === undefined ? undefined : choicesOf(rest.slice(2, length)).map(piecesOf);
      if (length === undefined || choices === undefined || choices.includes(undefined)) return undefined;
      pieces.push({ kind: 'list', sign: rest[0] ?? '', choices: choices as readonly Pieces[] });
      at += length + 1;
      continue;
    }
    const [piece, width] = onePiece(rest);
    pieces.push(piece);
    at += width;
  }
  return pieces;
}

function onePiece(rest: string): readonly [Piece, number] {
  const stars = /^\*+(?!\()/.exec(rest)?.[0].length;
  if (stars !== undefined) return [{ kind: 'star' }, stars];
  if (rest.startsWith('?')) return [{ kind: 'one', regex: '[^/]', first: '[^/.]' }, 1];
  const set = /^\[([!^]?)((?:\\.|[^\]\\])+)\]/s.exec(rest);
  if (set) {
    const inside = (set[2] ?? '').replace(/[[^&]/g, '\\$&');
    const isNot = set[1] !== '';
    // A set may name the dot, and then it begins no segment all the same.
    const first = isNot ? `[^${inside}/.]` : `[${inside.replaceAll('.', '') || '\\x00'}]`;
    return [{ kind: 'one', regex: isNot ? `[^${inside}/]` : `[${inside}]`, first }, set[0].length];
  }
  if (rest.startsWith('\\') && rest.length > 1) return [{ kind: 'text', text: rest[1] ?? '' }, 2];
  return [{ kind: 'text', text: rest[0] ?? '' }, 1];
}

/** Where the parenthesis behind a sign is closed. */
function closing(rest: string): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of rest.matchAll(/\\.|[()]/gs)) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return index;
  }
  return undefined;
}

function choicesOf(inside: string): readonly string[] {
  const choices: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of inside.matchAll(/\\.|[()|]/gs)) {
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (sign === '|' && depth === 0) {
      choices.push(inside.slice(start, index));
      start = index + 1;
    }
  }
  return [...choices, inside.slice(start)];
}

const repeats: Readonly<Record<string, string>> = { '@': '', '?': '?', '*': '*', '+': '+' };

function written(pieces: Pieces): string | undefined {
  let regex = '';
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === 'text') regex += literal(piece.text);
    else if (piece.kind === 'star') regex += '[^/]*';
    else if (piece.kind === 'one') regex += piece.regex;
    else if (piece.sign === '!') {
      const rest = notAmong(piece.choices, pieces.slice(i + 1), false);
      return rest === undefined ? undefined : regex + rest;
    } else {
      const choices = piece.choices.map(written);
      if (choices.includes(undefined)) return undefined;
      regex += `(?:${choices.join('|')})${repeats[piece.sign] ?? ''}`;
    }
  }
  return regex;
}

/** A segment that begins with a sign: it is not empty, and no sign stands for a dot in front. */
function writtenFirst(pieces: Pieces): string | undefined {
  const [head, ...rest] = pieces;
  if (head === undefined) return '[^\\s\\S]';
  if (head.kind === 'text') return written(pieces);
  if (head.kind === 'one') return joined(head.first, written(rest));
  if (head.kind === 'star') {
    // A dot that is written behind the star is none in front.
    const bare = rest[0]?.kind === 'text' && rest[0].text === '.' ? '[^\\s\\S]' : writtenFirst(rest);
    return choice([joined('[^/.][^/]*', written(rest)), bare]);
  }
  if (head.sign === '!') return notAmong(head.choices, rest, true);
  const again: Pieces = head.sign === '*' || head.sign === '+' ? [{ ...head, sign: '*' }, ...rest] : rest;
  // A choice of nothing repeats nothing.
  const ways = head.choices.map((pieces) => (pieces.length === 0 ? undefined : writtenFirst([...pieces, ...again])));
  const isRepeated = head.choices.some((pieces) => pieces.length === 0);
  if (isRepeated && head.sign !== '@') return undefined;
  const found = isRepeated ? ways.filter((_, i) => (head.choices[i] ?? []).length > 0) : ways;
  const without = head.sign === '?' || head.sign === '*' || isRepeated ? [writtenFirst(rest)] : [];
  return choice([...found, ...without]);
}

function joined(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

function choice(ways: readonly (string | undefined)[]): string | undefined {
  return ways.includes(undefined) ? undefined : `(?:${ways.join('|')})`;
}

/** The letters of texts that are not wanted, and where such a text ends. */
interface Unwanted {
  readonly next: Map<string, Unwanted>;
  ends: 'here' | 'anyhow' | undefined;
}

/** Every text that is none of the choices, with what follows it; `undefined` where that is no question of letters alone. */
function notAmong(choices: readonly Pieces[], rest: Pieces, isFirst: boolean): string | undefined {
  const isOpen = rest.some(({ kind }) => kind !== 'text');
  // With anything behind them, `!(a)*` is what does not begin with `a`.
  const isAnything = rest.length === 1 && rest[0]?.kind === 'star';
  if (isOpen && !isAnything) return undefined;
  const root: Unwanted = { next: new Map(), ends: undefined };
  for (const pieces of choices) {
    const isBeginning = pieces.at(-1)?.kind === 'star';
    const letters = isBeginning ? pieces.slice(0, -1) : pieces;
    let node = root;
    for (const piece of letters) {
      if (piece.kind !== 'text') return undefined;
      const next = node.next.get(piece.text) ?? { next: new Map(), ends: undefined };
      node.next.set(piece.text, next);
      node = next;
    }
    node.ends = isBeginning || isAnything ? 'anyhow' : (node.ends ?? 'here');
  }
  const tail = isAnything ? '' : (written(rest) ?? '');
  return otherThan(root, isFirst ? '.' : '', tail, isFirst && tail === '');
}

function otherThan({ next, ends }: Unwanted, without: string, tail: string, isMore: boolean): string {
  if (ends === 'anyhow') return '[^\\s\\S]';
  const letters = [...next.keys()].map((letter) => letter.replace(/[\\\]^[&-]/g, '\\$&')).join('');
  const others = `[^/${without === '.' ? '.' : ''}${letters}][^/]*${tail}`;
  const deeper = [...next].map(([letter, node]) =>
    without === letter ? '[^\\s\\S]' : literal(letter) + otherThan(node, '', tail, false),
  );
  const ways = [others, ...deeper, ...(ends === 'here' || isMore ? [] : [tail])];
  return `(?:${ways.join('|')})`;
}
