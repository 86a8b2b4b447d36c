/**
 * The redirects of a server block: `return` and `rewrite` of the server itself, of its locations, and of an `if` in
 * either. Of the locations one is chosen, and nothing of the others answers; so a location that only serves files takes
 * addresses away from those that redirect.
 */

import { builtUrl } from '../../../paths.ts';
import { append } from '../../../text/longLists.ts';
import { type RuleCondition, visitorCondition } from '../../condition.ts';
import type { RedirectContext, SourcePattern } from '../../format.ts';
import { nginxRegex } from '../../hosts/nginx.ts';
import { reachOf } from '../../reach.ts';
import { nothingPublished, type Requirements } from '../../requirement.ts';
import type { NginxDirective } from './blocks.ts';
import { nginxCondition } from './conditions.ts';
import type { NginxRedirect } from './directives.ts';
import { endedBy } from './ended.ts';
import { conditionOf, type Fallback, fallbackBlock, fallbackOf, takenStatuses } from './fallbacks.ts';
import { type HiddenRules, isInside, keptSlashes, passed, rewrittenInside } from './hidden.ts';
import { elsewhere } from './included.ts';
import { chosen, chosenBefore, isAnswered, isClosed, isInternal, type Location, locationsIn } from './locations.ts';
import { type QuerySet, querySet, withConstants, withQuery } from './variables.ts';

/** The redirects of a configuration, and directives that may answer and are not understood. */
export interface NginxRules {
  readonly redirects: readonly NginxRedirect[];
  readonly hidden: HiddenRules;
}

/** What holds around a directive. */
interface Around {
  readonly location: Location | undefined;
  /** The directive that leads here what no file answers. */
  readonly via?: Fallback | undefined;
  readonly conditions: readonly RuleCondition[];
  readonly requires: Requirements;
  /** What the server answered before it looked for a location. */
  readonly refused: Requirements;
  /** What became of the query that rewrites carry on. */
  readonly query?: QuerySet | undefined;
  /** An expression was asked since the location was found: `$1` is what it caught, or nothing where it did not match. */
  readonly isCaught?: boolean | undefined;
}

/** `maps`: variables whose values are rules of their own. */
export function serverRules(
  blocks: readonly NginxDirective[],
  maps: ReadonlySet<string>,
  context: RedirectContext,
): NginxRules {
  const [outside = [], ...servers] = scopesOf(blocks);
  // A file without any server is included into one.
  const isPart = servers.length === 0 && outside.some(({ words: [name] }) => name === 'location');
  const inside = servers.map((scope) => scopeRules(scope, maps, context, true));
  const rules = [scopeRules(outside, maps, context, isPart), ...inside];
  return {
    redirects: rules.flatMap(({ redirects }) => redirects),
    hidden: rules.flatMap(({ hidden }) => hidden),
  };
}

/** What is read together: each server, and what stands in none, as in a file that servers include. */
function scopesOf(blocks: readonly NginxDirective[]): readonly (readonly NginxDirective[])[] {
  const isGroup = ({ words: [name] }: NginxDirective) => name === 'server' || name === 'http';
  const inner = blocks.filter(isGroup).flatMap(({ block = [] }) => scopesOf(block));
  return [blocks.filter((directive) => !isGroup(directive)), ...inner];
}

