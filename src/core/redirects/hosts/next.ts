/**
 * Next.js: puts the slash at the end right by a 308 of its own, then tries the rules in order, before pages and
 * `public/`. Sources are path-to-regexp 6 patterns without regard to case, held against the encoded path.
 */
import type { SourcePattern } from '../format.ts';
import { type Host, joinQuery, withoutSlash } from './host.ts';
import { fillPath, pathSource } from './pathPatterns.ts';

export const next: Host = {
  id: 'next',
  title: 'Next.js',
  docs: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/redirects',
  pagesFirst: false,
  keys: (path) => [fold(path)],
  ruleKey: (_rule, path) => fold(path),
  subject: (path) => path.toLowerCase(),
  before({ path, query }, { trailingSlash }) {
    const to = (location: string) => ({ status: 308, location: joinQuery(location, query) });
    if (trailingSlash === true) {
      if (path !== '/' && !path.endsWith('/') && !/\.[^/]+$/.test(path) && !path.startsWith('/.well-known'))
        return to(`${path}/`);
      return undefined;
    }
    return path.length > 1 && path.endsWith('/') ? to(withoutSlash(path)) : undefined;
  },
  answer(rule, captures, { query }) {
    const location = fillPath(rule.to, captures);
    return location === undefined ? undefined : { status: rule.status, location: joinQuery(location, query) };
  },
};

function fold(path: string): string {
  return withoutSlash(path).toLowerCase();
}

export function nextSource(from: string, trailingSlash: boolean): SourcePattern {
  if (/[^\x21-\x7e]/.test(from)) {
    return { kind: 'never', reason: 'Next.js compares with the encoded address; write the source percent-encoded' };
  }
  if (!trailingSlash && from.length > 1 && from.endsWith('/')) {
    return { kind: 'never', reason: 'Next.js takes the slash at the end away before it looks at the rules' };
  }
  return pathSource(from, { sensitive: false, looseSlash: true, delimiters: '' });
}
