/** What a target costs besides: a step that a server adds by itself for a slash, for `http:` or for another name of the site. */
import { isHostAmong } from '../../backlinks/webAddress.ts';
import type { Route } from '../../model.ts';
import { encodeUrl } from '../../paths.ts';
import type { RedirectRule } from '../format.ts';
import type { RedirectTable, Resolution } from '../resolution.ts';
import { slashOf } from '../simulate/slashStep.ts';
import { splitTarget } from '../target.ts';
import { problem, type RedirectProblem } from './problem.ts';

/** Of a rule that arrives at a page in one step. */
export function addedHop(
  rule: RedirectRule,
  { steps }: Resolution,
  route: Route | undefined,
  { context, settings }: RedirectTable,
): RedirectProblem | undefined {
  const [step, ...more] = steps;
  if (rule.source.kind !== 'exact' || !step || more.length > 0 || route === undefined || route.file === rule.file)
    return undefined;
  // Its address is a pattern: it may have no page of this name.
  if (route.kind === 'dynamic') return undefined;
  const [, scheme = '', host = ''] = /^(https?:)?\/\/([^/?#]+)/i.exec(rule.to) ?? [];
  const [name, ...names] = context.siteHosts ?? [];
  const isOwn = host !== '' && name !== undefined && isHostAmong(host, [name, ...names]);
  if (isOwn && scheme.toLowerCase() === 'http:')
    return hop(rule, 'the redirect to https is one more step. Write https');
  if (isOwn && name !== undefined && ![name, ...names].includes(host.toLowerCase()))
    return hop(rule, `${host} redirects to ${name}. Write ${name}, or the path alone`);
  return addedSlash(rule, route, step.location, slashOf(route, step.host, settings.get(step.host), context));
}

function hop(rule: RedirectRule, why: string): RedirectProblem {
  return problem('chain', 'information', rule, `${rule.from} leads to ${rule.to}: ${why}.`);
}

/** A folder that is asked for without its slash: servers of files lead on to it. */
function addedSlash(
  rule: RedirectRule,
  route: Route,
  location: string,
  slash: 'added' | 'dropped' | undefined,
): RedirectProblem | undefined {
  const [path, rest] = splitTarget(location.replace(/^(?:https?:)?\/\/[^/?#]*/i, ''));
  const isFolder = route.url.endsWith('/') && route.url.length > 1;
  if (!isFolder || path === '' || path.endsWith('/') || !/^\//.test(path) || slash !== 'added') return undefined;
  // The name of the file without its extension: some servers show the page there.
  if (/\/index$/i.test(path) && !/\/index\/$/i.test(route.url)) return undefined;
  const to = `${encodeUrl(route.url)}${rest}`;
  const message = `${rule.from} leads to ${location}, which the server redirects to ${to}. Write that address.`;
  const isWhole = /^(?:https?:)?\/\//i.test(rule.to);
  return problem('chain', 'information', rule, message, isWhole ? undefined : { kind: 'retarget', to });
}

/** Two names of the site that lead to each other: nobody arrives at either. */
export function namesInCircles(rules: readonly RedirectRule[]): readonly RedirectProblem[] {
  const ways = rules.flatMap((rule) => {
    const [from, to] = [nameBefore(rule), nameIn(rule.to)];
    return from && to && from !== to ? [{ rule, from, to }] : [];
  });
  return ways.flatMap(({ rule, from, to }) => {
    const back = ways.find((way) => way.from === to && way.to === from);
    if (!back) return [];
    const message = `Every address of ${from} redirects to ${to}, and line ${back.rule.line} of ${back.rule.file} redirects it back. Remove one of the two rules.`;
    return [{ ...problem('loop', 'error', rule, message), other: back.rule }];
  });
}

/** The host that a rule for everything is for; `undefined` for all other rules. */
function nameBefore({ from, source, conditions }: RedirectRule): string | undefined {
  const isEverything =
    source.kind === 'prefix' ? source.path === '/' : source.kind === 'pattern' && source.under === '/';
  if (!isEverything || conditions.some(({ kind }) => kind === 'visitor')) return undefined;
  const named = conditions.flatMap((condition) => (condition.kind === 'host' ? [condition.names] : []));
  const [name = nameIn(from), ...others] = named;
  const plain = name?.replace(/^\^|\$$/g, '').replace(/\\\./g, '.');
  return plain !== undefined && others.length === 0 && /^[\w-]+(?:\.[\w-]+)+$/.test(plain)
    ? plain.toLowerCase()
    : undefined;
}

function nameIn(address: string): string | undefined {
  return /^(?:https?:)?\/\/([^/?#:]+)/i.exec(address)?.[1]?.toLowerCase();
}
