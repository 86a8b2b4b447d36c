/**
 * `RewriteCond TestString Pattern [flags]` in front of a `RewriteRule`: which of them hold for a visitor who asks for a
 * page of this site by https. What browsers send besides, the server's surroundings and maps stay undecided.
 * https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewritecond
 */
import { compileRegex } from '../../../text/linearRegex.ts';
import { type RuleCondition, visitorCondition } from '../../condition.ts';
import type { RedirectContext } from '../../format.ts';
import type { RequestText, Requirement, Requirements } from '../../requirement.ts';
import { serverOf } from './serverSettings.ts';

/** What the `RewriteCond` lines in front of a rule ask for. */
export interface RewriteConditions {
  readonly requirements: Requirements;
  /** Whom alone the rule answers, for those who read it; empty where that is everybody. */
  readonly conditions: readonly RuleCondition[];
}

/** `lines`: the words of the conditions, without their directive. */
export function rewriteConditions(lines: readonly (readonly string[])[], context: RedirectContext): RewriteConditions {
  const groups: Requirement[][] = [];
  let isOpen = false;
  for (const [text = '', pattern = '', flags = ''] of lines) {
    const requirement = requirementOf(text, pattern, /\bNC\b|\bnocase\b/i.test(flags), context);
    const last = groups.at(-1);
    if (isOpen && last) last.push(requirement);
    else groups.push([requirement]);
    isOpen = /\bOR\b|\bornext\b/i.test(flags);
  }
  const requirements = groups.filter((group) => !group.some((entry) => entry.kind === 'always' && entry.is));
  const never = requirements.findIndex((group) => group.every(({ kind }) => kind === 'always'));
  if (never >= 0) return { requirements, conditions: [onlyFor(lines)] };
  return {
    requirements,
    conditions:
      requirements.length === 0 ? [] : lines.map((words) => visitorCondition(`RewriteCond ${words.join(' ')}`)),
  };
}

/** What `<If "%{QUERY_STRING} == 'a'">` asks for, where it compares one text with one other. */
export function sectionRequirement(section: string, context: RedirectContext): Requirement {
  const [, text = '', sign = '', value, ...regex] = comparison.exec(section) ?? [];
  const [pattern, flags] = [regex[0] ?? regex[2], regex[1] ?? regex[3]];
  const negation = sign.startsWith('!') ? '!' : '';
  if (value !== undefined) return requirementOf(text, `${negation}=${value}`, false, context);
  if (pattern === undefined) return { kind: 'unknown' };
  return requirementOf(text, negation + pattern, flags === 'i', context);
}

const comparison = /^<If\s+(%\{\w+\})\s*(==|!=|=~|!~)\s*(?:'([^'%]*)'|m#([^#]*)#(i?)|\/((?:[^/\\]|\\.)*)\/(i?))\s*>$/i;

/** Visitors of other hosts, or those who come by http. */
function onlyFor(lines: readonly (readonly string[])[]): RuleCondition {
  const host = lines.find(([text = '']) => /HTTP_HOST|SERVER_NAME/i.test(text));
  return host ? { kind: 'host', names: host[1] ?? '' } : { kind: 'http' };
}

function requirementOf(text: string, pattern: string, isCaseless: boolean, context: RedirectContext): Requirement {
  const isNegated = pattern.startsWith('!');
  const bare = isNegated ? pattern.slice(1) : pattern;
  // A condition in the language of `<If>`.
  if (/^expr$/i.test(text)) return isNegated ? { kind: 'unknown' } : sectionRequirement(`<If ${bare}>`, context);
  if (/^-[a-zA-Z]{1,2}$/.test(bare)) return fileTest(text, bare, !isNegated);
  const isText = bare.startsWith('=');
  const written = isText ? `^${escaped(bare.slice(1).replace(/^"(.*)"$/, '$1'))}$` : bare;
  const regex = `${isCaseless ? '(?i)' : ''}${written}`;
  const compiled = /^[<>]/.test(bare) ? undefined : compileRegex(regex);
  if (!compiled) return { kind: 'unknown' };
  const value = constantOf(text, context);
  if (value !== undefined) return { kind: 'always', is: compiled.test(value) !== isNegated };
  const of = partOf(text);
  if (of) return { kind: 'text', of, regex, isWanted: !isNegated };
  const constants = new Map(
    [...text.matchAll(/%\{(\w+)\}/g)].flatMap(([whole, name = '']) => {
      const known = constantOf(whole, context);
      return known === undefined ? [] : [[name.toUpperCase(), known] as const];
    }),
  );
  return { kind: 'filled', text, regex, isWanted: !isNegated, maps: serverOf(context)?.maps, constants };
}

function fileTest(text: string, test: string, isWanted: boolean): Requirement {
  const [, suffix] =
    /^(?:%\{(?:REQUEST_FILENAME|SCRIPT_FILENAME)\}|%\{DOCUMENT_ROOT\}\/?%\{REQUEST_URI\})([^%$]*)$/i.exec(text) ?? [];
  if (suffix === undefined) return { kind: 'unknown' };
  switch (test) {
    case '-f':
    case '-s':
      return { kind: 'published', as: 'file', suffix, isWanted, isCut: true };
    case '-d':
      return { kind: 'published', as: 'folder', suffix, isWanted, isCut: true };
    case '-l':
    case '-h':
    case '-L':
      // A site that is built holds no links.
      return { kind: 'always', is: !isWanted };
    default:
      return { kind: 'unknown' };
  }
}

/** What a text is for everybody who is meant; `undefined` where that differs. */
function constantOf(text: string, { siteHosts = [] }: RedirectContext): string | undefined {
  const name = /^%\{([^}]*)\}$/.exec(text)?.[1]?.toUpperCase();
  switch (name) {
    case 'HTTPS':
    case 'SSL:HTTPS':
      return 'on';
    case 'SERVER_PORT':
      return '443';
    case 'REQUEST_SCHEME':
    case 'HTTP:X-FORWARDED-PROTO':
      return 'https';
    case 'REQUEST_METHOD':
      return 'GET';
    case 'IS_SUBREQ':
      return 'false';
    // Apache's own for what it asks itself, and what no visitor of a page sends.
    case 'ENV:REDIRECT_STATUS':
    case 'ENV:REDIRECT_URL':
    case 'ENV:REDIRECT_QUERY_STRING':
    case 'HTTP:UPGRADE':
      return '';
    case 'HTTP_HOST':
    case 'SERVER_NAME':
      return siteHosts[0];
    default:
      return undefined;
  }
}

function partOf(text: string): RequestText | undefined {
  switch (text.toUpperCase()) {
    case '%{REQUEST_URI}':
      return 'path';
    case '%{QUERY_STRING}':
      return 'query';
    case '%{THE_REQUEST}':
      return 'line';
    default:
      return undefined;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
