/** What a call of a Ruby program is given: literals, lists and hashes of them; all else is unknown. */
import { ownMember } from '../data/ownMember.ts';
import type { RubyPattern, RubyText, RubyToken } from './tokens.ts';

/** Symbols are texts; `undefined`: only running the program would tell. */
export type RubyValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | RubyText
  | RubyPattern
  | readonly RubyValue[]
  | { readonly kind: 'hash'; readonly members: ReadonlyMap<string, RubyValue> };

/** A value with its place. */
export interface RubyArgument {
  readonly value: RubyValue;
  readonly start: number;
  readonly end: number;
}

interface Reading {
  readonly args: readonly RubyArgument[];
  readonly options: ReadonlyMap<string, RubyArgument>;
}

const mostLevels = 30;

/** Values between commas; those with a key are the options. */
export function readRubyArguments(tokens: readonly RubyToken[], depth = 0): Reading {
  const args: RubyArgument[] = [];
  const options = new Map<string, RubyArgument>();
  for (const part of split(tokens)) {
    const key = keyOf(part);
    const rest = key === undefined ? part : part.slice(key.length);
    const [first, last] = [rest[0], rest.at(-1)];
    if (first === undefined || last === undefined) continue;
    const argument = { value: readValue(rest, depth), start: first.start, end: last.end };
    if (key === undefined) args.push(argument);
    else options.set(key.name, argument);
  }
  return { args, options };
}

/** `key: `, `:key =>`, `'key' =>`, `"key": `. */
function keyOf([first, next, third]: readonly RubyToken[]):
  | { readonly name: string; readonly length: number }
  | undefined {
  if (first === undefined || next?.kind !== 'sign') return undefined;
  const written = first.kind === 'name' ? first.text : first.value;
  if (typeof written !== 'string') return undefined;
  if (next.text === '=>' && first.kind !== 'name') return { name: written, length: 2 };
  return next.text === ':' && !next.isApart && third !== undefined ? { name: written, length: 2 } : undefined;
}

function split(tokens: readonly RubyToken[]): readonly (readonly RubyToken[])[] {
  const parts: RubyToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'newline') continue;
    if (token.kind === 'sign' && /^[([{]$/.test(token.text)) depth++;
    else if (token.kind === 'sign' && /^[)\]}]$/.test(token.text)) depth--;
    if (depth === 0 && token.kind === 'sign' && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, nil: null };

function readValue(tokens: readonly RubyToken[], depth: number): RubyValue {
  const [first] = tokens;
  if (first === undefined || depth > mostLevels) return undefined;
  const isFrozen = tokens.length === 3 && tokens[1]?.text === '.' && tokens[2]?.text === 'freeze';
  if (tokens.length === 1 || isFrozen) {
    if (first.kind === 'name') return ownMember(words, first.text);
    if (first.kind === 'number') return Number(first.text.replaceAll('_', ''));
    return first.kind === 'sign' ? undefined : first.value;
  }
  const inner = tokens.slice(1, -1);
  if (!isOnePair(tokens)) return undefined;
  if (first.text === '[') return readRubyArguments(inner, depth + 1).args.map(({ value }) => value);
  if (first.text !== '{') return undefined;
  const { options } = readRubyArguments(inner, depth + 1);
  return { kind: 'hash', members: new Map([...options].map(([key, { value }]) => [key, value])) };
}

/** The last bracket closes the first one. */
function isOnePair(tokens: readonly RubyToken[]): boolean {
  let depth = 0;
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== 'sign') continue;
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text) && --depth === 0) return at === tokens.length - 1;
  }
  return false;
}
