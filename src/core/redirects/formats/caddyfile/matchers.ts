/**
 * `@name path /a /b`, and blocks of such lines that all have to hold: paths, expressions of paths, queries, the site's
 * host, scheme and method, and what none of these may be. What visitors, files or expressions decide stays undecided.
 * https://caddyserver.com/docs/caddyfile/matchers
 */
import { isHostAmong } from '../../../backlinks/webAddress.ts';
import { builtUrl } from '../../../paths.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import { type RuleCondition, visitorCondition } from '../../condition.ts';
import type { RedirectContext, SourcePattern } from '../../format.ts';
import { literal } from '../../host.ts';
import { caddy } from '../../hosts/caddy.ts';
import { reachOf } from '../../reach.ts';
import type { Requirement, Requirements } from '../../requirement.ts';

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
      found.set(name, matcherOf(name, [rest], context));
      continue;
    }
    let end = i + 1;
    while (end < lines.length && lines[end]?.words[0]?.text !== '}') end++;
    const parts = lines.slice(i + 1, end).map((line) => line.words.map(({ text }) => text));
    found.set(
      name,
      matcherOf(
        name,
        parts.filter((part) => part.length > 0),
        context,
      ),
    );
  }
  return found;
}

function matcherOf(name: string, parts: readonly (readonly string[])[], context: RedirectContext): CaddyMatcher {
  const paths = parts.flatMap(([kind, ...words]) => (kind === 'path' ? words : []));
  const others = parts.filter(([kind]) => kind !== 'path');
  const asked = others.map((part) => requirementOf(part, context));
  const isForOthers = asked.some((entry) => entry.kind === 'always' && !entry.is);
  const kinds = others.map(([kind = '', next]) => (kind === 'not' ? `not ${next}` : kind)).join(', ');
  const condition: RuleCondition = !isForOthers
    ? visitorCondition(`matcher ${name} (${kinds})`)
    : others.some((words) => words.includes('host'))
      ? { kind: 'host', names: name }
      : { kind: 'http' };
  const requires = asked.filter((entry) => !(entry.kind === 'always' && entry.is)).map((entry) => [entry]);
  return { source: pathSource(paths), requires, conditions: requires.length > 0 ? [condition] : [] };
}

/** One of several paths. */
function pathSource(paths: readonly string[]): SourcePattern {
  const [first] = paths;
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

function negated(requirement: Requirement): Requirement {
  if (requirement.kind === 'always') return { kind: 'always', is: !requirement.is };
  return requirement.kind === 'text' ? { ...requirement, isWanted: !requirement.isWanted } : unknown;
}

function pathRequirement(paths: readonly string[]): Requirement {
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
