/** What the core asks of the history of addresses. */
import type { PastPage } from '../model.ts';
import type { UrlPath } from '../paths.ts';

/** The addresses that were published once, and how far back that is known. */
export interface PastAddresses {
  /** The pages an address once had, the latest first; any spelling of the address. */
  lookup(path: UrlPath): readonly PastPage[];
  /** Every address that was published once, in one spelling at least. */
  urls(): Iterable<UrlPath>;
  /** How many addresses were published once. */
  readonly size: number;
  /**
   * `whole`: every commit of the main line was seen; `cut`: a part of the history is not there or could not be read;
   * `none`: no history at all. Of an address that is not found, only `whole` tells that it never was published.
   */
  readonly reach: 'whole' | 'cut' | 'none';
  /** What is missing and how to get it, as a sentence; where the reach is not `whole`. */
  readonly gap?: string | undefined;
}

/** The same addresses, of which more or less is found. How many there are is counted where somebody asks for it. */
export function withLookup(past: PastAddresses, lookup: PastAddresses['lookup']): PastAddresses {
  return {
    lookup,
    urls: () => past.urls(),
    get size() {
      return past.size;
    },
    reach: past.reach,
    gap: past.gap,
  };
}
