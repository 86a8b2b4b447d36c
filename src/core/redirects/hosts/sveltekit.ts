/**
 * SvelteKit: `handle` of `hooks.server` sees the address first, as it was sent. Then the routes: decoded, with regard to
 * case; an address with the other slash than the site's (`trailingSlash`, none unless set) is led to the right one with
 * 308 first. A route's redirect carries no query unless its code does. Rest parameters come after all that is more exact.
 */
import { decodePath, fileName } from '../../paths.ts';
import { isDynamicSegment } from '../../sveltekit/segments.ts';
import type { RedirectRule, SourcePattern } from '../format.ts';
import { type Host, joinQuery, literal, literalFolder, sentPath } from '../host.ts';
import { withBase } from '../target.ts';
import { fillNamed } from './plain.ts';

export const sveltekit: Host<'sveltekit'> = {
  id: 'sveltekit',
  title: 'SvelteKit',
  docs: 'https://svelte.dev/docs/kit/load#Redirects',
  server: undefined,
  pagesFirst: true,
  source: (written, { basePath = '/' } = {}) => routeSource(written.split('/'), basePath),
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

/** The folders of a route, in which `(group)` is left out. */
function routeSource(segments: readonly string[], basePath: string): SourcePattern {
  if (!segments.some(isDynamicSegment)) return { kind: 'exact', path: withBase(segments.join('/'), basePath) };
  const names: string[] = [];
  const base = basePath.replace(/\/$/, '');
  const body = segments.map((segment) => {
    const whole = /^\[\[(\.\.\.)?(\w+)\]\]$/.exec(segment);
    if (whole?.[2]) {
      names.push(whole[2]);
      return whole[1] ? '(?:/(.*))?' : '(?:/([^/]+))?';
    }
    const parts = segment.split(/(\[\w+\])/).map((part) => {
      if (!/^\[\w+\]$/.test(part)) return literal(part);
      names.push(part.slice(1, -1));
      return '([^/]+?)';
    });
    return `/${parts.join('')}`;
  });
  const fixed = `${base}/${segments.join('/')}`;
  return { kind: 'pattern', regex: `^${literal(base)}${body.join('')}$`, names, under: literalFolder(fixed, /\[/) };
}
