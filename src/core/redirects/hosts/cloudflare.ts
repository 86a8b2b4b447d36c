/**
 * Cloudflare Pages and Workers static assets: rules without a wildcard that stand before the first wildcard rule are
 * a table of their own, the others follow in order: in effect the order of the file, and all before files. Paths are compared as
 * they are sent, percent-encoded. Default status 302. `*` catches as `:splat`, `:name` one segment.
 */
import { encodeUri, urlPath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { asSent, type Host, joinQuery, type LimitedHost, literal, literalFolder, sentPath } from '../host.ts';
import { filledInTurn } from './placeholders.ts';

export const cloudflare: LimitedHost<'cloudflare', 'rules' | 'rulesFromWildcard' | 'ruleLength'> &
  Required<Pick<Host, 'isWildcard'>> = {
  id: 'cloudflare',
  title: 'Cloudflare',
  docs: 'https://developers.cloudflare.com/pages/configuration/redirects/',
  server: 'cloudflare',
  pagesFirst: false,
  slashes: () => ({ folder: 'added', page: 'dropped' }),
  // The documentation says 1000 characters a line, its parser 2000.
  limits: { rules: 2000, rulesFromWildcard: 100, ruleLength: 2000 },
  isWildcard: (from) => placeholder.test(cloudflarePath(from)),
  source: cloudflareSource,
  cutsSources: true,
  keys: (path) => [path],
  ruleKey: (_rule, path) => sentPath(path),
  subject: (path) => path,
  // `auto-trailing-slash`, which Pages has, and Workers where they say nothing else: it leads to the page by a 307.
  spellings(path) {
    const bare = (/^(.*)\/index(?:\.html|\/)?$/.exec(path) ?? /^(.*[^/])(?:\.html|\/)$/.exec(path))?.[1];
    return bare === undefined ? [] : [`${bare}/`, bare, `${bare}.html`].filter((other) => other !== path);
  },
  proxiedTo(path, { url }, inFolders) {
    const bare = url.replace(/\/index\.html$/, '/').replace(/([^/])\.html$/, '$1');
    const isFolder = inFolders && !/\.\w+$/.test(url) && !bare.endsWith('/');
    const own = sentPath(isFolder ? `${bare}/` : bare);
    return own === path ? undefined : own;
  },
  answer(rule, captures, { query }) {
    // It compares with the address as it was sent, so what was caught is encoded already.
    const to = targetAsRead(rule.to);
    const filled = filledInTurn(to, captures, (value) => value);
    // What begins with two slashes is no other host here.
    const location = /^\w+:\/\//.test(filled) ? (URL.parse(filled)?.href ?? filled) : filled.replace(/\/{2,}/g, '/');
    return { status: rule.status, location: location.includes('?') ? location : joinQuery(location, query) };
  },
};

const placeholder = /:[A-Za-z]\w*|\*/;

/** As its parser reads a target: letters are encoded, dots resolved, and a bare `#` or `?` at the end is no part of it. */
function targetAsRead(to: string): string {
  const letters = to.replace(/[^\0-\x7f]+/g, encodeUri);
  const [, host, path = letters] = /^https:\/\/+([^/]+)\/?(.*)$/.exec(letters) ?? [];
  const { pathname, search, hash } = new URL(`//${path.startsWith('/') ? path : `/${path}`}`, 'relative://');
  return `${host === undefined ? '' : `https://${host}`}${pathname}${search}${hash}`;
}

/** As its parser reads a source: a slash is put in front, dots are resolved, what begins with `?` or `#` is cut off. */
export function cloudflarePath(from: string): string {
  return new URL(`//${from.startsWith('/') ? from : `/${from}`}`, 'relative://').pathname;
}

function cloudflareSource(written: string): SourcePattern {
  const from = cloudflarePath(written);
  if (from.includes('\\')) return { kind: 'never', reason: 'no browser sends a \\' };
  const path = asSent(from);
  if (!placeholder.test(path)) {
    const exact = urlPath(from);
    // A needless escape or a small hex digit: the address is compared as it is spelled.
    if (sentPath(exact) !== path) return { kind: 'pattern', regex: `^${literal(path)}$`, names: [], under: '/' };
    return { kind: 'exact', path: exact };
  }
  if (path.split('*').length > 2) return { kind: 'never', reason: 'only one * is allowed in a source' };
  const names: string[] = [];
  const regex = path
    .split(/(:[A-Za-z]\w*|\*)/)
    .map((part) => {
      if (part === '*') {
        names.push('splat');
        return '(.*)';
      }
      if (!placeholder.test(part)) return literal(part);
      names.push(part.slice(1));
      return '([^/]+)';
    })
    .join('');
  if (new Set(names).size < names.length) return { kind: 'never', reason: 'a placeholder name is used twice' };
  return { kind: 'pattern', regex: `^${regex}$`, names, under: literalFolder(path, placeholder) };
}
