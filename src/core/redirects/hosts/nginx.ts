/**
 * nginx: `rewrite` and `return` of the server come first, then `location =`, `^~`, expressions in order, and the longest
 * other prefix; all before files. The path is compared decoded; `return` drops the query, `rewrite` carries it.
 */
import { decodePath, encodeUri, encodeUriPart, urlPath } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { RedirectRule, SourcePattern } from '../format.ts';
import { unreadRegex } from '../reach.ts';
import { type Host, literal, literalFolder } from './host.ts';

export const nginx: Host = {
  id: 'nginx',
  title: 'nginx',
  docs: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html',
  pagesFirst: false,
  order: (rules) => [...rules].sort((a, b) => phase(a) - phase(b) || (isPrefix(a) ? b.from.length - a.from.length : 0)),
  among(matches) {
    // The longest prefix alone counts: before the expressions with `^~`, behind them without.
    const longest = matches.filter(isPrefix).reduce((length, { from }) => Math.max(length, prefixOf(from).length), -1);
    return matches.filter((rule) => !isPrefix(rule) || prefixOf(rule.from).length === longest);
  },
  keys: (path) => [fold(path), `map:${lowerAscii(fold(path))}`],
  ruleKey: (rule, path) => (phase(rule) === 0 ? `map:${lowerAscii(path)}` : path),
  subject: fold,
  answer(rule, captures, { path, query }) {
    const uri = query === '' ? path : `${path}?${query}`;
    const isRewrite = rule.from.startsWith('rewrite ');
    const bare = isRewrite && rule.to.endsWith('?');
    let unknown = false;
    const location = (bare ? rule.to.slice(0, -1) : rule.to).replace(/\$(\w+|\{\w+\})/g, (_whole, found: string) => {
      const name = found.replace(/[{}]/g, '');
      if (name === 'request_uri') return uri;
      if (name === 'uri') return decodePath(path);
      if (name === 'is_args') return query === '' ? '' : '?';
      if (name === 'args' || name === 'query_string') return query;
      const value = captures[name];
      if (value === undefined && !/^\d$/.test(name)) unknown = true;
      return isRewrite ? encodeUri(value ?? '').replace(/[?#]/g, encodeUriPart) : (value ?? '');
    });
    if (unknown) return { status: rule.status, location: '' };
    if (!isRewrite || bare || query === '') return { status: rule.status, location };
    return { status: rule.status, location: `${location}${location.includes('?') ? '&' : '?'}${query}` };
  },
};

function fold(path: string): string {
  return decodePath(path).replace(/\/{2,}/g, '/');
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** In which phase of a request a rule is looked at: `from` keeps the words it was written with. */
function phase({ from }: RedirectRule): number {
  // The plain keys of a map come before its expressions.
  if (from.startsWith('map ')) return from.startsWith('map ~') ? 0.5 : 0;
  if (from.startsWith('rewrite ') || from === 'return') return 1;
  if (from.startsWith('= ')) return 2;
  if (from.startsWith('^~ ')) return 3;
  return from.startsWith('~') ? 4 : 5;
}

function prefixOf(from: string): string {
  return from.replace(/^\^~ /, '');
}

function isPrefix(rule: RedirectRule): boolean {
  return phase(rule) === 3 || phase(rule) === 5;
}

export function nginxRegex(pattern: string, caseless: boolean): SourcePattern {
  // Only the letters of ASCII are compared without regard to case.
  const regex = caseless ? `(?i)${pattern.replace(/[^\x20-\x7e]/gu, '(?-i:$&)')}` : pattern;
  const names = groupNames(pattern);
  const under = pattern.startsWith('^/') && !caseless && !pattern.includes('|') ? folderOfRegex(pattern) : '/';
  return compileRegex(regex) ? { kind: 'pattern', regex, names, under } : unreadRegex(regex, under);
}

export function nginxPrefix(path: string): SourcePattern {
  if (path === '/') return { kind: 'prefix', path: urlPath('/') };
  return { kind: 'pattern', regex: `^${literal(path)}`, names: [], under: literalFolder(`${path}*`, /\*/) };
}

/** The names of the groups of an expression, numbers for those without one. */
export function groupNames(pattern: string): readonly string[] {
  const groups = pattern
    .replace(/\\./g, '..')
    .replace(/\[[^\]]*\]/g, '')
    .matchAll(/\((?!\?)|\(\?P?<([A-Za-z_]\w*)>/g);
  return [...groups].map((found, i) => found[1] ?? String(i + 1));
}

/** The folder of the plain text an anchored expression begins with. A sign after a character may make it optional. */
export function folderOfRegex(pattern: string): string {
  const plain = /^\^((?:[\w\-/%~ ]|\\[./-])*)/.exec(pattern)?.[1] ?? '/';
  return literalFolder(`${plain.replace(/\\(.)/g, '$1').replace(/[^/]*$/, '')}*`, /\*/);
}
