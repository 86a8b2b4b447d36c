/**
 * Firebase Hosting: first match, before files. Sources are globs (`*`, `**`, `@(a|b)`) or, where the target has
 * placeholders, path patterns (`:name`, `:name*`), or RE2 expressions. Default status 301.
 */

import { builtUrl, decodePath, encodeUri, encodeUriPart } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import { append } from '../../text/longLists.ts';
import type { SourcePattern } from '../format.ts';
import { type Captures, type Host, literal, withoutSlash } from '../host.ts';

export const firebase: Host<'firebase'> = {
  id: 'firebase',
  title: 'Firebase Hosting',
  docs: 'https://firebase.google.com/docs/hosting/full-config#redirects',
  server: 'firebase',
  pagesFirst: false,
  source: (written, { to = '' } = {}) => firebaseSource(written, to),
  // A source without a slash at its end answers both spellings, one with it only its own.
  keys: (path) => [...new Set([single(path), withoutSlash(single(path))])],
  ruleKey: (_rule, path) => path,
  subject: (path) => decodePath(path),
  answer(rule, captures, { query }) {
    // What an expression caught may have slashes wherever it is put.
    const isExpression = rule.source.kind === 'pattern' && rule.source.regex === rule.from;
    const location = hasPlaceholders(rule.to) ? fill(rule.to, captures, isExpression) : rule.to;
    if (location === undefined) return undefined;
    const sent = decodePath(query);
    const joined = location.includes('?') ? `${location}&${sent}` : sent === '' ? location : `${location}?${sent}`;
    return { status: rule.status, location: encodeUri(joined) };
  },
};

/** Only then is the target filled and decoded, and `:name` in the source catches. */
function hasPlaceholders(to: string): boolean {
  return /(?:^|\/):/.test(to);
}

/** `undefined` when a value is missing, or has several segments where the target has room for one. */
function fill(to: string, captures: Captures, isExpression: boolean): string | undefined {
  let missing = false;
  const filled = to.replace(
    /([/.]?):(\w+)([*+?]?)(?=(.?))/g,
    (_whole, lead: string, name: string, modifier: string, next: string) => {
      const value = captures[name];
      if (value === undefined || value === '') {
        // Text right behind a placeholder keeps its slash.
        if (modifier === '*' || modifier === '?') return next === '' || next === '/' ? '' : lead;
        missing = true;
      }
      if (!isExpression && value?.includes('/') && modifier !== '*' && modifier !== '+') missing = true;
      return lead + encodeUriPart(value ?? '');
    },
  );
  return missing ? undefined : decodePath(filled);
}

/** Globs take repeated slashes for one. */
function single(path: string): string {
  return decodePath(path).replace(/\/{2,}/g, '/');
}

