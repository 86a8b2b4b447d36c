/** What an index counted, where a number has to be compared: nothing that it did not say counts. */
import type { BrokenPage } from '../model.ts';

/** How many domains link there for sure: one at least where any link does and the index gave no number. */
export function certainDomains({
  referringDomains,
  backlinks,
}: Pick<BrokenPage, 'referringDomains' | 'backlinks'>): number {
  return referringDomains ?? Math.min(1, backlinks ?? 0);
}

/** How many links lead there for sure. */
export function certainLinks({ backlinks }: BrokenPage): number {
  return backlinks ?? 0;
}
