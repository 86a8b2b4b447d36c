/** What may be wrong with a redirect rule, and what would repair it. */
import type { Route } from '../../model.ts';
import type { RedirectRule } from '../format.ts';
import type { FullFile } from './limits.ts';

/**
 * - `chain`: the target redirects again
 * - `loop`: it ends where it started
 * - `dead-target` `draft-target`: the way ends where nothing is published
 * - `missing-anchor`: the page it leads to has no part of that name
 * - `leads-home`: it ends at the home page, which search engines treat as an error page
 * - `duplicate`: another rule has the same source
 * - `shadowed-by-rule` `shadowed-by-page`: something else always answers first
 * - `hides-page`: it answers where the site has a page
 * - `never-matches`: the host reads it and no request can match, or its file is read by no host that is known
 * - `limit`: the host reads only so many
 * - `target-changed`: links come through it, and it leads elsewhere than in the last commit
 * - `temporary`: no status is written, and the host's own is temporary
 */
export type CheckCode =
  | 'chain'
  | 'loop'
  | 'dead-target'
  | 'draft-target'
  | 'missing-anchor'
  | 'leads-home'
  | 'duplicate'
  | 'shadowed-by-rule'
  | 'shadowed-by-page'
  | 'hides-page'
  | 'never-matches'
  | 'limit'
  | 'target-changed'
  | 'temporary';

/** What would repair a rule; see `repairRules.ts` for the edits. */
export type Repair =
  /** Points straight at the end of the way. */
  | { readonly kind: 'retarget'; readonly to: string }
  | { readonly kind: 'remove' }
  /** Takes the rule to where nothing answers before it. */
  | { readonly kind: 'reorder' }
  | { readonly kind: 'permanent' };

/** What is wrong with a written redirect, and how it can be put right. */
export interface RedirectProblem {
  readonly code: CheckCode;
  readonly severity: 'error' | 'warning' | 'information';
  readonly rule: RedirectRule;
  readonly message: string;
  /** The rule or step that answers instead, where there is one. */
  readonly other?: RedirectRule | undefined;
  readonly repair?: Repair | undefined;
  /** Of `limit`: the rules that are too many. */
  readonly full?: FullFile | undefined;
  /** Of `draft-target`: the page that is not published. */
  readonly page?: Route | undefined;
}

export function problem(
  code: CheckCode,
  severity: RedirectProblem['severity'],
  rule: RedirectRule,
  message: string,
  repair?: Repair,
): RedirectProblem {
  return { code, severity, rule, message, repair };
}
