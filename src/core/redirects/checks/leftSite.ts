/** Sites that were left: a rule for everything leads to another host, and hides all pages and other rules on purpose. */
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable } from '../resolution.ts';

/** An address that no page and no other rule is for. */
const anybodys = '/no-page-of-this-name-was-ever-here/nor-below-it';

const known = new WeakMap<RedirectTable, boolean>();

/** Whether whatever is asked for, pages and all, leads to another site unless a rule before says otherwise. */
export function isLeft(table: RedirectTable): boolean {
  const left = known.get(table) ?? leadsAway(table);
  known.set(table, left);
  return left;
}

function leadsAway(table: RedirectTable): boolean {
  const { steps, outcome } = table.resolve(anybodys);
  const [step, ...more] = steps;
  if (outcome.kind !== 'off-site' || more.length > 0 || step?.rule === undefined || step.status < 300) return false;
  return step.rule.force || !hostOf(step.rule.host).pagesFirst;
}