/** The same for a source that is written as an expression. */
export function firebaseRegex(regex: string): SourcePattern {
  const names = [...regex.matchAll(/\((?!\?)|\(\?P?<([A-Za-z_]\w*)>/g)].map((found, i) => found[1] ?? String(i + 1));
  // RE2 has no look-around, and refuses the deployment.
  if (/\(\?<?[!=]/.test(regex) || !compileRegex(regex))
    return { kind: 'never', reason: 'its regular expression is not one of RE2' };
  return { kind: 'pattern', regex, names, under: '/' };
}

function firebaseSource(source: string, to: string): SourcePattern {
  const glob = source.startsWith('/') ? source : `/${source}`;
  if (hasPlaceholders(to)) return captureSource(glob);
  // `!`, `+` and `@` are signs in front of a parenthesis only.
  if (!/[*?[\]{}()\\]/.test(glob)) return { kind: 'exact', path: builtUrl(glob) };
  const under = firstFolder(glob);
  const bodies = expanded(glob)?.map((part) => {
    const body = globBody(part);
    return body === undefined ? undefined : body + (part.endsWith('/') ? '' : '/*');
  });
  const [first] = bodies ?? [];
  const whole = bodies && `^${bodies.length === 1 ? first : `(?:${bodies.join('|')})`}$`;
  if (whole === undefined || bodies?.includes(undefined) || !compileRegex(whole))
    return { kind: 'unknown', reason: 'its glob is beyond what is read here', reach: { under } };
  return { kind: 'pattern', regex: whole, names: [], under };
}

/** Deeper folders would miss the addresses with a repeated slash. */
function firstFolder(glob: string): string {
  return /^\/[^/*?[\]{}()!+@]+(?=\/)/.exec(glob)?.[0] ?? '/';
}

/** Placeholders, in the notation of path-to-regexp 1. */
function captureSource(glob: string): SourcePattern {
  const names: string[] = [];
  let star = 0;
  const body = glob
    .split(/([/.]?:\w+[*+?]?|\*+)/)
    .map((part) => {
      const placeholder = /^([/.]?):(\w+)([*+?]?)$/.exec(part);
      if (placeholder?.[2] !== undefined) {
        names.push(placeholder[2]);
        const lead = literal(placeholder[1] ?? '');
        const one = placeholder[1] === '.' ? '[^.]+?' : '[^/]+?';
        const more = `(${one}(?:${lead}${one})*)`;
        if (placeholder[3] === '*') return `(?:${lead}${more})?`;
        if (placeholder[3] === '+') return lead + more;
        return placeholder[3] === '?' ? `(?:${lead}(${one}))?` : `${lead}(${one})`;
      }
      if (!/^\*+$/.test(part)) return literal(part);
      names.push(String(star++));
      return '(.*)';
    })
    .join('');
  return { kind: 'pattern', regex: `(?i)^${body.replace(/\/$/, '')}/?$`, names, under: '/' };
}

/** `{a,b}` and `{,/**}` written out, one in the other as well; `undefined` for what is no plain choice. */
function expanded(glob: string, most = 200): readonly string[] | undefined {
  const found = /\{([^{}]*)\}/.exec(glob);
  if (!found) return [glob.replace(/\/{2,}/g, '/')];
  const [whole, inside = ''] = found;
  if (!inside.includes(',')) return undefined;
  const parts = inside
    .split(',')
    .map((part) => glob.slice(0, found.index) + part + glob.slice(found.index + whole.length));
  const all: string[] = [];
  for (const part of parts) {
    const inner = expanded(part, most);
    if (inner === undefined || all.length + inner.length > most) return undefined;
    append(all, inner);
  }
  return [...new Set(all)];
}

/** `*` within a segment, `**` over segments, `@(a|b)` and its kin, `[a-z]`. */
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
      body += '/+(?:[^/.][^/]*/+)*';
      at += 3;
    } else if (rest === '/**') {
      body += '/+(?:[^/.][^/]*(?:/+[^/.][^/]*)*/*)?';
      at += 2;
    } else if (/^\*+/.test(rest)) {
      const stars = /^\*+/.exec(rest)?.[0].length ?? 1;
      const opens = glob[at - 1] === '/';
      const closes = glob[at + stars] === undefined || glob[at + stars] === '/';
      body += opens ? (closes ? '[^/.][^/]*' : '(?:[^/.][^/]*)?') : '[^/]*';
      at += stars - 1;
    } else if (rest[0] === '\\') return undefined;
    else if (rest[0] === '?') body += '[^/]';
    else if (rest[0] === '[') {
      const set = /^\[([!^]?)((?:\\.|[^\]\\/])+)\]/.exec(rest);
      if (!set) return undefined;
      body += `[${set[1] ? '^' : ''}${(set[2] ?? '').replace(/[[^&]/g, '\\$&')}]`;
      at += set[0].length - 1;
    } else if (rest[0] === '{' || rest[0] === '}') return undefined;
    else body += rest[0] === '/' ? '/+' : literal(glob[at] ?? '');
  }
  return body;
}
