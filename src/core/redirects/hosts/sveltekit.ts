/**
 * SvelteKit: `handle` of `hooks.server` sees the address first, as it was sent. Then the routes: decoded, with regard to
 * case; an address with the other slash than the site's (`trailingSlash`, none unless set) is led to the right one with
 * 308 first. A route's redirect carries no query unless its code does. Rest parameters come after all that is more exact.
 */
import { decodePath, fileName } from '../../paths.ts';
import type { RedirectRule } from '../format.ts';
import { type Host, joinQuery, sentPath } from '../host.ts';
import { fillNamed } from './plain.ts';

export const sveltekit: Host = {
  id: 'sveltekit',
  title: 'SvelteKit',
  docs: 'https://svelte.dev/docs/kit/load#Redirects',
  pagesFirst: true,
  order: (rules) => [...rules].sort((a, b) => rankOf(a) - rankOf(b) || bySegments(a.from, b.from)),
  keys: (path) => [bare(decodePath(path)), sentKey(path)],
  ruleKey: (rule, path) => (isHook(rule) ? sentKey(sentPath(path)) : bare(path)),
  subject: (path) => bare(decodePath(path)),
  answer(rule, captures, { path, query }, settings) {
    const answer = { status: rule.status, location: fillNamed(rule.to, captures) };
    const location = rule.keepsQuery ? joinQuery(answer.location, query) : answer.location;
    if (isHook(rule)) return { ...answer, location };
    const slashed = settings.trailingSlash === true && !fileName(rule.file).startsWith('+server');
    if (path !== '/' && path.endsWith('/') !== slashed) {
      return { status: 308, location: joinQuery(slashed ? `${path}/` : path.slice(0, -1), query) };
    }
    return { ...answer, location };
  },
};

function isHook({ file }: RedirectRule): boolean {
  return fileName(file).startsWith('hooks.');
}

function rankOf(rule: RedirectRule): number {
  if (isHook(rule)) return 0;
  return rule.source.kind === 'exact' ? 1 : 2;
}

/** Segment by segment: a name before a part of one, a whole one, one that may be missing, and all the rest. */
function bySegments(a: string, b: string): number {
  const [left, right] = [a.split('/').map(freedomOf), b.split('/').map(freedomOf)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function freedomOf(segment: string): number {
  if (/^\[\.\.\./.test(segment)) return 4;
  if (segment.startsWith('[[')) return 3;
  return /^\[[^\]]*\]$/.test(segment) ? 2 : segment.includes('[') ? 1 : 0;
}

/** Without one slash at the end; a second one is another address. */
function bare(path: string): string {
  return path.replace(/(.)\/$/, '$1');
}

/** Marked, so that it is no path of a route. */
function sentKey(path: string): string {
  return `=${path}`;
}
