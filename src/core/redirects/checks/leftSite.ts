/** Sites that were left: a rule for everything leads to another host, and hides all pages and other rules on purpose. */
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable, Step } from '../resolution.ts';
import { withoutBase } from '../target.ts';

/** An address that no page and no other rule is for. */
const anybodys = '/no-page-of-this-name-was-ever-here/nor-below-it';

const known = new WeakMap<RedirectTable, boolean>();

/**
 * Whether whatever is asked for, pages and all, leads to another site unless a rule before says otherwise, or whatever is
 * below the site's folder to another folder, where the site is served then.
 */
export function isLeft(table: RedirectTable): boolean {
  const left = known.get(table) ?? (leadsAway(table) || isServedElsewhere(table));
  known.set(table, left);
  return left;
}

function leadsAway(table: RedirectTable): boolean {
  const { steps, outcome } = table.resolve(anybodys);
  // A host may put the spelling right first, such as a slash.
  const [step, ...more] = steps.filter(({ rule }) => rule !== undefined);
  return outcome.kind === 'off-site' && more.length === 0 && hidesPages(step);
}

function isServedElsewhere(table: RedirectTable): boolean {
  const { basePath } = table.context;
  if (basePath === '/') return false;
  const [step] = table.resolve(basePath.replace(/\/$/, '') + anybodys).steps;
  return step !== undefined && hidesPages(step) && withoutBase(step.location, basePath) === undefined;
}

/** A rule that leads away also where a page is. */
function hidesPages(step: Step | undefined): boolean {
  if (step?.rule === undefined || step.status < 300) return false;
  return step.rule.force || !hostOf(step.rule.host).pagesFirst;
}
