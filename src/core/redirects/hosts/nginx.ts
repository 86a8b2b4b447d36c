/**
 * nginx: `rewrite` and `return` of the server come first, then `location =`, `^~`, expressions in order, and the longest
 * other prefix; all before files. The path is compared decoded; `return` drops the query, `rewrite` carries it.
 */
import { builtUrl, decodePath, encodeUri, encodeUriPart, urlPath } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { RedirectRule, SourcePattern } from '../format.ts';
import { type Captures, type Host, literal, literalFolder, slashedFolders } from '../host.ts';
import { unreadRegex } from '../reach.ts';

export const nginx: Host<'nginx'> = {
  id: 'nginx',
  title: 'nginx',
  docs: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html',
  server: 'nginx',
  comparesDecoded: true,
  pagesFirst: false,
  slashes: slashedFolders,
  folderPage: 'index.html',
  source: locationSource,
  order: (rules) =>
    [...rules].sort((a, b) => phase(a) - phase(b) || (isPrefix(a) ? prefixOf(b).length - prefixOf(a).length : 0)),
  among(matches) {
    const head = chosen(matches);
    return matches.filter((rule) => phase(rule) < 2 || phase(rule) >= last || headOf(rule) === head);
  },
  keys: (path) => [fold(path), `map:${lowerAscii(fold(path))}`],
  ruleKey: (rule, path) => (phase(rule) === 0 ? `map:${lowerAscii(path)}` : path),
  subject: fold,
  answer(rule, captures, { path, query, sent = path }) {
    const uri = query === '' ? sent : `${sent}?${query}`;
    const [, pattern] = / ?\brewrite (.*)$/s.exec(rule.from) ?? [];
    const isRewrite = pattern !== undefined;
    const own = isRewrite && phase(rule) > 1 ? caughtBy(pattern, path) : captures;
    if (own === undefined) return undefined;
    const bare = isRewrite && rule.to.endsWith('?');
    const to = (bare ? rule.to.slice(0, -1) : rule.to).replace(ownHost, '').replace(/^\$scheme:/, 'https:');
    let unknown = false;
    const location = to.replace(/\$(\w+|\{\w+\})/g, (_whole, found: string) => {
      const name = found.replace(/[{}]/g, '');
      if (name === 'request_uri') return uri;
      if (name === 'uri' || name === 'document_uri') return decodePath(path);
      if (name === 'is_args') return query === '' ? '' : '?';
      if (name === 'args' || name === 'query_string') return query;
      const argument = /^arg_(\w+)$/.exec(name)?.[1];
      if (argument !== undefined) return parameterOf(argument, query);
      const value = caughtAs(name, rule, own, isRewrite ? {} : captures);
      if (value === undefined && !/^\d$/.test(name)) unknown = true;
      return isRewrite ? encodeUri(value ?? '').replace(/[?#]/g, encodeUriPart) : (value ?? '');
    });
    if (unknown) return { status: rule.status, location: '' };
    if (!isRewrite) return { status: rule.status, location };
    // A query in the value of a variable does not count.
    const rest = bare || query === '' ? '' : `${to.includes('?') ? '&' : '?'}${query}`;
    return { status: rule.status, location: afterRewrite(location) + rest };
  },
};

/** `asked`: what the conditions around a rule caught; inside of an `if` the numbers are those of its own expression. */
function caughtAs(name: string, { from }: RedirectRule, own: Captures, asked: Captures): string | undefined {
  const other = asked[`%${name}`];
  return /^\d$/.test(name) && !/ if return$/.test(from) ? (own[name] ?? other) : (other ?? own[name]);
}

/** A rewrite undoes the escapes of ASCII signs in front of the query, also that of `?`, which then begins one. */
export function afterRewrite(location: string): string {
  const [, path = '', mark = '', query = ''] = /^(.*?)(\?|%3f|$)(.*)$/is.exec(location) ?? [];
  const plain = path.replace(/%[2-7][\da-f]/gi, (hex) => {
    const sign = String.fromCharCode(Number.parseInt(hex.slice(1), 16));
    return sign > '%' && sign < '\x7f' ? sign : hex;
  });
  return plain + (mark === '' ? '' : '?') + query;
}

function parameterOf(name: string, query: string): string {
  const pair = query.split('&').find((part) => part.toLowerCase().startsWith(`${name.toLowerCase()}=`));
  return pair?.slice(name.length + 1) ?? '';
}

/** A whole address of the site itself. */
const ownHost = /^(?:\$scheme|https?):\/\/\$(?:host|http_host|server_name)(?=[/$]|$)/;

function caughtBy(pattern: string, path: string): Captures | undefined {
  const groups = compileRegex(pattern)?.exec(fold(path));
  return groups && Object.fromEntries(groupNames(pattern).map((name, i) => [name, groups[i + 1] ?? '']));
}

/**
 * The one location that answers: that of just this address, else the longest prefix with `^~`, the first expression, or
 * the longest other prefix.
 */
function chosen(matches: readonly RedirectRule[]): string | undefined {
  const exact = matches.find((rule) => phase(rule) === 2);
  if (exact) return headOf(exact);
  const prefixes = matches.filter(isPrefix);
  const longest = prefixes.reduce<RedirectRule | undefined>(
    (best, rule) => (best && prefixOf(best).length >= prefixOf(rule).length ? best : rule),
    undefined,
  );
  const expression = longest && phase(longest) === 3 ? undefined : matches.find((rule) => phase(rule) === 4);
  const found = expression ?? longest;
  return found && headOf(found);
}

function fold(path: string): string {
  return decodePath(path).replace(/\/{2,}/g, '/');
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** What answers where no file does; what `try_files` leads on is no error any more. */
const last = 6;

/** In which phase of a request a rule is looked at: `from` keeps the words it was written with. */
function phase({ from }: RedirectRule): number {
  if (/^(?:error_page|try_files) /.test(from)) return from.startsWith('try_files') ? last : last + 1;
  // The plain keys of a map come before its expressions.
  if (from.startsWith('map ')) return from.startsWith('map ~') ? 0.5 : 0;
  if (/^(?:rewrite |(?:if )?return$)/.test(from)) return 1;
  if (from.startsWith('= ')) return 2;
  if (from.startsWith('^~ ')) return 3;
  return from.startsWith('~') ? 4 : 5;
}

/** The location a rule stands in, as it is written. */
function headOf({ from }: RedirectRule): string {
  return from.replace(/ (?:rewrite .*|if return)$/s, '');
}

/** Of an expression inside of a folder, that folder, which it goes before. */
function prefixOf(rule: RedirectRule): string {
  return headOf(rule).replace(/^\^~ /, '').replace(insideFolder, '~');
}

const insideFolder = / ~\*? .*$/s;

function isPrefix(rule: RedirectRule): boolean {
  return phase(rule) === 3 || phase(rule) === 5;
}

export function nginxRegex(written: string, caseless: boolean): SourcePattern {
  const pattern = withLetters(written);
  // Only the letters of ASCII are compared without regard to case.
  const regex = caseless ? `(?i)${pattern.replace(/[^\x20-\x7e]/gu, '(?-i:$&)')}` : pattern;
  const names = groupNames(pattern);
  const under = pattern.startsWith('^/') && !caseless && !pattern.includes('|') ? folderOfRegex(pattern) : '/';
  return compileRegex(regex) ? { kind: 'pattern', regex, names, under } : unreadRegex(regex, under);
}

/** nginx and Apache compare bytes: a letter that is written as several of them, `\xc3\xa9`, is that letter. */
export function withLetters(pattern: string): string {
  return pattern.replace(/(?:\\x[89a-f][\da-f]){2,4}/gi, (bytes) => {
    const letters = decodePath(bytes.replace(/\\x/g, '%'));
    return letters.includes('%') ? bytes : letters;
  });
}

/**
 * What stands behind `location`: `/a`, `= /a`, `^~ /a`, `~ ^/a`. Addresses are compared decoded: one that is written
 * encoded is never asked for.
 */
function locationSource(head: string): SourcePattern {
  const [, sign = '', path = ''] = /^(?:(=|\^~|~\*?) )?(.*)$/s.exec(head) ?? [];
  if (sign.startsWith('~')) return nginxRegex(path, sign === '~*');
  if (!/^(?:\/|@|$)/.test(path)) return { kind: 'never', reason: `every address begins with a slash: write /${path}` };
  if (decodePath(path) !== path)
    return { kind: 'never', reason: `nginx compares decoded addresses: write ${decodePath(path)}` };
  if (path.includes('//')) return { kind: 'never', reason: 'nginx takes several slashes in a row for one' };
  return sign === '=' ? { kind: 'exact', path: builtUrl(path) } : nginxPrefix(path);
}

function nginxPrefix(path: string): SourcePattern {
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
  const read = /^\^((?:[\w\-/%~ ]|\\[./-])*)([?*{]?)/.exec(pattern);
  // What a quantifier follows may be missing.
  const plain = (read?.[1] ?? '/').replace(read?.[2] ? /\\?.$/ : /^$/, '');
  return literalFolder(`${plain.replace(/\\(.)/g, '$1').replace(/[^/]*$/, '')}*`, /\*/);
}
