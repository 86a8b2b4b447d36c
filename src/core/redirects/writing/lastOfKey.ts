/** Of the values of one key in one file the last counts, as PyYAML 6.0 and the YAML of Ruby 3.1 read it. */
import type { RedirectRule } from '../format.ts';

/** The rule that is left of two for one key; `undefined` where they have keys of their own, or stand in several files. */
export function lastOfKey(one: RedirectRule, other: RedirectRule): RedirectRule | undefined {
  if (one.file !== other.file || one.from !== other.from) return undefined;
  return one.order >= other.order ? one : other;
}
