/**
 * Nuxt and Nitro `routeRules`: the most specific key wins, before pages; one slash at the end does not count, case does.
 * Addresses are compared decoded, but for `%25` and `%2F`. Queries are carried; a target takes over the rest of an
 * address only where both end in `/**`, and nothing else that was caught.
 */
import { urlPath } from '../../paths.ts';
import type { RedirectRule, SourcePattern } from '../format.ts';
import { asSent, type Host, literal } from '../host.ts';

export const nuxt: Host<'nuxt'> = {
  id: 'nuxt',
  title: 'Nuxt',
  docs: 'https://nuxt.com/docs/guide/concepts/rendering#route-rules',
  server: undefined,
  pagesFirst: false,
  source: (written, { basePath = '' } = {}) => nuxtSource(written, basePath),
  order: (rules) => [...rules].sort(bySpecificity),
  keys: (path) => [single(decoded(path))],
  ruleKey: (_rule, path) => single(path.replace(/%/g, '%25')),
  subject: (path) => single(decoded(path)),
  answer({ status, to, from }, _captures, { path, query }) {
    if (!to.endsWith(rest)) return { status, location: withQuery(to, query) };
    const asked = decoded(path);
    const base = from.endsWith(rest) ? from.slice(0, -rest.length) : '';
    // The rest is what follows the text of the key; behind a placeholder that is nothing, and the answer 400.
    if (partsOf(base).kind !== 0) return 'stays';
    const below = asked.slice(base.length).replace(/^\/+/, '') + (query === '' ? '' : `?${query}`);
    const target = to.slice(0, -rest.length);
    return {
      status,
      location: asSent(below === '' && target !== '' ? target : `${target.replace(/\/$/, '')}/${below}`),
    };
  },
};

const rest = '/**';

/** An escaped percent sign or slash stays escaped; where an escape is wrong, so does everything. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replace(/%25/g, '%2525').replace(/%2f/gi, '%252F'));
  } catch {
    return path;
  }
}

function single(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') || '/' : path;
}

/** The parameters of the request take the place of those of the same name in the target. */
function withQuery(to: string, query: string): string {
  if (query === '') return to;
  const [, path = '', own = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(to) ?? [];
  const parameters = new Map<string, readonly string[]>();
  for (const given of [new URLSearchParams(own), new URLSearchParams(query)]) {
    for (const name of new Set(given.keys())) parameters.set(name, given.getAll(name));
  }
  const merged = new URLSearchParams(
    [...parameters].flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  );
  return `${path}?${merged}${hash}`;
}

/** A key's text up to its first placeholder, and what follows that; a key without any is as specific as can be. */
function partsOf(key: string) {
  const found = /\/(?:\*\*$|\*(?=\/|$)|:[^/]+)/.exec(key);
  if (!found) return { kind: 0, head: key, tail: '' };
  return {
    kind: found[0] === rest ? 2 : 1,
    head: key.slice(0, found.index),
    tail: key.slice(found.index + found[0].length),
  };
}

/** Plain keys, then those with a placeholder, then `/**`; the longer text first. Of equal keys the last one counts. */
function bySpecificity(one: RedirectRule, other: RedirectRule): number {
  return compareKeys(single(one.from), single(other.from)) || other.order - one.order;
}

function compareKeys(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  if (a.kind !== b.kind) return a.kind - b.kind;
  if (a.kind === 0) return 0;
  return b.head.length - a.head.length || (a.kind === 1 ? compareKeys(a.tail, b.tail) : 0);
}

/** `/a`, `/a/*`, `/a/:name/b`, `/a/**`; other uses of the two signs are read and match nothing. */
function nuxtSource(written: string, basePath: string): SourcePattern {
  const key = basePath.replace(/(?<!\/)\/+$/, '') + (written.startsWith('/') ? written : `/${written}`);
  if (/%(?!25|2F)/.test(key))
    return { kind: 'never', reason: 'addresses are compared decoded; write the key without %' };
  const segments = single(key).slice(1).split('/');
  const names: string[] = [];
  let body = '';
  for (const [i, segment] of segments.entries()) {
    if (segment === '**' && i === segments.length - 1) body += '(?:/.*)?';
    else if (segment === '*' || segment.startsWith(':')) {
      names.push(segment.slice(1) || String(names.length));
      body += '/([^/]*)';
    } else if (/[*:]/.test(segment)) return { kind: 'never', reason: '* and : are only read as whole segments' };
    else body += `/${literal(segment)}`;
  }
  if (names.length === 0 && !key.endsWith(rest) && !key.includes('%2F')) return { kind: 'exact', path: urlPath(key) };
  // Deeper folders would miss the addresses whose escapes are kept.
  return { kind: 'pattern', regex: `^${body}$`, names, under: '/' };
}
