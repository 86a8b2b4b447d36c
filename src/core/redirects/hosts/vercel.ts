/**
 * Vercel: `cleanUrls` and `trailingSlash` answer 308 before any rule; then the rules in order, before files.
 * Sources are path-to-regexp 6.1 patterns held against the path as it was sent; default status 308.
 */
import type { SourcePattern } from '../format.ts';
import { type Host, joinQuery } from './host.ts';
import { fillPath, pathSource } from './pathPatterns.ts';

export const vercel: Host = {
  id: 'vercel',
  title: 'Vercel',
  docs: 'https://vercel.com/docs/project-configuration#redirects',
  pagesFirst: false,
  keys: (path) => [path],
  ruleKey: (_rule, path) => path,
  subject: (path) => path,
  before({ path, query }, { cleanUrls, trailingSlash }) {
    const to = (location: string) => ({ status: 308, location: joinQuery(location, query) });
    if (cleanUrls) {
      const end = trailingSlash ? '/' : '';
      const index = /^\/(?:(.+)\/)?index(?:\.html)?\/?$/.exec(path);
      if (index) return to(`/${index[1] ?? ''}${end}`);
      const page = /^\/(.*)\.html\/?$/.exec(path);
      if (page) return to(`/${page[1] ?? ''}${end}`);
    }
    if (trailingSlash === false && /^\/(.*)\/$/.test(path)) return to(path.slice(0, -1));
    if (trailingSlash && !/^\/\.well-known(\/|$)/.test(path)) {
      if (/^\/(?:[^/]+\/)*[^/.]+$/.test(path)) return to(`${path}/`);
      if (/^\/(?:[^/]+\/)*[^/]+\.\w+\/$/.test(path)) return to(path.slice(0, -1));
    }
    return undefined;
  },
  answer(rule, captures, { query }) {
    const location = fillPath(rule.to, captures);
    return location === undefined ? undefined : { status: rule.status, location: joinQuery(location, query) };
  },
};

export function vercelSource(from: string): SourcePattern {
  if (/[^\x21-\x7e]/.test(from)) {
    return { kind: 'never', reason: 'Vercel compares with the encoded address; write the source percent-encoded' };
  }
  return pathSource(from, { sensitive: true, looseSlash: false, delimiters: '' });
}
