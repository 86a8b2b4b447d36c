/** Which rules of a file say alike of one folder each, so that one rule might say it of all of them. */
import { builtUrl, type UrlPath, urlPath } from '../../paths.ts';
import type { Redirect, RedirectRule, RestOfAddress } from '../format.ts';
import { literal } from '../host.ts';
import { isOffSite } from '../target.ts';

/** Rules whose source and target have the same end, by the folders in front of it. */
export interface RuleGroup {
  readonly redirect: Redirect;
  /** It, in every way in which a host might have it, the plainest first. */
  readonly ways: readonly Redirect[];
  readonly rules: RedirectRule[];
}

/** By the folders they lead from and to; without those that some visitors, a query or code decide. */
export function groupsOf(rules: readonly RedirectRule[]): ReadonlyMap<string, RuleGroup> {
  const groups = new Map<string, RuleGroup>();
  for (const rule of rules) {
    if (rule.conditions.length > 0 || isOffSite(rule.to) || rule.generatedTogether !== undefined) continue;
    if ((rule.query?.length ?? 0) > 0 || (rule.status !== 301 && rule.status !== 308)) continue;
    const move = moveOf(rule);
    const split = move && commonEnd(move.from, move.to);
    if (!split) continue;
    const [from, to] = split;
    const slash = split[2] ?? (move.isEither ? 'none' : undefined);
    const key = `${rule.format} ${rule.force ? '!' : ''}${slash ?? ''} ${from} ${to}`;
    const redirect: Redirect = { from, to, status: rule.status, below: true };
    const group: RuleGroup = groups.get(key) ?? { redirect, ways: waysOf(redirect, slash), rules: [] };
    group.rules.push(rule);
    groups.set(key, group);
  }
  return groups;
}

function waysOf(redirect: Redirect, slash: RestOfAddress['slash']): readonly Redirect[] {
  const slashed: Redirect = { ...redirect, rest: { slash } };
  const plain = slash === undefined ? [redirect] : slash === 'both' ? [redirect, slashed] : [slashed];
  return plain.flatMap((way) => [way, { ...way, rest: { ...way.rest, dropsQuery: true as const } }]);
}

interface Move {
  readonly from: UrlPath;
  readonly to: string;
  /** With a slash at the end of `from` as well, which it has not. */
  readonly isEither?: true;
}

/** The one address that a rule is written for, with where it leads; `undefined` of a rule for many. */
export function moveOf({ source, from, to }: RedirectRule): Move | undefined {
  // How nginx takes the query along.
  if (source.kind === 'exact' || source.kind === 'prefix')
    return { from: source.path, to: to.replace(/(?:\$is_args|\?)\$args$/, '') };
  if (source.kind !== 'pattern') return undefined;
  // A host that knows the beginnings of addresses alone: the rule for a page is one for all that begins like it.
  const head = /^(\/.*[^*])\*$/.exec(from)?.[1];
  const target = to.replace(/:rest$/, '');
  if (head !== undefined && source.regex === `^${literal(head)}(.*)$`)
    return head.endsWith('/') && target === to ? undefined : { from: urlPath(head), to: target };
  // With and without a slash at its end.
  const page = /^\^((?:[\w/~-]|\\[.\-/])+)\/\?\$$/.exec(source.regex)?.[1]?.replace(/\\(.)/g, '$1');
  return page?.startsWith('/') ? { from: urlPath(page), to, isEither: true } : undefined;
}

/**
 * `/docs/a/b` and `/guides/a/b` are `/docs/` and `/guides/`, with what they say of the slash at their end; `undefined`
 * when nothing is left in front.
 */
function commonEnd(
  from: string,
  target: string,
): readonly [from: UrlPath, to: string, slash: RestOfAddress['slash']] | undefined {
  const isSlashed = target.length > 1 && target.endsWith('/');
  const slash = !isSlashed ? undefined : from.endsWith('/') ? 'both' : 'target';
  const to = slash === 'target' ? target.slice(0, -1) : target;
  const [left, right] = [from.split('/'), to.split('/')];
  let shared = 0;
  while (shared < left.length - 2 && shared < right.length - 1 && left.at(-1 - shared) === right.at(-1 - shared))
    shared++;
  const tail = left.slice(left.length - shared).join('/');
  if (shared === 0 || tail === '') return undefined;
  const cut = (path: string) => path.slice(0, path.length - tail.length);
  const [here, there] = [cut(from), cut(to)];
  return here === '/' || here === there || here === ''
    ? undefined
    : [builtUrl(here), there === '' ? '/' : there, slash];
}
