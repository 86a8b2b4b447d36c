/** Of several pages that a generator makes at one address, the one that stays is the first for the simulator. */
import { urlKey } from '../../paths.ts';
import type { RedirectRule } from '../format.ts';
import { formatOf } from '../formats/index.ts';
import { becomesPage } from '../hosts/index.ts';

/** The rules with the one that answers in the place of the first of its source; their order is the same otherwise. */
export function answeringFirst(rules: readonly RedirectRule[]): readonly RedirectRule[] {
  const places = new Map<string, number[]>();
  for (const [at, { source, format }] of rules.entries()) {
    if (source.kind !== 'exact' || formatOf(format)?.answering === undefined) continue;
    const key = `${format} ${urlKey(source.path)}`;
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  const ordered = [...rules];
  for (const group of places.values()) {
    const [first] = group;
    const winner = group.find((at) => group.every((other) => at === other || answers(rules, at, other)));
    const [a, b] = [rules[first ?? -1], rules[winner ?? -1]];
    if (first === undefined || winner === undefined || !a || !b || first === winner) continue;
    ordered[first] = b;
    ordered[winner] = a;
  }
  return ordered;
}

/** Whether it is known that of two rules for one address `other` answers, which the simulator took. */
export function isAnsweredBy(rule: RedirectRule, other: RedirectRule): boolean {
  // Hosts read their rules in order, and our simulation of them is measured.
  if (!becomesPage(rule) || rule.format !== other.format) return true;
  return formatOf(rule.format)?.answering?.(rule, other) === other;
}

function answers(rules: readonly RedirectRule[], at: number, other: number): boolean {
  const [one, two] = [rules[at], rules[other]];
  return one !== undefined && two !== undefined && formatOf(one.format)?.answering?.(one, two) === one;
}
