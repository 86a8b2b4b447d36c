/**
 * Texts of Apache's rewrites with `$1`, `%1`, `%{REQUEST_URI}` and `${map:key|default}` filled in, and the maps these look up.
 * https://httpd.apache.org/docs/2.4/rewrite/rewritemap.html
 */
import { decodePath, encodeUriPart } from '../paths.ts';
import type { Captures, HostRequest } from './host.ts';

/** What a map answers: a table of text, or one of the functions that the server has. */
export type RewriteMap =
  | { readonly kind: 'table'; readonly entries: ReadonlyMap<string, string> }
  | { readonly kind: 'function'; readonly name: string };

/** By the name that a target calls them; what is missing is only known to the server. */
export type RewriteMaps = ReadonlyMap<string, RewriteMap>;

/** What a text is filled with. */
export interface TextFilling {
  /** `undefined`: what the pattern caught is not known. */
  readonly captures: Captures | undefined;
  readonly request: HostRequest;
  readonly maps?: RewriteMaps | undefined;
  /** Variables that are the same for everybody who is meant. */
  readonly constant?: ((name: string) => string | undefined) | undefined;
}

/** To look for the end of a call takes steps for each call; nobody writes texts so long, or calls so deep. */
const mostLetters = 4_000;
const deepest = 10;

/** `\\%` is a plain `%`; `undefined` where only the server knows, as of its surroundings. */
export function filledText(text: string, filling: TextFilling, depth = 0): string | undefined {
  if (depth > deepest || (text.length > mostLetters && text.includes('${'))) return undefined;
  let filled = '';
  for (let at = 0; at < text.length; ) {
    const map = text.startsWith('${', at) ? mapCall(text, at) : undefined;
    const [found, length] = map
      ? [lookedUp(map.inside, filling, depth + 1), map.length]
      : variableAt(text, at, filling);
    if (found === undefined) return undefined;
    filled += found;
    at += length;
  }
  return filled;
}

const variable = /\\(.)|\$(\d)|%(\d)|%\{([^}]*)\}?|\$\{/y;

function variableAt(text: string, at: number, filling: TextFilling): readonly [string | undefined, number] {
  variable.lastIndex = at;
  const found = variable.exec(text);
  if (found === null) return [text[at], 1];
  const [whole, sign, group, condition, name] = found;
  return [sign ?? variableValue({ group, condition, name }, filling), whole.length];
}

function variableValue(
  { group, condition, name }: { readonly [part in 'group' | 'condition' | 'name']: string | undefined },
  { captures, request: { path, query }, constant }: TextFilling,
): string | undefined {
  if (group !== undefined) return group === '0' ? captures && '' : captures && (captures[group] ?? '');
  if (condition !== undefined) return captures && (captures[`%${condition}`] ?? '');
  if (/^REQUEST_URI$/i.test(name ?? '')) return decodePath(path);
  if (/^QUERY_STRING$/i.test(name ?? '')) return query;
  return name === undefined ? undefined : constant?.(name.toUpperCase());
}

/** What stands between `${` and its brace. */
function mapCall(text: string, start: number): { readonly inside: string; readonly length: number } | undefined {
  const end = closing(text, start + 2, '}');
  return end === undefined ? undefined : { inside: text.slice(start + 2, end), length: end + 1 - start };
}

/** The first of a sign that stands in no braces. */
function closing(text: string, start: number, sign: string): number | undefined {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (depth === 0 && text[i] === sign) return i;
    if (text[i] === '{') depth++;
    else if (text[i] === '}') depth--;
  }
  return undefined;
}

function lookedUp(inside: string, filling: TextFilling, depth: number): string | undefined {
  const colon = inside.indexOf(':');
  const map = filling.maps?.get(inside.slice(0, colon));
  const bar = closing(inside, colon + 1, '|');
  const key = filledText(inside.slice(colon + 1, bar), filling, depth);
  if (colon < 0 || map === undefined || key === undefined) return undefined;
  const found = map.kind === 'table' ? (map.entries.get(key) ?? '') : functions.get(map.name)?.(key);
  return found === '' && bar !== undefined ? filledText(inside.slice(bar + 1), filling, depth) : found;
}

const functions: ReadonlyMap<string, (text: string) => string> = new Map([
  ['tolower', (text: string) => text.toLowerCase()],
  ['toupper', (text: string) => text.toUpperCase()],
  ['unescape', decodePath],
  ['escape', (text: string) => text.split('/').map(encodeUriPart).join('/')],
]);
