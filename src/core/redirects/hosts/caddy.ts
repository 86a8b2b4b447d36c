/**
 * Caddy: `redir` lines are sorted, the longest path first, and one without the `*` before its twin with it; before files.
 * Case does not count, a slash at the end does; the query is dropped unless the target has `{uri}` or `{query}`.
 */
import { ownMember } from '../../data/ownMember.ts';
import { builtUrl, decodePath, urlPath } from '../../paths.ts';
import type { RedirectRule, SourcePattern } from '../format.ts';
import { type Host, literal, literalFolder, slashedFolders } from '../host.ts';
import { wildcardSource } from './plain.ts';

export const caddy: Host<'caddy'> = {
  id: 'caddy',
  title: 'Caddy',
  docs: 'https://caddyserver.com/docs/caddyfile/directives/redir',
  server: 'caddy',
  comparesDecoded: true,
  pagesFirst: false,
  slashes: slashedFolders,
  source: caddySource,
  order: (rules) => [...rules].sort(bySpecificity),
  keys: (path) => [fold(path)],
  ruleKey: (_rule, path) => bare(path),
  subject: fold,
  answer(rule, captures, { path, query }) {
    if (rule.status >= 400 && rule.to === '') return { status: rule.status, location: '' };
    const segments = decodePath(path).replace(/^\//, '').split('/');
    const values: Readonly<Record<string, string | undefined>> = {
      uri: query === '' ? path : `${path}?${query}`,
      path: decodePath(path),
      query,
      'http.request.uri.path.file': segments.at(-1),
      file: segments.at(-1),
      'http.request.uri': query === '' ? path : `${path}?${query}`,
      'http.request.uri.path': decodePath(path),
      'http.request.uri.query': query,
      // Releases that do not know it yet put nothing in its place.
      'http.request.uri.prefixed_query': query === '' ? '' : undefined,
      '?query': query === '' ? '' : undefined,
    };
    let unknown = false;
    // `{$NAME:default}` is filled in from the server's environment.
    const location = rule.to.replace(ownHost, '').replace(/\{(\??[\w.]+|\$[^{}]*)\}/g, (whole, name: string) => {
      const segment = /^(?:http\.request\.uri\.)?path\.(\d+)$/.exec(name)?.[1];
      const group = /^(?:http\.regexp|re)\.(?:\w+\.)?(\w+)$/.exec(name)?.[1];
      const value =
        segment === undefined
          ? group === undefined
            ? ownMember(values, name)
            : captures[`%${group}`]
          : (segments[Number(segment)] ?? '');
      if (value === undefined) unknown = true;
      return value ?? whole;
    });
    return unknown ? { status: rule.status, location: '' } : { status: rule.status, location };
  },
};

/** A whole address of the site itself. */
const ownHost = /^(?:https?|\{scheme\}):\/\/\{(?:host|hostport)\}(?=[/{]|$)/;

function bare(path: string): string {
  return path.replace(/\/{2,}/g, '/').toLowerCase();
}

function fold(path: string): string {
  return bare(decodePath(path));
}

/**
 * The longer path first, its `*` not counted, and one without it before its twin; a rule for every path last.
 * Releases before 2.7 counted the `*`, which put `/a*` before `/a`.
 */
function bySpecificity(a: RedirectRule, b: RedirectRule): number {
  // Directives have an order of their own, in which `error` and then `respond` stand behind `redir`, and behind all blocks.
  const late = ({ from }: RedirectRule) => (/^error\b/.test(from) ? 1 : /^respond\b/.test(from) ? 2 : 0);
  const stage = (rule: RedirectRule) => rule.stage ?? (late(rule) > 0 ? Number.MAX_SAFE_INTEGER : 0);
  if (stage(a) !== stage(b)) return stage(a) - stage(b);
  if (late(a) !== late(b)) return late(a) - late(b);
  // A star alone is no matcher either.
  const isAll = ({ from }: RedirectRule) => Number(/^\*?$/.test(matcherOf(from)));
  if (isAll(a) + isAll(b) > 0) return isAll(a) - isAll(b);
  const [one, other] = [sortedPath(a), sortedPath(b)];
  // Of matchers that are no single path the first one written is tried first.
  if (one === undefined || other === undefined) return 0;
  const length = (path: string) => path.replace(/\*$/, '').length;
  return length(other) - length(one) || one.length - other.length;
}

function matcherOf(from: string): string {
  return from.replace(/^respond(?: |$)/, '');
}

/** The path a rule is sorted by: its own, or the one of its matcher. */
function sortedPath({ from: written, source }: RedirectRule): string | undefined {
  const from = matcherOf(written);
  if (!from.startsWith('@')) return from;
  return source.kind === 'exact' ? source.path : undefined;
}

/** A path of which a part is escaped is compared as it is sent there; `?`, `[` and `\` are signs of a pattern. */
function caddySource(from: string): SourcePattern {
  if (from === '' || from === '*') return { kind: 'prefix', path: urlPath('/') };
  const signs = from.includes('*') ? /(?<!\\)(?:\\\\)*[?[]/ : /(?<!\\)(?:\\\\)*\[/;
  const reach = { under: literalFolder(from.toLowerCase(), /[*?[\\%]/) };
  if (/\{\$[^{}]*\}/.test(from)) {
    const filled = { under: literalFolder(from.toLowerCase(), /[*?[\\%{]/) };
    return { kind: 'unknown', reason: "the server's environment fills in its path", reach: filled };
  }
  if (signs.test(from)) return { kind: 'unknown', reason: 'its pattern cannot be read here', reach };
  if (/%25[\da-f]{2}/i.test(from))
    return { kind: 'unknown', reason: 'versions of Caddy read an escaped % before digits in two ways', reach };
  if (from.includes('*') && /%[\da-f]{2}|\/\//i.test(from))
    return { kind: 'unknown', reason: comparedAsSent, reach: { ...reach, ...caddyReach(from) } };
  if (!from.includes('*')) return { kind: 'exact', path: builtUrl(decodePath(from.replace(/\\(.)/g, '$1'))) };
  const plain = from.replace(/\/{2,}/g, '/');
  // A star that is neither the first sign nor the last stands for a part of one segment.
  return /^[^*].*\*.*[^*]$/.test(plain)
    ? { kind: 'pattern', regex: `(?i)^${plain.split('*').map(literal).join('[^/]*')}$`, names: [], under: reach.under }
    : wildcardSource(plain, '*', false);
}

export const comparedAsSent = 'Caddy compares escapes and two slashes in a row as they are sent';

/** The most that a path with escapes answers: what begins like it, up to its first sign. */
export function caddyReach(path: string): { readonly regex: string } {
  const [head = ''] = path.split(/[*?[\\]/);
  return { regex: `(?i)^${decodePath(head).split(/\/+/).map(literal).join('/+')}` };
}

/** A decoded path as a matcher has to have it. */
export function caddyPath(path: string): string {
  return path.replace(/%/g, '%25').replace(/[\\[?]/g, '\\$&');
}
