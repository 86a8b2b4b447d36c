/**
 * Sources with placeholders and the targets that take them, as path-to-regexp 1.9 reads both: `:name`, `:name*`,
 * `:name(en|de)`, `(group)`, `*`. https://github.com/pillarjs/path-to-regexp/tree/v1.9.0#parameters
 */
import { ownMember } from '../../../data/ownMember.ts';
import { decodeStrictly, encodeUriPart } from '../../../paths.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import { type Captures, literal } from '../../host.ts';

interface Token {
  readonly name: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly isOptional: boolean;
  readonly isRepeated: boolean;
  /** Text follows it within the segment. */
  readonly isPartial: boolean;
  readonly isStar: boolean;
  /** What it may be, where the author says so. */
  readonly pattern: string | undefined;
  /** The text in front of it, which it does not hold. */
  readonly guard: string;
}

const notation = /(\\.)|([/.])?(?::(\w+)(?:\(((?:\\.|[^\\()])+)\))?|\(((?:\\.|[^\\()])+)\))([+*?])?|([/.])?(\*)/g;

function tokensOf(text: string): readonly (string | Token)[] {
  const tokens: (string | Token)[] = [];
  let numbered = 0;
  let end = 0;
  let plain = '';
  for (const found of text.matchAll(notation)) {
    const [whole, escaped] = found;
    plain += text.slice(end, found.index);
    end = found.index + whole.length;
    if (escaped) {
      plain += escaped[1] ?? '';
      continue;
    }
    if (plain !== '') tokens.push(plain);
    plain = '';
    const before = tokens.at(-1);
    tokens.push(tokenOf(found, typeof before === 'string' ? before : '', text[end], numbered));
    if (found[3] === undefined) numbered++;
  }
  plain += text.slice(end);
  return plain === '' ? tokens : [...tokens, plain];
}

function tokenOf(found: RegExpExecArray, before: string, next: string | undefined, numbered: number): Token {
  const [, , lead, name, own, group, modifier, starLead, star] = found;
  const prefix = lead ?? starLead;
  const previous = prefix ?? before;
  const delimiter = prefix ?? '/';
  return {
    name: name ?? String(numbered),
    prefix: prefix ?? '',
    delimiter,
    isOptional: modifier === '?' || modifier === '*',
    isRepeated: modifier === '+' || modifier === '*',
    isPartial: prefix !== undefined && next !== undefined && next !== prefix,
    isStar: star !== undefined,
    pattern: own ?? group,
    guard: previous.includes(delimiter) ? '' : previous,
  };
}

/** The expression of a source and the names of its groups; `undefined` where it would have to look ahead. */
export function captureRegex(source: string): { readonly body: string; readonly names: readonly string[] } | undefined {
  const tokens = tokensOf(source);
  const parts = tokens.map((token) => (typeof token === 'string' ? literal(token) : groupOf(token)));
  if (parts.includes(undefined)) return undefined;
  const body = parts.join('');
  return {
    body: `${body.replace(/\/$/, '')}/?`,
    names: tokens.flatMap((token) => (typeof token === 'string' ? [] : [token.name])),
  };
}

function groupOf(token: Token): string | undefined {
  const one = patternOf(token);
  if (one === undefined) return undefined;
  const prefix = literal(token.prefix);
  const all = token.isRepeated ? `(?:${one})(?:${prefix}(?:${one}))*` : one;
  if (!token.isOptional) return `${prefix}(${all})`;
  return token.isPartial ? `${prefix}(${all})?` : `(?:${prefix}(${all}))?`;
}

function patternOf({ pattern, isStar, guard, delimiter }: Token): string | undefined {
  if (pattern !== undefined) return escapedGroup(pattern);
  if (isStar) return '.*';
  if (guard === '') return `[^${literal(delimiter)}]+?`;
  if ([...guard].length > 1) return undefined;
  return `${literal(guard)}|[^${literal(delimiter)}${guard.replace(/[\\\]^-]/g, '\\$&')}]+?`;
}

/** The package takes these signs out of a group of the author's. */
function escapedGroup(pattern: string): string {
  return pattern.replace(/[=!:$/()]/g, '\\$&');
}

/**
 * The target with what was caught; `undefined` where a value is missing or is none that its place takes: then the rule
 * answers nothing. `splits`: a value of several segments is a list, as one of a path pattern is.
 */
export function fillTarget(to: string, captures: Captures, splits: boolean): string | undefined {
  let filled = '';
  for (const token of tokensOf(to)) {
    if (typeof token === 'string') {
      filled += token;
      continue;
    }
    const value = ownMember(captures, token.name);
    // What may be left out and is empty was left out.
    if (value === undefined || (value === '' && token.isOptional)) {
      if (!token.isOptional) return undefined;
      if (token.isPartial) filled += token.prefix;
      continue;
    }
    const isList = splits && value.includes('/');
    if (isList && !token.isRepeated) return undefined;
    const values = (isList ? value.split('/') : [value]).map((part) =>
      token.isStar && !isList ? encodeUriPart(part).replaceAll('%2F', '/') : encodeUriPart(part),
    );
    if (!values.every((part) => isTaken(token, part))) return undefined;
    filled += token.prefix + values.join(token.delimiter);
  }
  // A `%` that begins no escape: the engine gives the rule up.
  return decodeStrictly(filled);
}

function isTaken({ pattern, isStar, guard, delimiter }: Token, value: string): boolean {
  if (pattern !== undefined) return compileRegex(`(?i)^(?:${escapedGroup(pattern)})$`)?.test(value) ?? false;
  if (isStar) return true;
  if (value === '' || value.includes(delimiter)) return false;
  return guard === '' || value === guard || !value.toLowerCase().includes(guard.toLowerCase());
}
