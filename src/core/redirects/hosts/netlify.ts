/**
 * Netlify: rules of `_redirects`, then of `netlify.toml`, first match; a published page wins unless the rule is forced.
 * One slash at the end makes no difference; a `*` at the end of a segment catches the rest as `:splat`, `:name` one segment.
 */
import { decodePath, urlPath } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { RedirectRule, SourcePattern } from '../format.ts';
import { type Host, joinQuery, literal, literalFolder, slashedFolders } from '../host.ts';
import { reachOf } from '../reach.ts';
import { filledInTurn } from './placeholders.ts';

export const netlify: Host<'netlify'> = {
  id: 'netlify',
  title: 'Netlify',
  docs: 'https://docs.netlify.com/manage/routing/redirects/overview/',
  server: 'netlify',
  pagesFirst: true,
  slashes: slashedFolders,
  marksForced: true,
  // It keeps its files under lower-case names: https://www.jvt.me/posts/2019/11/11/gotcha-netlify-lowercase/
  ignoresCase: true,
  // The documentation asks for the encoded one, its local server compares the decoded one.
  wantsBothSpellings: true,
  source: netlifySource,
  order: withoutRepeats,
  keys: (path) => [fold(path)],
  ruleKey: (_rule, path) => bare(path),
  // What a wildcard catches keeps its slash at the end.
  subject: decodePath,
  answer(rule, captures, { path, query }) {
    const location = filledInTurn(rule.to, captures);
    const isRedirect = rule.status >= 300 && rule.status < 400;
    if (isRedirect && isLoop(rule, location, path)) return 'stays';
    return { status: rule.status, location: location.includes('?') ? location : joinQuery(location, query) };
  },
};

/**
 * A rule for all below a folder that leads to the folder, or to the address itself, ends the search: it would answer for
 * its own target. So does one that leads below its own folder, for addresses that begin like its target: `/* /en/:splat`
 * leaves `/en/x` where it is. Others answer, in a loop.
 */
function isLoop(rule: RedirectRule, location: string, path: string): boolean {
  if (rule.source.kind !== 'pattern' || !rule.source.names.includes('splat')) return false;
  const folder = /^(?:https?:\/\/[^/]*)?(\/?.*)\/\*$/is.exec(rule.from)?.[1];
  const isOwnFolder = folder !== undefined && bare(rule.to) === (folder || '/');
  if (isOwnFolder && decodePath(path) === folder && rule.to !== folder) return false;
  // A slash that the target adds is an answer of its own.
  const addsSlash = !rule.to.includes(':splat') && decodePath(location) === `${decodePath(path)}/`;
  return isOwnFolder || (fold(location) === fold(path) && !addsSlash) || isThere(rule, location, path);
}

function isThere({ from, to, source }: RedirectRule, location: string, path: string): boolean {
  if (source.kind !== 'pattern' || !from.endsWith('/*') || !to.startsWith('/')) return false;
  const cut = to.indexOf('/:splat');
  const head = cut < 0 ? to : to.slice(0, cut);
  const isBelow = head !== '' && decodePath(path).startsWith(head);
  return isBelow && compileRegex(source.regex)?.test(decodePath(location.replace(/[?#].*$/, ''))) === true;
}

/** Of rules that say the same, the last one keeps its place. */
function withoutRepeats(rules: readonly RedirectRule[]): readonly RedirectRule[] {
  const same = ({ from, to, status, force, conditions, query = [] }: RedirectRule) =>
    JSON.stringify([from, to, status, force, conditions, query]);
  const last = new Map(rules.map((rule) => [same(rule), rule]));
  return last.size === rules.length ? rules : rules.filter((rule) => last.get(same(rule)) === rule);
}

/** One slash at the end does not count; a second one does, as does a repeated one within. */
function bare(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

function fold(path: string): string {
  return bare(decodePath(path));
}

/** Its matcher reads a source as far as its first empty part: `//a` is the home page, and `/a//b` is `/a`. */
function asRead(from: string): string {
  const cut = from.indexOf('//');
  return cut < 0 ? from : from.slice(0, cut) || '/';
}

/** The meaning of a source path, without its host. */
function netlifySource(written: string): SourcePattern {
  const from = asRead(written);
  const path = fold(from);
  if (!/\*|\/:[^/]/.test(path)) return { kind: 'exact', path: urlPath(from) };
  if (/\*[^/]/.test(path)) return { kind: 'never', reason: 'a * must be the end of a segment' };
  const names: string[] = [];
  const regex = path
    .slice(1)
    .split('/')
    .map((segment, i) => {
      // Where a rule has a wildcard, one repeated slash is allowed in front of any segment but the first.
      const slash = i === 0 ? '/' : '//?';
      if (segment === '*') {
        names.push(names.includes('splat') ? 'splat2' : 'splat');
        return '(?:/(.*))?';
      }
      if (segment.startsWith(':') && segment.length > 1) {
        names.push(segment.slice(1));
        return `${slash}([^/]+)`;
      }
      if (!segment.endsWith('*')) return slash + literal(segment);
      names.push(names.includes('splat') ? 'splat2' : 'splat');
      return `${slash}${literal(segment.slice(0, -1))}/?(.*)`;
    })
    .join('');
  return { kind: 'pattern', regex: `^${regex}/?$`, names, under: literalFolder(path, /\*|:/) };
}

/** The meaning of a source as it is written, with or without its host. */
export function netlifyWrittenSource(from: string): SourcePattern {
  if (/^(?:\/|https?:\/\/)/i.test(from)) {
    const source = netlifySource(from.replace(/^https?:\/\/[^/]*/i, '') || '/');
    if (!/%2f/i.test(from)) return source;
    // Its local server asks with decoded addresses, which no such source is like: netlify-redirector 0.5.0.
    const slash = "Netlify's local server never matches an escaped slash, and what its hosting does is not documented";
    return { kind: 'unknown', reason: `${slash}: write / in its place`, reach: reachOf(source) };
  }
  // Its parser takes such a rule, its local server answers nothing with it, and sites live on it for years.
  const reason =
    'Netlify accepts a source without a slash at its beginning, and does not document what it matches: write /';
  return { kind: 'unknown', reason: `${reason}${from}`, reach: reachOf(netlifySource(`/${from}`)) };
}

/** Why Netlify's build takes no rule of these; `undefined` when it does. Without a target a rule serves what is there. */
export function netlifyRefusal(from: string, to: string | undefined, status: number): string | undefined {
  const [, host, path = ''] = /^(?:https?:\/\/([^/?#]*))?(.*)$/is.exec(from) ?? [];
  if (host === '') return `${from} is not an address.`;
  if (path.startsWith('/.netlify')) return 'Addresses below /.netlify cannot be redirected.';
  const servesItself = from.endsWith('/*') && status >= 200 && status < 300;
  return to === undefined && !servesItself
    ? 'A redirect needs to, unless it serves what lies below a wildcard.'
    : undefined;
}

/** The target of a rule that has none: the address itself. */
export function ownTarget(from: string): string {
  return from.replace(/\/\*$/, '/:splat');
}
