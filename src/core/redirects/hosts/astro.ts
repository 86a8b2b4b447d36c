/**
 * Astro: by route priority, told segment by segment; one slash at the end does not count, case does; a redirect
 * takes the place of the page of the same route; queries are dropped. Keys are compared with the decoded address, targets are encoded as they stand.
 */
import { ownMember } from '../../data/ownMember.ts';
import { decodeUri, encodeUri, urlPath } from '../../paths.ts';
import type { RedirectRule, SourcePattern } from '../format.ts';
import { type Captures, type Host, literal, literalFolder, withoutSlash } from '../host.ts';

export const astro: Host<'astro'> = {
  id: 'astro',
  title: 'Astro',
  docs: 'https://docs.astro.build/en/guides/routing/#redirects',
  server: undefined,
  makesBothSpellings: true,
  // A page is a route like any other: one without parameters goes before a redirect that has some.
  pagesFirst: true,
  source: astroSource,
  order: (rules) => [...rules].sort(bySpecificity),
  keys: (path) => [fold(path)],
  ruleKey: (_rule, path) => withoutSlash(path),
  subject: fold,
  answer: ({ status, to }, captures) => ({ status, location: /^https?:/.test(to) ? to : filled(to, captures) }),
};

const parameter = /\[(\.\.\.)?(\w+)\]/g;

/** A rest that is empty is written out as what it is to a program. */
function filled(to: string, captures: Captures): string {
  return to.replace(parameter, (whole, rest: string | undefined, name: string) => {
    const value = ownMember(captures, name);
    return value === undefined ? whole : value === '' && rest ? 'undefined' : encodeUri(value);
  });
}

/** Escapes of signs that mean something in an address stay. */
function fold(path: string): string {
  return withoutSlash(decodeUri(path));
}

/** Plain text, then text around a parameter, then a parameter alone, then the rest; what takes the rest is last of its kind. */
function rank(segment: string): number {
  const parameters = segment.match(parameter);
  if (!parameters) return 0;
  const rest = parameters.some((text) => text.startsWith('[...')) ? 1 : 0;
  return (parameters.join('') === segment ? 3 : 1) + rest;
}

function segmentsOf(key: string): readonly string[] {
  return key.split('/').filter((segment) => segment !== '');
}

function bySpecificity({ from: one }: RedirectRule, { from: other }: RedirectRule): number {
  const [a, b] = [segmentsOf(one), segmentsOf(other)];
  const plain = Number(b.every((segment) => rank(segment) === 0)) - Number(a.every((segment) => rank(segment) === 0));
  if (plain !== 0) return plain;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left = '', right = ''] = [a[i], b[i]];
    const ranks = rank(left) - rank(right);
    if (ranks !== 0) return ranks;
    if (rank(left) === 0 && left !== right) return left < right ? -1 : 1;
  }
  const takesRest = (segments: readonly string[]) => /\[\.\.\./.test(segments.at(-1) ?? '');
  // `/a` goes before `/a/[...rest]`, which else would take it too.
  if (a.length === b.length + 1 && takesRest(a) && !takesRest(b)) return 1;
  if (b.length === a.length + 1 && takesRest(b) && !takesRest(a)) return -1;
  return b.length - a.length;
}

/** `/old`, `/blog/[slug]`, `/blog/[...rest]`, `/a-[slug]`. */
function astroSource(key: string): SourcePattern {
  if (/%[\da-f]{2}/i.test(key) && fold(key) !== withoutSlash(key))
    return { kind: 'never', reason: `addresses are compared decoded: write ${fold(key)}` };
  const segments = segmentsOf(key);
  const names = [...key.matchAll(parameter)].flatMap(([, , name]) => name ?? []);
  if (names.length === 0) return { kind: 'exact', path: urlPath(key.replace(/%/g, '%25')) };
  const body = segments.map((segment) => {
    if (/^\[\.\.\.\w+\]$/.test(segment)) return '(?:/(.*?))?';
    const parts = segment.split(/(\[(?:\.\.\.)?\w+\])/).map((part) => {
      if (!/^\[.*\]$/.test(part)) return literal(part);
      return part.startsWith('[...') ? '(.*?)' : '([^/]+?)';
    });
    return `/${parts.join('')}`;
  });
  return { kind: 'pattern', regex: `^${body.join('')}/?$`, names, under: literalFolder(key, /\[/) };
}
