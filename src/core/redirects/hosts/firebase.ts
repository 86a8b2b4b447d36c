/**
 * Firebase Hosting: first match, before files. Sources are globs (`*`, `**`, `@(a|b)`) or, where the target has
 * placeholders, path patterns (`:name`, `:name*`), or RE2 expressions. Default status 301.
 */
import { decodePath, urlPath } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { SourcePattern } from '../format.ts';
import { type Host, literal, literalFolder } from './host.ts';

export const firebase: Host = {
  id: 'firebase',
  title: 'Firebase Hosting',
  docs: 'https://firebase.google.com/docs/hosting/full-config#redirects',
  pagesFirst: false,
  keys: (path) => [fold(path)],
  ruleKey: (_rule, path) => fold(path),
  subject: (path) => decodePath(path),
  answer(rule, captures, { query }) {
    let missing = false;
    const placeholder = /(^|\/):([A-Za-z_]\w*|\d+)([*+?]?)(?=(.?))/g;
    const fill = (_whole: string, slash: string, name: string, modifier: string, next: string) => {
      const value = captures[name];
      if (value === undefined || value === '') {
        // Text right behind a placeholder keeps its slash.
        if (modifier === '*' || modifier === '?') return next === '' || next === '/' ? '' : slash;
        missing = true;
      }
      // A value of several segments needs the sign for several in the target too.
      if (value?.includes('/') && modifier !== '*' && modifier !== '+') missing = true;
      return slash + (value ?? '');
    };
    const location = rule.to.replace(placeholder, fill);
    if (missing) return undefined;
    const sent = decodePath(query);
    const joined = location.includes('?') ? `${location}&${sent}` : sent === '' ? location : `${location}?${sent}`;
    return { status: rule.status, location: encodeURI(joined) };
  },
};

function fold(path: string): string {
  const decoded = decodePath(path);
  return decoded.length > 1 ? decoded.replace(/\/$/, '') : decoded;
}

export function firebaseSource(source: string, regex: string | undefined, to: string): SourcePattern {
  if (regex !== undefined) {
    const names = [...regex.matchAll(/\((?!\?)|\(\?P?<([A-Za-z_]\w*)>/g)].map((found, i) => found[1] ?? String(i + 1));
    if (!compileRegex(regex)) return { kind: 'never', reason: 'its regular expression is not one of RE2' };
    return { kind: 'pattern', regex, names, under: '/' };
  }
  const glob = source.startsWith('/') ? source : `/${source}`;
  if (/(?:^|\/):/.test(to) || /\/:/.test(glob)) return captureSource(glob);
  if (!/[*?[\]{}()!+@]/.test(glob)) return { kind: 'exact', path: urlPath(glob) };
  const body = globBody(glob);
  if (body === undefined || !compileRegex(`^${body}/?$`))
    return { kind: 'unknown', reason: 'its glob is beyond what is read here' };
  return { kind: 'pattern', regex: `^${body}/?$`, names: [], under: literalFolder(glob, /[*?[\]{}()!+@]/) };
}

/** Placeholders, in the notation of path-to-regexp 1. */
function captureSource(glob: string): SourcePattern {
  const names: string[] = [];
  let star = 0;
  const body = glob
    .split(/(\/:[A-Za-z_]\w*[*+?]?|\*+)/)
    .map((part) => {
      const placeholder = /^\/:([A-Za-z_]\w*)([*+?]?)$/.exec(part);
      if (placeholder?.[1]) {
        names.push(placeholder[1]);
        if (placeholder[2] === '*') return '(?:/([^/]+?(?:/[^/]+?)*))?';
        if (placeholder[2] === '+') return '/([^/]+?(?:/[^/]+?)*)';
        return placeholder[2] === '?' ? '(?:/([^/]+?))?' : '/([^/]+?)';
      }
      if (!/^\*+$/.test(part)) return literal(part);
      names.push(String(star++));
      return '(.*)';
    })
    .join('');
  return { kind: 'pattern', regex: `(?i)^${body.replace(/\/$/, '')}/?$`, names, under: '/' };
}

/** `*` within a segment, `**` over segments, `@(a|b)` and its kin, `{a,b}`. */
function globBody(glob: string): string | undefined {
  let body = '';
  for (let at = 0; at < glob.length; at++) {
    const rest = glob.slice(at);
    const extended = /^([@?*+!])\(([^()]*)\)/.exec(rest);
    if (extended?.[1] && extended[2] !== undefined) {
      if (extended[1] === '!') return undefined;
      const choice = extended[2]
        .split('|')
        .map((part) => part.split('*').map(literal).join('[^/]*'))
        .join('|');
      body += `(?:${choice})${extended[1] === '@' ? '' : extended[1]}`;
      at += extended[0].length - 1;
    } else if (rest.startsWith('/**/')) {
      body += '/(?:[^/.][^/]*/)*';
      at += 3;
    } else if (rest === '/**') {
      body += '/(?:[^/.][^/]*(?:/[^/.][^/]*)*/?)?';
      at += 2;
    } else if (/^\*+/.test(rest)) {
      const stars = /^\*+/.exec(rest)?.[0].length ?? 1;
      const opens = glob[at - 1] === '/';
      const closes = glob[at + stars] === undefined || glob[at + stars] === '/';
      body += opens ? (closes ? '[^/.][^/]*' : '(?:[^/.][^/]*)?') : '[^/]*';
      at += stars - 1;
    } else if (rest[0] === '{') {
      const close = rest.indexOf('}');
      if (close < 0) return undefined;
      body += `(?:${rest
        .slice(1, close)
        .split(',')
        .map((part) => part.split('*').map(literal).join('[^/]*'))
        .join('|')})`;
      at += close;
    } else if (rest[0] === '?') body += '[^/]';
    else if (rest[0] === '[') return undefined;
    else body += literal(glob[at] ?? '');
  }
  return body;
}
