/** A rule, from what it says and where it stands. */
import type { RedirectRule } from './format.ts';

/** What a rule says, without its place; what is left out is as usual: a status that is written, no force, for everybody. */
export type RuleMeaning = Pick<RedirectRule, 'from' | 'to' | 'source' | 'status'> &
  Partial<
    Pick<
      RedirectRule,
      | 'statusIsDefault'
      | 'force'
      | 'conditions'
      | 'requires'
      | 'query'
      | 'caseSensitive'
      | 'keepsQuery'
      | 'maps'
      | 'stage'
      | 'isErrorPage'
    >
  >;

/** Where a rule stands, whose it is, and which of its file it is. */
export type RulePlace = Pick<RedirectRule, 'format' | 'host' | 'file' | 'line' | 'start' | 'end' | 'order'>;

export function ruleAt(place: RulePlace, meaning: RuleMeaning): RedirectRule {
  return { ...place, statusIsDefault: false, force: false, conditions: [], ...meaning };
}
