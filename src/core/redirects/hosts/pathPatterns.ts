/**
 * Sources in the notation of path-to-regexp 6 (Vercel, Next): `:name`, `:name*`, `:name(regex)`, `(regex)`.
 * The package reads the notation; the expression is built for our own linear-time engine.
 */
import { type Key, parse, type Token } from 'path-to-regexp';
import { ownMember } from '../../data/ownMember.ts';
import { builtUrl, decodePath } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { SourcePattern } from '../format.ts';
import { type Captures, literal, literalFolder, sentPath } from '../host.ts';
import { unreadRegex } from '../reach.ts';

/** How a host compares paths with patterns of the path-to-regexp kind. */
export interface PathOptions {
  readonly sensitive: boolean;
  /** One slash at the end is allowed whatever the source says. */
  readonly looseSlash: boolean;
  /** Characters a plain `:name` stops at, besides the slash. */
  readonly delimiters: string;
}

export function pathSource(from: string, options: PathOptions): SourcePattern {
  let tokens: Token[];
  try {
    tokens = parse(from, { delimiter: '/' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'never', reason: `it cannot be read: ${why}` };
  }
  const keys = tokens.filter((token): token is Key => typeof token !== 'string');
  if (keys.length === 0) {
    return literalSource(tokens.join(''), options);
  }
  const body = tokens.map((token) => (typeof token === 'string' ? literal(token) : group(token, options))).join('');
  const regex = `${options.sensitive ? '' : '(?i)'}^${body}${options.looseSlash ? '/?' : ''}$`;
  const first = tokens[0];
  const head = typeof first === 'string' ? first : '';
  const key = typeof first === 'string' ? tokens[1] : first;
  const whole = typeof key === 'object' && key.prefix.startsWith('/') ? `${head}/:` : `${head}:`;
  const folder = literalFolder(whole, /:/);
  const under = options.sensitive ? folder : folder.toLowerCase();
  if (!compileRegex(regex)) return unreadRegex(regex, under);
  // What a group without a name caught is not what `:0` stands for, which is a name.
  const names = keys.map(({ name }) => (typeof name === 'string' ? name : `(${name})`));
  return { kind: 'pattern', regex, names, under };
}

/** How long the expression is that the package makes of a pattern; 0 for what is none. */
export function builtLength(pattern: string): number {
  const escaped = (text: string) => text.replace(/[.+*?=^!:${}()[\]|/\\]/g, '\\$&').length;
  try {
    const parts = parse(pattern, { delimiter: '/' }).map((token) => {
      if (typeof token === 'string') return escaped(token);
      const [around, own] = [escaped(token.prefix) + escaped(token.suffix), token.pattern.length + 2];
      const isRepeated = token.modifier === '*' || token.modifier === '+';
      if (around === 0) return own + token.modifier.length + (isRepeated ? 4 : 0);
      return 4 + around + own + (isRepeated ? 10 + around + token.pattern.length : 0) + token.modifier.length;
    });
    return parts.reduce((sum, length) => sum + length, '^[\\/#\\?]?$'.length);
  } catch {
    return 0;
  }
}

/** Text without signs, compared with the address as it is sent: in another spelling than a browser's it is no plain path. */
function literalSource(text: string, { sensitive, looseSlash }: PathOptions): SourcePattern {
  const path = builtUrl(decodePath(text));
  const fold = (spelling: string) => (sensitive ? spelling : spelling.toLowerCase());
  if (fold(sentPath(path)) === fold(text)) return { kind: 'exact', path };
  const regex = `${sensitive ? '' : '(?i)'}^${literal(text)}${looseSlash ? '/?' : ''}$`;
  return { kind: 'pattern', regex, names: [], under: '/' };
}

/**
 * Why a host that compiles the target as a pattern takes no part of the rule; `undefined` when it does. With `onlyNamed`
 * it does so for a source with names alone, and takes the target for a text where the source has none.
 */
export function targetProblem(from: string, to: string, { onlyNamed = false } = {}): string | undefined {
  const [, path = '', hash = ''] = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)(?:\?[^#]*)?(#.*)?$/is.exec(to) ?? [];
  const caught = namesOf(from);
  // What is wrong with the source is said of the source.
  if (!caught) return undefined;
  const used = [path, hash].map(namesOf);
  const isText = onlyNamed && caught.every((name) => /^\d+$/.test(name));
  if (used.includes(undefined) && !isText)
    return `${to} is not a valid pattern: escape the characters : ( ) * + ? of a name, such as %3A for a colon`;
  const missing = used.flatMap((names) => names ?? []).find((name) => !caught.includes(name));
  return missing === undefined ? undefined : `:${missing} of ${to} is not in ${from}; a colon of a name is written %3A`;
}

/** A name in the query of a target that the source does not have; what is no pattern there is left as it is. */
export function unknownInQuery(from: string, to: string): string | undefined {
  const [, query = ''] = /^[^?#]*\?([^#]*)/.exec(to) ?? [];
  const values = query.split('&').map((part) => decodePath(part.replace(/^[^=]*=?/, '')));
  const caught = namesOf(from);
  const missing = values.flatMap((value) => namesOf(value) ?? []).find((name) => caught?.includes(name) === false);
  return missing === undefined
    ? undefined
    : `:${missing} of ${to} is not in ${from}; a colon of a value is written \\:`;
}

function namesOf(pattern: string): readonly string[] | undefined {
  try {
    const keys = parse(pattern, { delimiter: '/' }).filter((token): token is Key => typeof token !== 'string');
    return keys.map(({ name }) => String(name));
  } catch {
    return undefined;
  }
}

function group(key: Key, options: PathOptions): string {
  const any = `[^/${options.delimiters}]+?`;
  // The package guards against backtracking by looking ahead; this engine needs no guard.
  const isOwn = /^(?:\(\?:\(\?!(?:[^()\\]|\\.)*\)\[\^[^\]]*\]\)|\[\^[^\]]*\])\+\?$/.test(key.pattern);
  const pattern = isOwn ? any : key.pattern;
  const prefix = literal(key.prefix);
  const suffix = literal(key.suffix);
  if (prefix === '' && suffix === '') {
    return key.modifier === '*' || key.modifier === '+'
      ? `((?:${pattern})${key.modifier})`
      : `(${pattern})${key.modifier}`;
  }
  if (key.modifier !== '*' && key.modifier !== '+') return `(?:${prefix}(${pattern})${suffix})${key.modifier}`;
  return `(?:${prefix}((?:${pattern})(?:${suffix}${prefix}(?:${pattern}))*)${suffix})${key.modifier === '*' ? '?' : ''}`;
}

/** Puts captured values into a target; `undefined` when it needs a value that is not there. */
export function fillPath(to: string, captures: Captures): string | undefined {
  const origin = /^[a-z]+:\/\/[^/?#]*/i.exec(to)?.[0] ?? '';
  const rest = to.slice(origin.length);
  const cut = rest.search(/[?#]/);
  const path = cut < 0 ? rest : rest.slice(0, cut);
  let missing = false;
  const filled = path.replace(
    /(\/?):(\w+)(?:\([^()]*\))?([*+]?)/g,
    (_whole, slash: string, name: string, modifier: string) => {
      const value = ownMember(captures, name);
      if (value) return slash + value;
      if (modifier === '*') return '';
      if (value === undefined) missing = true;
      return slash;
    },
  );
  if (missing) return undefined;
  const tail = (cut < 0 ? '' : rest.slice(cut)).replace(
    /:(\w+)[*+]?/g,
    (whole, name: string) => ownMember(captures, name) ?? whole,
  );
  return origin + filled.replace(/\\(.)/g, '$1') + tail;
}
