/** What the core asks of the history of addresses. */
import type { PastPage } from '../model.ts';
import type { UrlPath } from '../paths.ts';

export interface PastAddresses {
  /** The pages an address once had, the latest first; any spelling of the address. */
  lookup(path: UrlPath): readonly PastPage[];
  /** Every address that was published once, in one spelling at least. */
  urls(): Iterable<UrlPath>;
  /** How many addresses were published once. */
  readonly size: number;
  /**
   * `whole`: every commit of the main line was seen; `shallow`: the clone lacks early commits;
   * `none`: no history, so that nothing can be said about the past.
   */
  readonly reach: 'whole' | 'shallow' | 'none';
}

export const noHistory: PastAddresses = { lookup: () => [], urls: () => [], size: 0, reach: 'none' };
