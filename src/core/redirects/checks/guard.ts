/** Rules that links still come through, and what became of them since the last commit. */
import type { BrokenPage } from '../../model.ts';
import { asAddress, encodeUrl, type UrlPath, urlKey } from '../../paths.ts';
import { losses } from '../../wording/amounts.ts';
import type { RedirectRule } from '../format.ts';
import { becomesPage } from '../hosts/index.ts';
import { leadingRule, type RedirectTable, type ResolutionOutcome } from '../resolution.ts';
import { arrivalOf } from '../simulate/arrival.ts';
import { withoutFallbacks } from '../simulate/undecided.ts';
import { problem, type RedirectProblem } from './problem.ts';

/** What an audit knows beside the rules themselves. */
export interface LinkedPages {
  /** The addresses that links lead to. */
  readonly pages: readonly BrokenPage[];
  readonly committed: RedirectTable;
}

/** A redirect that was there in the last commit. */
export interface LostRedirect {
  readonly rule: RedirectRule;
  /** A path on the site (decoded) or a whole URL elsewhere. */
  readonly to: string;
}

/** Where a rule led an address that no rule answers for any more; `undefined` when there was none worth having. */
export function lostRedirect(
  path: UrlPath,
  table: RedirectTable,
  committed: RedirectTable | undefined,
): LostRedirect | undefined {
  const before = committed?.resolve(asAddress(path));
  const rule = before && leadingRule(before);
  const to = before && endOf(before.outcome);
  if (!rule || to === undefined || !isStillThere(to, table)) return undefined;
  const now = table.resolve(asAddress(path));
  const mayBeThere = leadingRule(now) !== undefined || withoutFallbacks(now.undecided).length > 0;
  return mayBeThere ? undefined : { rule, to };
}

/** Rules that lead links elsewhere than they did, though the page they led to is still there. */
export function changedTargets({ pages, committed }: LinkedPages, table: RedirectTable): readonly RedirectProblem[] {
  return pages.flatMap((page): readonly RedirectProblem[] => {
    const before = committed.resolve(asAddress(page.path));
    const now = table.resolve(asAddress(page.path));
    const rule = leadingRule(now);
    const from = endOf(before.outcome);
    const to = endOf(now.outcome);
    if (!rule || leadingRule(before) === undefined) return [];
    // What leads nowhere now is a broken page of the audit.
    if (from === undefined || to === undefined || isSame(from, to) || !isStillThere(from, table)) return [];
    const isHome = now.outcome.kind === 'page' && now.outcome.route.kind === 'home';
    const message = `${encodeUrl(page.path)} led to ${shown(from)} in the last commit and leads to ${shown(to)} now; ${losses(page)} use this redirect.`;
    const isOwn = rule.source.kind === 'exact' && !becomesPage(rule);
    const repair = isOwn ? ({ kind: 'retarget', to: shown(from) } as const) : undefined;
    return [problem('target-changed', isHome ? 'warning' : 'information', rule, message, repair)];
  });
}

function endOf(outcome: ResolutionOutcome): string | undefined {
  const arrival = arrivalOf(outcome);
  return arrival.kind === 'alive' ? arrival.at : undefined;
}

function shown(to: string): string {
  return to.startsWith('/') ? encodeUrl(to) : to;
}

function isSame(a: string, b: string): boolean {
  return urlKey(a) === urlKey(b);
}

/** A page that is gone had to be led away from. */
function isStillThere(to: string, { context }: RedirectTable): boolean {
  return !to.startsWith('/') || context.routeOf(to as UrlPath) !== undefined;
}
