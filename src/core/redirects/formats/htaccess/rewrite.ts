/**
 * `RewriteRule pattern target [flags]` of a `.htaccess` file: redirects, and what rewrites before them do to them.
 * https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriterule
 */
import { ownMember } from '../../../data/ownMember.ts';
import { builtUrl } from '../../../paths.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import { visitorCondition } from '../../condition.ts';
import type { InvalidRule, SourcePattern } from '../../format.ts';
import { folderOfRegex, groupNames, withLetters } from '../../hosts/nginx.ts';
import { reachOf, unreadRegex } from '../../reach.ts';
import type { Requirement, Requirements } from '../../requirement.ts';
import type { RuleMeaning } from '../../rule.ts';
import type { RewriteConditions } from './conditions.ts';
import { refusesOthers } from './refusals.ts';

/** Statuses by their names in directives. */
export const namedStatuses: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303, gone: 410 };

/** Where a file counts from: its folder for what is matched, and `RewriteBase` for a target without a slash. */
export interface Base {
  readonly directory: string;
  readonly target: string | undefined;
}

/** A section around a directive that does not hold for everybody, and what it asks for. */
export interface Section {
  readonly name: string;
  readonly requirement: Requirement;
}

/** The rule with all that has to be so for it: its own conditions, the sections around it and the rewrites before it. */
export function conditioned(
  meaning: RuleMeaning,
  asked: RewriteConditions,
  within: readonly Section[],
  earlier: readonly Requirement[],
): RuleMeaning {
  const sections = within.map(({ name }) => visitorCondition(`section ${name}`));
  const conditions = [...(meaning.conditions ?? []), ...asked.conditions, ...sections];
  const inside = within.map(({ requirement }) => [requirement]);
  const requires = [...(meaning.requires ?? []), ...inside, ...asked.requirements, ...earlier.map((entry) => [entry])];
  if (requires.length === 0) return meaning;
  return { ...meaning, conditions, requires };
}

/** A rewrite that sends nobody on: it ends the search for what it matches, or changes the address inside the server. */
export function rewriteInside(
  [pattern, to, flagText]: readonly string[],
  base: Base,
  { requirements }: RewriteConditions,
  within: readonly Section[],
):
  | { readonly earlier: Requirement; readonly reach: Pick<InvalidRule, 'message' | 'isHidden' | 'reach'> | undefined }
  | undefined {
  if (pattern === undefined || to === undefined || leadsAway(to, flagsOf(flagText))) return undefined;
  const flags = flagsOf(flagText);
  const source = pattern.startsWith('!') ? undefined : regexSource(wholePattern(pattern, base), isCaseless(flags));
  const { regex = '' } = source ? reachOf(source) : {};
  const isCertain = source?.kind === 'exact' || source?.kind === 'pattern';
  const all: Requirements = [
    ...requirements,
    ...(within.length > 0 || !isCertain ? [[{ kind: 'unknown' }] as const] : []),
  ];
  const ends = endsSearch(to, flags);
  const hasNoEffect = to === '-' && !ends && !flags.some((flag) => /^(?:S|SKIP|C|CHAIN)\b/.test(flag));
  const earlier: Requirement = hasNoEffect ? { kind: 'always', is: true } : { kind: 'earlier', regex, all, ends };
  // What takes every address, as a front controller does, is no sign that one of them is redirected.
  const isEverything =
    source === undefined ||
    ['/zz-sample', '/7/index.html'].every((rest) => matchesAll(regex, base.directory + rest.slice(1)));
  if (to === '-' || isEverything) return { earlier, reach: undefined };
  const message = insideMessage(pattern, to, flags);
  return { earlier, reach: { message, isHidden: true, reach: source && reachOf(source) } };
}

/** Whether a rule only refuses visitors that are not the usual ones. */
export function isForUnusual([, to, flagText]: readonly string[], { requirements }: RewriteConditions): boolean {
  return to === '-' && flagsOf(flagText).some((flag) => /^(?:F|FORBIDDEN)$/.test(flag)) && refusesOthers(requirements);
}

