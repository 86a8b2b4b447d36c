import type { PastAddresses } from '../../src/core/history/past.ts';

/** A history that was read as a whole and holds no address. */
export const emptyPast: PastAddresses = { lookup: () => [], urls: () => [], size: 0, reach: 'whole' };
