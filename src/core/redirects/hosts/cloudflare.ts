/**
 * Cloudflare Pages and Workers static assets: rules without a wildcard that stand before the first wildcard rule are
 * a table of their own, the others follow in order: in effect the order of the file, and all before files. Default status 302. `*` catches as `:splat`, `:name` a piece
 * without a slash.
 */
import { decodePath, encodeUrl, urlPath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { type Host, joinQuery, literal, literalFolder } from './host.ts';

export const cloudflare: Host = {
  id: 'cloudflare',
  title: 'Cloudflare',
  docs: 'https://developers.cloudflare.com/pages/configuration/redirects/',
  pagesFirst: false,
  keys: (path) => [decodePath(path)],
  ruleKey: (_rule, path) => path,
  subject: decodePath,
  answer(rule, captures, { query }) {
    const location = rule.to.replace(/:([A-Za-z]\w*)/g, (whole, name: string) => {
      const value = captures[name];
      return value === undefined ? whole : encodeUrl(value);
    });
    return { status: rule.status, location: location.includes('?') ? location : joinQuery(location, query) };
  },
};

const placeholder = /:[A-Za-z]\w*|\*/;

export function cloudflareSource(from: string): SourcePattern {
  const path = decodePath(from);
  if (!placeholder.test(path)) return { kind: 'exact', path: urlPath(from) };
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
