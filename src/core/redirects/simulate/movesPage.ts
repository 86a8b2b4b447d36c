/** Rules that lead from one page of the site to another, beside those for short links, other hosts and what is handed on. */
import { isForOtherSites } from '../condition.ts';
import type { RedirectContext, RedirectRule } from '../format.ts';
import { onSite } from './requests.ts';

/** Where such rules are written says where the next one belongs; the others are kept apart by many a site. */
export function movesPage({ status, to, from, conditions }: RedirectRule, context: RedirectContext): boolean {
  if (status !== 410 && (status < 300 || status >= 400)) return false;
  if (conditions.some(isForOtherSites) || /^(?:https?:)?\/\/[^/]*\/\*$/i.test(from)) return false;
  return onSite(to, context) !== undefined;
}