function insideMessage(pattern: string, to: string, flags: readonly string[]): string {
  return isProxied(flags)
    ? `Another server answers what RewriteRule ${pattern} matches.`
    : `RewriteRule ${pattern} leads to ${to} inside the server.`;
}

/** Nothing below it answers what it matches. */
function endsSearch(to: string, flags: readonly string[]): boolean {
  return isProxied(flags) || (to === '-' && flags.some((flag) => /^(?:L|LAST|END|F|FORBIDDEN)$/.test(flag)));
}

function matchesAll(regex: string, path: string): boolean {
  return regex === '' || compileRegex(regex)?.test(path) === true;
}

function flagsOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((flag) => flag.trim().toUpperCase());
}

/** The flags that say what becomes of the query and of signs, by their short names: ` [NE,QSA]`. */
function answeringFlags(flags: readonly string[]): string {
  const found = Object.entries(answering).filter(([short, long]) => flags.includes(short) || flags.includes(long));
  return found.length === 0 ? '' : ` [${found.map(([short]) => short).join(',')}]`;
}

const answering = {
  NE: 'NOESCAPE',
  QSA: 'QSAPPEND',
  QSD: 'QSDISCARD',
  QSL: 'QSLAST',
  B: 'B',
} as const;

function isCaseless(flags: readonly string[]): boolean {
  return flags.includes('NC') || flags.includes('NOCASE');
}

function statusFlag(flags: readonly string[]): RegExpExecArray | undefined {
  return flags.map((flag) => /^(?:R|REDIRECT)(?:=(\w+))?$/.exec(flag)).find((found) => found !== null) ?? undefined;
}

function isGone(flags: readonly string[]): boolean {
  return flags.includes('G') || flags.includes('GONE');
}

/** In the file of a folder such a redirect is looked for inside the server, where nothing is. */
export function passesThrough(flagText: string | undefined): boolean {
  return flagsOf(flagText).some((flag) => flag === 'PT' || flag === 'PASSTHROUGH');
}

/** The next rule is looked at only where this one matched. */
export function isChained(flagText: string | undefined): boolean {
  return flagsOf(flagText).some((flag) => flag === 'C' || flag === 'CHAIN');
}

/** A redirect without the flag L: the rules below it see its target, by which they may lead elsewhere. */
export function isChangedBelow(
  [, to = '', flagText]: readonly string[],
  below: readonly (readonly string[])[],
): boolean {
  const flags = flagsOf(flagText);
  if (!leadsAway(to, flags) || isGone(flags) || flags.some((flag) => /^(?:L|LAST|END)$/.test(flag))) return false;
  const target = /^https?:/.test(to) ? to : `https://site${to}`;
  return below.some(([pattern = '', , others]) => {
    const negated = pattern.startsWith('!');
    const regex = `${isCaseless(flagsOf(others)) ? '(?i)' : ''}${pattern.replace(/^!/, '')}`;
    return compileRegex(regex)?.test(target.replace(/[$%]\d/g, 'x')) !== negated;
  });
}

