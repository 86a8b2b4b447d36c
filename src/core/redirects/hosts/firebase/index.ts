/**
 * Firebase Hosting: first match, before files. Sources are globs (`*`, `**`, `@(a|b)`) or, where the target has
 * placeholders, path patterns (`:name`, `:name*`), or RE2 expressions. Default status 301.
 */

import { builtUrl, decodeUri, encodeUri } from '../../../paths.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import type { SourcePattern } from '../../format.ts';
import { type Captures, type Host, withoutSlash } from '../../host.ts';
import { captureRegex, fillTarget } from './captures.ts';
import { globRegex } from './globs.ts';

export const firebase: Host<'firebase'> = {
  id: 'firebase',
  title: 'Firebase Hosting',
  docs: 'https://firebase.google.com/docs/hosting/full-config#redirects',
  server: 'firebase',
  pagesFirst: false,
  // As superstatic 10.0.0 answers for files, behind every redirect.
  slashes({ cleanUrls, trailingSlash }) {
    if (trailingSlash === false) return { folder: 'dropped', page: 'dropped' };
    if (trailingSlash === true) return { folder: 'added', ...(cleanUrls && { page: 'added' }) };
    return cleanUrls ? {} : { folder: 'added' };
  },
  source: (written, { to = '' } = {}) => firebaseSource(written, to),
  // A source without a slash at its end answers both spellings, one with it only its own.
  keys: (path) => [...new Set([single(path), withoutSlash(single(path))])],
  ruleKey: (_rule, path) => path,
  subject: decodeUri,
  answer(rule, captures, { query }) {
    // What an expression caught may have slashes wherever it is put.
    const isExpression = rule.source.kind === 'pattern' && rule.source.names[0] === '0';
    const isCaught = hasPlaceholders(rule.to) && (isExpression || Boolean(captures[whole]));
    const values = isExpression ? named(rule.from, captures) : captures;
    const location = isCaught ? fillTarget(rule.to, values, !isExpression) : rule.to;
    if (location === undefined) return undefined;
    const sent = decodeUri(query.replace(/\?.*$/s, ''));
    const joined = location.includes('?') ? `${location}&${sent}` : sent === '' ? location : `${location}?${sent}`;
    return { status: rule.status, location: withoutLead(encodeUri(joined)) };
  },
};

/** A URL behind a slash loses it, wherever it stands, if what remains is one: `/https://x.org` is `https:///x.org`. */
function withoutLead(location: string): string {
  const cleaned = location.replace('/http:/', 'http://').replace('/https:/', 'https://');
  return /^(?:\w+:)?\/\/(?:localhost(?![^:?\d/])|[^\s.]+\.\S{2})\S*$/.test(cleaned) ? cleaned : location;
}

/** The group around all that the placeholders of a source are part of. */
const whole = '*';

/** Only then is the target filled and decoded, and `:name` in the source catches. */
function hasPlaceholders(to: string): boolean {
  return /(?:^|\/):/.test(to);
}

/** Globs take repeated slashes for one. */
function single(path: string): string {
  return decodeUri(path).replace(/\/{2,}/g, '/');
}

/** The same for a source that is written as an expression; what it matches is `:0`. */
export function firebaseRegex(regex: string): SourcePattern {
  // RE2 has no look-around, and refuses the deployment.
  if (/\(\?<?[!=]/.test(regex) || !compileRegex(regex))
    return { kind: 'never', reason: 'its regular expression is not valid in RE2' };
  const names = ['0', ...groupsOf(regex).map((_, i) => String(i + 1))];
  return { kind: 'pattern', regex: `(${regex})`, names, under: '/' };
}

/** The name of each group, empty without one. */
function groupsOf(regex: string): readonly string[] {
  const signs = regex.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P?<([A-Za-z_]\w*)>|\((?!\?)/gs);
  return [...signs].flatMap(([sign, name]) => (sign.startsWith('(') ? [name ?? ''] : []));
}

/** Groups are known by number and by name. */
function named(regex: string, captures: Captures): Captures {
  const byName = groupsOf(regex).map((name, i) => [name, captures[String(i + 1)]] as const);
  const known = byName.flatMap(([name, value]) => (name === '' || value === undefined ? [] : [[name, value] as const]));
  return { ...captures, ...Object.fromEntries(known) };
}

function firebaseSource(source: string, to: string): SourcePattern {
  const glob = normalized(source);
  const isCapturing = hasPlaceholders(to);
  // `!`, `+` and `@` are signs in front of a parenthesis only.
  if (!isCapturing && !/[*?[\]{}()\\]/.test(glob)) return { kind: 'exact', path: builtUrl(glob) };
  const under = isCapturing ? '/' : firstFolder(glob);
  const asGlob = globRegex(glob);
  const caught = isCapturing ? captureRegex(glob) : undefined;
  const regex = caught ? `(?i:^(${caught.body})$)|${asGlob}` : asGlob;
  if (asGlob === undefined || regex === undefined || (isCapturing && !caught) || !compileRegex(regex))
    return { kind: 'unknown', reason: 'its glob cannot be read here', reach: { under } };
  return { kind: 'pattern', regex, names: caught ? [whole, ...caught.names] : [], under };
}

/** As a path: with a slash in front, without `.`, `..` and repeated slashes. */
function normalized(source: string): string {
  const parts: string[] = [];
  for (const part of source.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${parts.length > 0 && /\/\.{0,2}$/.test(source) ? '/' : ''}`;
}

/** Deeper folders would miss the addresses with a repeated slash. */
function firstFolder(glob: string): string {
  return /^\/[^/*?[\]{}()!+@\\]+(?=\/)/.exec(glob)?.[0] ?? '/';
}