function scopeRules(
  scope: readonly NginxDirective[],
  maps: ReadonlySet<string>,
  context: RedirectContext,
  isInServer: boolean,
): NginxRules {
  const redirects: NginxRedirect[] = [];
  const hidden: NginxRules['hidden'][number][] = [];
  const locations = locationsIn(scope);
  const taken = takenStatuses(scope);
  const serving = locations.filter(({ directive }) => !isAnswered(directive));
  const closed = chosenBefore(locations.filter(({ directive }) => isClosed(directive)));
  const visit = (list: readonly NginxDirective[], outer: Around) => {
    let around = outer;
    for (const directive of list) {
      const [name = '', ...words] = directive.words;
      const { block } = directive;
      const unseen = elsewhere(directive, around.location?.source, isInServer, context);
      if (unseen) hidden.push(unseen);
      else if (name === 'if' && block) {
        // Where it asks for a value that is a rule of its own, nothing is left to say.
        if (!maps.has(testOf(words).replace(/^\$|\s*!=\s*$/g, ''))) visit(block, within(words, around, context));
      } else if (name === 'location' && block) {
        const location = locations.find((entry) => entry.directive === directive);
        if (location && (around.via || !isInternal(directive))) visit(block, insideLocation(location, around, serving));
      } else if (block) {
        if (name !== 'map' && name !== 'types') visit(block, around);
      } else single(directive, around);
      around = afterDirective(directive, around, context);
    }
  };
  const single = (directive: NginxDirective, around: Around) => {
    const [name = '', ...words] = directive.words;
    if (name === 'return')
      append(
        redirects,
        returned(directive, words, around).map((rule) => open(rule, taken)),
      );
    else if (name === 'rewrite' && isInside(words)) append(hidden, rewrittenInside(directive, words, around));
    else if (name === 'rewrite') append(redirects, rewritten(directive, words, around));
    else if (/^\w+_pass$/.test(name)) append(hidden, passed(directive, around));
    else if (name === 'merge_slashes' && words[0] === 'off') hidden.push({ start: directive.start, ...keptSlashes });
    else fallBack(directive, around);
  };
  const fallBack = (directive: NginxDirective, around: Around) => {
    const via = around.via ? undefined : fallbackOf(directive);
    if (!via) return;
    const behind = behindFiles(directive, via, around, closed);
    if (/^(?:https?:|\$scheme:)\/\//.test(via.to)) {
      const rules = returned(directive, [String(via.status), via.to], behind);
      append(
        redirects,
        via.via === 'error_page' ? rules.map((rule) => ({ ...rule, isErrorPage: true as const })) : rules,
      );
    } else visit(fallbackBlock(via, scope) ?? [], behind);
  };
  visit(scope, { location: undefined, conditions: [], requires: [], refused: [] });
  return { redirects: withConstants(redirects, scope), hidden };
}

function insideLocation(location: Location, around: Around, serving: readonly Location[]): Around {
  const requires = [...around.refused, ...chosen(location, around.location, serving)];
  return { ...around, location, isCaught: false, requires };
}

/** What holds where no file answers; `closed`: locations that let nobody in. */
function behindFiles(directive: NginxDirective, via: Fallback, around: Around, closed: Requirements): Around {
  const tried = triedBefore(directive);
  return {
    ...around,
    via,
    conditions: [...around.conditions, conditionOf(via)],
    requires: [...around.requires, ...nothingPublished, ...tried, ...(around.location ? [] : closed)],
  };
}

/** `try_files $uri $uri.html @moved`: files whose name is that of the address with something behind it. */
function triedBefore({ words: [name, ...tried] }: NginxDirective): Requirements {
  const suffixes = tried.slice(0, -1).flatMap((word) => /^\$uri([^/$]+)$/.exec(word)?.[1] ?? []);
  return name === 'try_files'
    ? suffixes.map((suffix) => [{ kind: 'published', as: 'file', suffix, isWanted: false }] as const)
    : [];
}

/** What stands between the parentheses of an `if`. */
function testOf(words: readonly string[]): string {
  return words.join(' ').replace(/^\(\s*|\s*\)$/g, '');
}

function within(words: readonly string[], around: Around, context: RedirectContext): Around {
  const text = testOf(words);
  const asked = nginxCondition(words, context);
  const isForOthers = asked.every((entry) => entry.kind === 'always' && !entry.is);
  const named = isForOthers ? othersOf(text) : visitorCondition(`if (${text})`);
  const isCaught = around.isCaught && !asksExpression(words);
  return { ...around, isCaught, conditions: [...around.conditions, named], requires: [...around.requires, asked] };
}

/** What holds for the directives behind one. */
function afterDirective(directive: NginxDirective, around: Around, context: RedirectContext): Around {
  const [name, ...words] = directive.words;
  const { behind, everywhere } = endedBy(directive, context);
  return {
    ...around,
    requires: behind.length > 0 ? [...around.requires, ...behind] : around.requires,
    refused: everywhere.length > 0 ? [...around.refused, ...everywhere] : around.refused,
    query: querySet(directive) ?? around.query,
    isCaught: around.isCaught || name === 'rewrite' || (name === 'if' && asksExpression(words)),
  };
}

