/**
 * Next.js: puts the slash at the end right by a 308 of its own, then tries the rules in order, before pages and
 * `public/`. Sources are path-to-regexp 6 patterns without regard to case, held against the encoded path.
 */
import { ownMember } from '../../data/ownMember.ts';
import type { HostSettings, SourcePattern } from '../format.ts';
import { type Captures, type Host, joinQuery, sentPath, withoutSlash } from '../host.ts';
import { fillPath, pathSource } from './pathPatterns.ts';

export const next: Host<'next'> = {
  id: 'next',
  title: 'Next.js',
  docs: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/redirects',
  server: undefined,
  pagesFirst: false,
  source: (written, { trailingSlash = false } = {}) => nextSource(written, trailingSlash),
  keys: (path) => [fold(path)],
  ruleKey: (_rule, path) => fold(sentPath(path)),
  subject: (path) => path,
  before({ path: sent, query }, settings) {
    const to = (location: string) => ({ status: 308, location: joinQuery(location, asWritten(query)) });
    if (settings.keepsSlashes) return undefined;
    const path = shownPath(sent, settings);
    if (settings.trailingSlash === true) {
      if (/^\/\.well-known(?:\/|$)/.test(path)) return undefined;
      if (/^\/(?:[^/]+\/)*[^/.]+$/.test(path)) return to(`${path}/`);
      return /^\/(?:[^/]+\/)*[^/]+\.\w+\/$/.test(path) ? to(path.slice(0, -1)) : undefined;
    }
    return path.length > 1 && path.endsWith('/') ? to(withoutSlash(path)) : undefined;
  },
  answer(rule, captures, { query }) {
    const location = fillPath(filledHost(rule.to, captures), captures);
    return location === undefined
      ? undefined
      : { status: rule.status, location: merged(asUrl(location), asWritten(query)) };
  },
};

/** What the rules for the slash at the end see: the base path as it is written, and no name of the default language. */
function shownPath(path: string, { basePath = '', defaultLanguage: language }: HostSettings): string {
  const isBase = path.toLowerCase() === `${basePath}/`.toLowerCase();
  if (language === undefined) return basePath !== '' && isBase ? `${basePath}/` : path;
  if (basePath !== '' && path === `${basePath}/`) return basePath;
  if (!path.startsWith(basePath)) return path;
  const inside = path.slice(basePath.length);
  const [first = '', ...rest] = inside.split('/').slice(1);
  if (first.toLowerCase() !== language.toLowerCase()) return path;
  const shown = rest.join('/');
  return shown === '' ? basePath || '/' : `${basePath}/${shown}`;
}

/** Names stand for what they caught in a host, too; a host with nothing behind it is that of a URL, which has a slash. */
function filledHost(to: string, captures: Captures): string {
  const [origin = ''] = /^https?:\/\/[^/?#]+/i.exec(to) ?? [];
  const rest = to.slice(origin.length);
  const filled = origin.replace(/:([A-Za-z_]\w*)/g, (whole, name: string) => ownMember(captures, name) ?? whole);
  return filled + (origin !== '' && !rest.startsWith('/') ? `/${rest}` : rest);
}

/** A target is read as a URL and written anew: braces are no group there, and a name without a value gets a sign. */
function asUrl(location: string): string {
  const [, path = '', query = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(location) ?? [];
  return path.replace(/[{}]/g, encodeURIComponent) + query.replace(/([?&][^=&]+)(?=&|$)/g, '$1=') + hash;
}

/** A query is read and written anew: a name without a value gets a sign. */
function asWritten(query: string): string {
  return query.replace(/(^|&)([^=&]+)(?=&|$)/g, '$1$2=');
}

/** The parameters of the request, then those of the target, which take the place of those of the same name. */
function merged(location: string, query: string): string {
  const cut = location.search(/[?#]/);
  if (cut < 0 || location[cut] === '#' || query === '') return joinQuery(location, query);
  const [search = '', hash] = location.slice(cut + 1).split('#');
  const all = new Map<string, readonly string[]>();
  for (const given of [new URLSearchParams(query), new URLSearchParams(search)])
    for (const name of new Set(given.keys())) all.set(name, given.getAll(name));
  const joined = new URLSearchParams(
    [...all].flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  ).toString();
  return `${location.slice(0, cut)}?${joined}${hash === undefined ? '' : `#${hash}`}`;
}

function fold(path: string): string {
  return withoutSlash(path).toLowerCase();
}

function nextSource(from: string, trailingSlash: boolean): SourcePattern {
  if (/[^\x21-\x7e]/.test(from)) {
    return { kind: 'never', reason: 'Next.js compares with the encoded address; write the source percent-encoded' };
  }
  if (!trailingSlash && from.length > 1 && from.endsWith('/')) {
    return { kind: 'never', reason: 'Next.js removes the slash at the end before it reads the rules' };
  }
  return pathSource(from, { sensitive: false, looseSlash: true, delimiters: '' });
}
