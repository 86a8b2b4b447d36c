/**
 * Cloudflare Pages and Workers static assets: rules without a wildcard that stand before the first wildcard rule are
 * a table of their own, the others follow in order: in effect the order of the file, and all before files. Paths are compared as
 * they are sent, percent-encoded. Default status 302. `*` catches as `:splat`, `:name` one segment.
 */
import { urlPath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { asSent, type Host, joinQuery, literal, literalFolder, sentPath } from '../host.ts';

export const cloudflare: Host = {
  id: 'cloudflare',
  title: 'Cloudflare',
  docs: 'https://developers.cloudflare.com/pages/configuration/redirects/',
  pagesFirst: false,
  keys: (path) => [path],
  ruleKey: (_rule, path) => sentPath(path),
  subject: (path) => path,
  answer(rule, captures, { query }) {
    // Names are put in one after the other, as text: `:s` also begins `:splat`.
    const filled = Object.entries(captures).reduce((to, [name, value]) => to.replaceAll(`:${name}`, value), rule.to);
    const dynamic = rule.source.kind === 'pattern' && !/^\w+:\/\//.test(filled);
    const location = dynamic ? filled.replace(/\/{2,}/g, '/') : filled;
    return { status: rule.status, location: location.includes('?') ? location : joinQuery(location, query) };
  },
};

const placeholder = /:[A-Za-z]\w*|\*/;

/** As its parser reads a source: a slash is put in front, dots are resolved, what begins with `?` or `#` is cut off. */
export function cloudflarePath(from: string): string {
  return new URL(`//${from.startsWith('/') ? from : `/${from}`}`, 'relative://').pathname;
}

export function cloudflareSource(written: string): SourcePattern {
  const from = cloudflarePath(written);
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