function asksExpression(words: readonly string[]): boolean {
  return words.some((word) => /^!?~\*?$/.test(word));
}

/** What `$1` stands for, once another expression was asked, depends on that one, also where it did not match. */
function sourceIn({ source }: Location, to: string, isCaught: boolean | undefined): SourcePattern {
  if (!isCaught || !/\$\{?[1-9]/.test(to)) return source;
  const reason = 'an expression in front of it, of an if or a rewrite, decides what $1 is';
  return { kind: 'unknown', reason, reach: reachOf(source) };
}

function returned(
  { start, end }: NginxDirective,
  [code = '', ...more]: readonly string[],
  { location, conditions, requires, via, isCaught, query }: Around,
): readonly NginxRedirect[] {
  const hasCode = /^\d{3}$/.test(code);
  const status = hasCode ? Number(code) : 302;
  const to = hasCode ? (more[0] ?? '') : code;
  if (hasCode && !(/^30[12378]$/.test(code) || status >= 400)) return [];
  // What only refuses some visitors, or a location that is not there, is no redirect.
  if (status >= 400 && (location === undefined || conditions.length > 0)) return [];
  const block = location && conditions.length === 0 ? location.directive : undefined;
  const rule = {
    start: block?.start ?? start,
    end: block?.end ?? end,
    from: via ? `${via.via} return` : placeOf(location, conditions),
    to,
    source: location ? sourceIn(location, to, isCaught) : wholeServer(to, conditions),
    status,
    statusIsDefault: !hasCode,
    ...asked(conditions, requires),
  };
  return [withQuery(rule, query)];
}

/** One page for everything, named when the server is set up: a switch for times when the site is out of order. */
const filledIn = /^(?:\$\{?[A-Z][A-Z\d_]*\}?|\{\{[^{}]*\}\}|\{[A-Z][A-Z\d_]*\})$/;
const parked: SourcePattern = {
  kind: 'unknown',
  reason: 'its target is filled in before nginx reads it, so it may be meant for times when the site is out of order',
  reach: { under: '/' },
};

function wholeServer(to: string, { length }: readonly RuleCondition[]): SourcePattern {
  return length === 0 && filledIn.test(to) ? parked : { kind: 'prefix', path: builtUrl('/') };
}

/** An answer that an `error_page` takes to what redirects. */
function open(rule: NginxRedirect, taken: ReadonlySet<string>): NginxRedirect {
  if (!taken.has(String(rule.status))) return rule;
  const reason = `error_page answers status ${rule.status} with something else`;
  return { ...rule, source: { kind: 'unknown', reason, reach: reachOf(rule.source) } };
}

function placeOf(location: Location | undefined, { length }: readonly RuleCondition[]): string {
  if (length === 0) return location?.head || 'return';
  return location ? `${location.head} if return` : 'if return';
}

function rewritten(
  { start, end }: NginxDirective,
  [pattern = '', to = '', flag]: readonly string[],
  { location, conditions, requires, via, query }: Around,
): readonly NginxRedirect[] {
  const own = nginxRegex(pattern, false);
  const head = via ? `${via.via} ` : location ? `${location.head} ` : '';
  const isForAll = location === undefined || (via !== undefined && location.head === '/');
  const source = isForAll ? own : own.kind === 'pattern' ? location.source : doubtful(own, location.source);
  const rule = {
    start,
    end,
    from: `${head}rewrite ${pattern}`,
    to,
    source,
    status: flag === 'permanent' ? 301 : 302,
    statusIsDefault: flag === undefined,
    ...asked(conditions, requires),
  };
  return [withQuery(rule, query)];
}

/** An expression that is not understood, in a location that is. */
function doubtful(own: SourcePattern, location: SourcePattern): SourcePattern {
  return own.kind === 'unknown' && location.kind !== 'never' ? { ...own, reach: reachOf(location) } : location;
}

function othersOf(text: string): RuleCondition {
  return /host|server_name/.test(text) ? { kind: 'host', names: text } : { kind: 'http' };
}

function asked(
  conditions: readonly RuleCondition[],
  requires: Requirements,
): Pick<NginxRedirect, 'conditions' | 'requires'> {
  return { ...(conditions.length > 0 ? { conditions } : {}), ...(requires.length > 0 ? { requires } : {}) };
}