/** A redirect, or 410; the others stay inside the server, or ask another one, whatever other flags they have. */
function leadsAway(to: string, flags: readonly string[]): boolean {
  return isGone(flags) || (!isProxied(flags) && (statusFlag(flags) !== undefined || /^https?:\/\//.test(to)));
}

function isProxied(flags: readonly string[]): boolean {
  return flags.includes('P') || flags.includes('PROXY');
}

/** The pattern is compared with what follows the folder; one without `^` may begin anywhere in it. */
function wholePattern(pattern: string, { directory }: Base): string {
  const folder = escapeRegex(directory);
  const parts = alternatives(pattern).map((part) =>
    part.startsWith('^') ? `^${folder}${part.slice(1)}` : `^${folder}(?:.*?)${part}`,
  );
  return parts.length === 1 ? parts.join('') : `(?:${parts.join('|')})`;
}

/** What stands between the bars that lie in no group. */
function alternatives(pattern: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: sign, index } of pattern.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]/g)) {
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (sign === '|' && depth === 0) {
      parts.push(pattern.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, pattern.slice(start)];
}

export function rewrite(
  [pattern, to, flagText]: readonly string[],
  base: Base,
): RuleMeaning | { readonly problem: string } | undefined {
  if (pattern === undefined || to === undefined) return { problem: 'RewriteRule needs a pattern and a target.' };
  const flags = flagsOf(flagText);
  const code = statusFlag(flags);
  const gone = isGone(flags);
  if (!leadsAway(to, flags)) return undefined;
  const status = gone ? 410 : code?.[1] ? (ownMember(namedStatuses, code[1].toLowerCase()) ?? Number(code[1])) : 302;
  const source =
    takesSlash(pattern, base) ?? regexSource(wholePattern(pattern.replace(/^!/, ''), base), isCaseless(flags));
  const from = `RewriteRule ${pattern}${answeringFlags(flags)}`;
  const isRelative = !/^(?:\/|https?:|-$|[%$])/i.test(to) && base.target !== undefined;
  const folder = base.target?.replace(/\/?$/, '/');
  const target = isRelative ? `${folder}${to}` : to;
  // What it begins with is only known of a request.
  const rest = /^[%$]/.test(to) && folder !== undefined ? { beforeRelative: folder } : {};
  const meaning = { from, to: gone ? '' : target, status, statusIsDefault: code?.[1] === undefined, ...rest };
  return pattern.startsWith('!') ? { ...meaning, ...whereNot(source, pattern, base) } : { ...meaning, source };
}

/** In a file of folders the address comes without its slash; a pattern of the server's own configuration has it in front. */
function takesSlash(pattern: string, { directory }: Base): SourcePattern | undefined {
  if (directory === '' || !alternatives(pattern).every((part) => /^\^\/(?![?*{])/.test(part))) return undefined;
  const reason = 'a pattern of a .htaccess file is compared without the slash in front: take it out behind ^';
  return { kind: 'never', reason };
}

/** A rule for all that a pattern does not match. */
function whereNot(
  source: SourcePattern,
  pattern: string,
  { directory }: Base,
): Pick<RuleMeaning, 'source' | 'conditions' | 'requires'> {
  const { regex } = reachOf(source);
  const isCertain = source.kind === 'exact' || source.kind === 'pattern';
  const requirement: Requirement =
    regex && isCertain ? { kind: 'text', of: 'path', regex, isWanted: false } : { kind: 'unknown' };
  return {
    source: {
      kind: 'pattern',
      regex: `^${escapeRegex(directory)}`,
      names: [],
      under: directory.replace(/(.)\/$/, '$1') || '/',
    },
    conditions: [visitorCondition(`what ${pattern.slice(1)} does not match`)],
    requires: [[requirement]],
  };
}

export function regexSource(written: string, caseless: boolean): SourcePattern {
  const pattern = withLetters(written);
  const plain = /^\^((?:[\w\-/]|\\[.-])*)(\/\?)?\$$/.exec(pattern);
  if (plain?.[1]?.startsWith('/') && !plain[1].includes('//') && !plain[2] && !caseless)
    return { kind: 'exact', path: builtUrl(plain[1].replace(/\\(.)/g, '$1')) };
  const regex = `${caseless ? '(?i)' : ''}${pattern}`;
  const under = pattern.startsWith('^/') && !caseless && !pattern.includes('|') ? folderOfRegex(pattern) : '/';
  return compileRegex(regex)
    ? { kind: 'pattern', regex, names: groupNames(pattern), under }
    : unreadRegex(regex, under);
}

/** A path as it stands in an expression. */
export function escapeRegex(path: string): string {
  return path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
