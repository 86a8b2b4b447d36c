/**
 * `@name path /a /b`, and blocks of such lines that all have to hold: paths, expressions of paths, queries, the site's
 * host, scheme and method, and what none of these may be. What visitors, files or expressions decide stays undecided.
 * https://caddyserver.com/docs/caddyfile/matchers
 */
import { isHostAmong } from '../../../backlinks/webAddress.ts';
import { builtUrl, decodePath } from '../../../paths.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import { type RuleCondition, visitorCondition } from '../../condition.ts';
import type { RedirectContext, SourcePattern } from '../../format.ts';
import { literal, literalFolder, sentPath } from '../../host.ts';
import { caddy, caddyReach, comparedAsSent } from '../../hosts/caddy.ts';
import { reachOf } from '../../reach.ts';
import type { Requirement, Requirements } from '../../requirement.ts';
import type { RuleMeaning } from '../../rule.ts';
import { ofImports } from './snippets.ts';

/** What a named matcher lets through. */
export interface CaddyMatcher {
  readonly source: SourcePattern;
  readonly requires: Requirements;
  readonly conditions: readonly RuleCondition[];
}

export function caddyMatchers(lines: readonly RuleLine[], context: RedirectContext): ReadonlyMap<string, CaddyMatcher> {
  const found = new Map<string, CaddyMatcher>();
  for (const [i, { words }] of lines.entries()) {
    const [name = '', ...rest] = words.map(({ text }) => text);
    if (!name.startsWith('@') || rest.length === 0) continue;
    if (rest.at(-1) !== '{') {
      found.set(name, matcherOf(name, { parts: [rest], nots: [] }, context));
      continue;
    }
    const { parts, nots } = blockOf(lines.slice(i + 1));
    const isNot = rest.length === 2 && rest[0] === 'not';
    const isOpen = rest.length === 1 || isNot;
    const read = isNot ? { parts: [], nots: [parts] } : { parts, nots };
    found.set(
      name,
      matcherOf(name, isOpen && !(isNot && nots.length > 0) ? read : { parts: [['?']], nots: [] }, context),
    );
  }
  return found;
}

type Parts = readonly (readonly string[])[];

interface MatcherBlock {
  readonly parts: Parts;
  /** Of each block `not { … }` in it, what must not hold as a whole. */
  readonly nots: readonly Parts[];
}

/** What stands in a block, up to its end. */
function blockOf(lines: readonly RuleLine[]): MatcherBlock {
  const parts: string[][] = [];
  const nots: string[][][] = [];
  let depth = 1;
  for (const line of lines) {
    const words = line.words.map(({ text }) => text);
    if (words[0] === '}') depth--;
    if (depth === 0) break;
    if (words.at(-1) === '{') {
      depth++;
      if (depth === 2 && words.length === 2 && words[0] === 'not') nots.push([]);
      else parts.push(['?']);
    } else if (words.length > 0 && words[0] !== '}') {
      if (depth === 1) parts.push(words);
      else nots.at(-1)?.push(words);
    }
  }
  return { parts, nots };
}

