/**
 * Apache: in a `.htaccess` file every `RewriteRule` comes before every `Redirect`; both in their order, both before files.
 * `Redirect` answers the path and everything below it and appends the rest; the query is carried.
 */
import { builtUrl, decodePath, encodeUriPart, encodeUrl, fileName } from '../../paths.ts';
import { filledText } from '../apacheTexts.ts';
import { conditionText } from '../condition.ts';
import type { RedirectRule } from '../format.ts';
import { type Captures, type Host, type HostAnswer, type HostRequest, slashedFolders } from '../host.ts';

export const apache: Host<'apache'> = {
  id: 'apache',
  title: 'Apache',
  docs: 'https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirect',
  server: 'apache',
  comparesDecoded: true,
  pagesFirst: false,
  slashes: slashedFolders,
  folderPage: 'index.html',
  asksOfFolders: true,
  source: (written) => ({ kind: 'prefix', path: builtUrl(written) }),
  order: (rules) => [...rules].sort((a, b) => phase(a) - phase(b)),
  keys: (path) => [fold(path)],
  ruleKey: ({ source }, path) => (source.kind === 'prefix' && path.length > 1 ? path.replace(/(?<!\/)\/+$/, '') : path),
  subject: fold,
  wrongTarget(rule) {
    const { file, from } = rule;
    // A backslash only says that the sign behind it is none of mod_rewrite.
    const to = rule.to.replace(/\\(.)/g, '$1');
    if (fileName(file) !== '.htaccess' || !isRewrite(rule)) return undefined;
    if (!/^[\w.~]/.test(to) || /^[a-z][a-z\d+.-]*:/i.test(to)) return undefined;
    return `${from} leads to ${to}, which has no slash in front, and ${file} has no RewriteBase, so Apache sends visitors to a folder of its disk, such as /var/www/html/${to}. Write the address with a slash in front.`;
  },
  answer(rule, captures, { path, query, sent }) {
    // What the server asks itself for only mod_alias answers.
    if (sent !== undefined && (isRewrite(rule) || isErrorPage(rule))) return undefined;
    // Not found, before any rule is looked at; only the server's own configuration can allow it.
    if (/%2f/i.test(path)) return 'stays';
    if (rule.status >= 400) return { status: rule.status, location: '' };
    if (isErrorPage(rule)) return { status: rule.status, location: rule.to };
    if (rule.source.kind === 'prefix') {
      const rest = captures.rest ?? '';
      const end = rule.from.endsWith('/');
      // `Redirect /a/ …` answers only below the folder, and the rest comes without its slash.
      if (end && !rest.startsWith('/')) return undefined;
      const location = rule.to + escapeUrl(end ? rest.slice(1) : rest);
      return { status: rule.status, location: rule.to.includes('?') ? location : appended(location, query) };
    }
    if (isRewrite(rule)) return rewritten(rule, captures, { path, query });
    const filled = rule.to.replace(/\$(\d)|\\(.)/g, (_whole, group: string | undefined, sign: string | undefined) =>
      group === undefined ? (sign ?? '') : caught(group, captures),
    );
    // The path is escaped as it stands, also what is escaped in it already.
    const [, start = '', bare = '', rest = ''] = /^(\w+:\/\/[^/?#]*)?([^?#]*)(.*)$/s.exec(filled) ?? [];
    return {
      status: rule.status,
      location: appended(start + escapeUrl(bare) + rest, rest.includes('?') ? '' : query),
    };
  },
};

/** What `RewriteRule` answers, with the flags that say what becomes of the query and of signs. */
function rewritten(rule: RedirectRule, captures: Captures, request: HostRequest): HostAnswer {
  const { query } = request;
  const flags = / \[([A-Z,]+)\]$/.exec(rule.from)?.[1]?.split(',') ?? [];
  const values = flags.includes('B') ? escapedValues(captures) : captures;
  const filled = withVariables(rule, values, request);
  if (filled === undefined) return { status: rule.status, location: '' };
  const cut = flags.includes('QSL') ? filled.lastIndexOf('?') : filled.indexOf('?');
  const bare = cut < 0 ? filled : filled.slice(0, cut);
  // Without the flag NE the whole path is escaped, the sign of a part of a page as well.
  const asItIs = flags.includes('NE');
  const origin = /^\w+:\/\/[^/]*/.exec(bare)?.[0] ?? '';
  const location = asItIs ? bare : origin + escapeUrl(bare.slice(origin.length));
  const sent = flags.includes('QSD') ? '' : query;
  const own = cut < 0 ? sent : filled.slice(cut + 1);
  const search = cut >= 0 && flags.includes('QSA') ? [own, sent].filter((part) => part !== '').join('&') : own;
  return withSearch({ status: rule.status, location }, search, asItIs, query);
}

/** `asItIs`: by the flag NE. A query that is not the one of the request is escaped otherwise, whatever is escaped in it. */
function withSearch({ status, location }: HostAnswer, search: string, asItIs: boolean, query: string): HostAnswer {
  // Apache 2.4.56 and later refuse blanks in a query that a rule made.
  if (asItIs && /[\0- \x7f]/.test(search)) return { status: 403, location: '' };
  if (search === '') return { status, location };
  return { status, location: `${location}?${asItIs || search === query ? search : escapeUrl(search)}` };
}

/** What was caught from the address, each sign of it escaped. */
function escapedValues(captures: Captures): Captures {
  const escaped = (text: string) =>
    encodeUriPart(text)
      .replace(/%20/g, '+')
      .replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())
      .replace(/[-.!~*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return Object.fromEntries(Object.entries(captures).map(([name, value]) => [name, escaped(value)]));
}

/** A target of a rewrite, without the site's own host; `undefined` where only the server knows where it leads. */
function withVariables(
  { to, maps, file, beforeRelative }: RedirectRule,
  captures: Captures,
  request: HostRequest,
): string | undefined {
  const local = to.replace(
    /^(?:https?|%\{REQUEST_SCHEME\}):\/\/%\{(?:HTTP_HOST|SERVER_NAME)\}(?=\/|%\{REQUEST_URI\}|$)/i,
    '',
  );
  const filled = filledText(local, { captures, request, maps });
  if (filled === undefined || filled === '-' || /^(?:\/|\w+:)/.test(filled)) return filled;
  if (beforeRelative !== undefined) return beforeRelative + filled;
  // Without RewriteBase, Apache puts the folder of its disk in front of what has no slash in a file of folders.
  return local.startsWith('$') && fileName(file) !== '.htaccess' ? filled : undefined;
}

function caught(group: string, captures: Captures): string {
  return group === '0' ? '' : (captures[group] ?? '');
}

/** The query goes to the very end, behind a part of a page too: a target that no browser asks for. */
function appended(location: string, query: string): string {
  return query === '' ? location : `${location}?${query}`;
}

/** Escapes are written with small digits. */
function escapeUrl(text: string): string {
  return encodeUrl(text).replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
}

/**
 * The server's own configuration is asked before the files of folders. What stands in a section is put in front of what
 * stands in none; the page of an error behind everything.
 */
function phase(rule: RedirectRule): number {
  if (fileName(rule.file) !== '.htaccess' && rule.conditions.length === 0) return isRewrite(rule) ? -2 : -1;
  if (isRewrite(rule)) return 0;
  if (isErrorPage(rule)) return 3;
  return rule.conditions.some((condition) => section.test(conditionText(condition))) ? 1 : 2;
}

const section = /^section <(?:If|ElseIf|Else|Files|FilesMatch)\b/i;

function isErrorPage(rule: RedirectRule): boolean {
  return rule.from.startsWith('ErrorDocument ');
}

function isRewrite(rule: RedirectRule): boolean {
  return rule.from.startsWith('RewriteRule ');
}

function fold(path: string): string {
  return decodePath(path).replace(/\/{2,}/g, '/');
}
