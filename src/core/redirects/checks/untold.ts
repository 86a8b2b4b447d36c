/** Targets of which the repository does not tell whether they are there: nothing is wrong with them, and nothing is known. */
import { encodeUrl, urlPath } from '../../paths.ts';
import { count } from '../../wording/amounts.ts';
import type { RedirectRule } from '../format.ts';
import type { Resolution } from '../resolution.ts';
import { arrivalOf } from '../simulate/arrival.ts';

/** A redirect, and why nobody can tell whether its target is there, as a clause. */
export interface UntoldTarget {
  readonly rule: RedirectRule;
  /** Where it leads. */
  readonly at: string;
  readonly reason: string;
}

/** `undefined` where it can be told, and for rules of many addresses, of which a sample says nothing. */
export function untoldTarget(rule: RedirectRule, { outcome }: Resolution): UntoldTarget | undefined {
  const arrival = arrivalOf(outcome);
  if (rule.source.kind !== 'exact' || arrival.kind !== 'unknowable' || arrival.open !== 'page') return undefined;
  return { rule, at: arrival.at ?? rule.to, reason: arrival.reason };
}

/** Says of them all whether they are there, with the first of them and what to do; `undefined` when there is none. */
export function untoldText(untold: readonly UntoldTarget[] = []): string | undefined {
  const [first] = untold;
  if (first === undefined) return undefined;
  const { rule, at, reason } = first;
  const they = untold.length === 1 ? 'it is' : 'they are';
  const joined = untold.length === 1 ? ': ' : ', such as ';
  const shown = at.startsWith('/') ? encodeUrl(urlPath(at)) : at;
  const open = untold.length === 1 ? 'Open it' : 'Open them';
  return `It cannot be told of ${count(untold.length, 'target')} whether ${they} there${joined}${shown} (${rule.file}:${rule.line}): ${reason}. ${open} on the live site once.`;
}