function matcherOf(name: string, { parts, nots }: MatcherBlock, context: RedirectContext): CaddyMatcher {
  const paths = parts.flatMap(([kind, ...words]) => (kind === 'path' ? words : []));
  const others = parts.filter(([kind]) => kind !== 'path');
  const asked = others.map((part) => requirementOf(part, context));
  const isForOthers = asked.some((entry) => entry.kind === 'always' && !entry.is);
  const kinds = others.map(([kind = '', next]) => (kind === 'not' ? `not ${next}` : kind));
  const condition: RuleCondition = !isForOthers
    ? visitorCondition(`matcher ${name} (${[...kinds, ...nots.map(() => 'not')].join(', ')})`)
    : others.some((words) => words.includes('host'))
      ? { kind: 'host', names: name }
      : { kind: 'http' };
  const isOpen = parts.some((words) => words.some((word) => /\{args[.[]/.test(word)));
  if (isOpen) return { source: ofImports, requires: [], conditions: [] };
  const [only] = paths.length === 0 && parts.length === 1 && nots.length === 0 ? others : [];
  const own: Pick<RuleMeaning, 'source' | 'requires'> =
    paths.length === 1 ? pathMatcher(paths[0] ?? '') : { source: expressionSource(only) ?? pathSource(paths) };
  const requires = [
    ...(own.requires ?? []),
    ...asked.filter((entry) => !(entry.kind === 'always' && entry.is)).map((entry) => [entry]),
    ...nots.map((block) => block.map((part) => negated(requirementOf(part, context)))),
  ];
  return { source: own.source, requires, conditions: requires.length > 0 ? [condition] : [] };
}

/**
 * A single path. Where it has escapes or two slashes in a row, these are compared as they are sent; what else begins
 * with such an escaped path is answered too by some releases.
 */
export function pathMatcher(from: string): Pick<RuleMeaning, 'source' | 'requires' | 'conditions'> {
  const source = caddy.source(from);
  if (source.kind !== 'exact' || !/%[\da-f]{2}|\/\//i.test(from)) return { source };
  const path = decodePath(source.path);
  if (!/%[\da-f]{2}/i.test(from)) {
    // The names are compared by the source, which does not count the slashes.
    const slashes = `^${from.replace(/[^/]+/g, '[^/?]+')}(?:\\?|$)`;
    const sent: Requirement = { kind: 'text', of: 'uri', regex: slashes, isWanted: true };
    return { source, requires: [[sent]], conditions: [visitorCondition(`the slashes of ${from}`)] };
  }
  // No browser sends an escape that is needless.
  const isSent = sentPath(path).toLowerCase() === from.toLowerCase();
  const whole: Requirement = { kind: 'text', of: 'path', regex: `^${literal(path.toLowerCase())}$`, isWanted: true };
  return {
    source: { kind: 'pattern', regex: `(?i)^${literal(path)}`, names: [], under: '/' },
    requires: [isSent ? [whole, unknown] : [unknown]],
    conditions: [visitorCondition(`the escapes of ${from}`)],
  };
}

/** Of an expression of paths alone, those that it matches in whatever case; the expression itself is asked besides. */
function expressionSource([kind, ...words]: readonly string[] = []): SourcePattern | undefined {
  const written = words.at(-1)?.replace(/^\(\?i\)/, '') ?? '';
  if (kind !== 'path_regexp' || !compileRegex(`(?i)${written}`)) return undefined;
  const under = written.startsWith('^/') ? literalFolder(written.slice(1).toLowerCase(), /[^\w/~-]/) : '/';
  return { kind: 'pattern', regex: `(?i)${written}`, names: [], under };
}

/** One of several paths. */
function pathSource(paths: readonly string[]): SourcePattern {
  const [first] = paths;
  if (paths.some((path) => /%[\da-f]{2}|\/\//i.test(path))) {
    const regex = paths.map((path) => `(?:${caddyReach(path).regex})`).join('|');
    return { kind: 'unknown', reason: comparedAsSent, reach: { under: '/', regex } };
  }
  if (first === undefined) return { kind: 'prefix', path: builtUrl('/') };
  if (paths.length === 1) return caddy.source(first);
  const sources = paths.map((path) => caddy.source(path.toLowerCase()));
  const hard = sources.find(({ kind }) => kind === 'unknown');
  if (hard) return { ...hard, reach: { under: '/' } } as SourcePattern;
  const regex = sources.map((source) => `(?:${reachOf(source).regex ?? ''})`).join('|');
  return { kind: 'pattern', regex, names: [], under: '/' };
}

const unknown: Requirement = { kind: 'unknown' };

function requirementOf([kind = '', ...words]: readonly string[], context: RedirectContext): Requirement {
  const { siteHosts = [] } = context;
  switch (kind) {
    case 'path':
      return pathRequirement(words);
    case 'path_regexp': {
      const regex = words.at(-1) ?? '';
      return compileRegex(regex) ? { kind: 'text', of: 'path', regex, isWanted: true } : unknown;
    }
    case 'query':
      return queryRequirement(words);
    case 'host':
      if (siteHosts.length === 0 || words.some((word) => /[*{]/.test(word))) return unknown;
      return { kind: 'always', is: words.some((word) => isHostAmong(word.replace(/:\d+$/, ''), siteHosts)) };
    case 'protocol':
      return /^https?$/.test(words[0] ?? '') ? { kind: 'always', is: words[0] === 'https' } : unknown;
    case 'method':
      return { kind: 'always', is: words.some((word) => word.toUpperCase() === 'GET') };
    case 'not':
      return negated(requirementOf(words, context));
    default:
      return unknown;
  }
}

export function negated(requirement: Requirement): Requirement {
  if (requirement.kind === 'always') return { kind: 'always', is: !requirement.is };
  return requirement.kind === 'text' ? { ...requirement, isWanted: !requirement.isWanted } : unknown;
}

export function pathRequirement(paths: readonly string[]): Requirement {
  const source = pathSource(paths);
  const regex = source.kind === 'unknown' ? undefined : reachOf(source).regex;
  return regex === undefined ? unknown : { kind: 'text', of: 'path', regex: `(?i)${regex}`, isWanted: true };
}

/** `id=7`, `id=*`; several of one name are alternatives, of several names all have to be there. */
function queryRequirement(pairs: readonly string[]): Requirement {
  const [pair = ''] = pairs;
  const [, name = '', value = ''] = /^([\w.~-]+)=(\*|[\w.~-]*)$/.exec(pair) ?? [];
  if (pairs.length !== 1 || name === '') return unknown;
  const end = value === '*' ? '(?:=|&|$)' : `=${literal(value)}(?:&|$)`;
  return { kind: 'text', of: 'query', regex: `(?:^|&)${literal(name)}${end}`, isWanted: true };
}
