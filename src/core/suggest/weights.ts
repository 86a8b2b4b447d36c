/** The fitted numbers, as `bench/suggest/fit.ts` wrote them; see `weights.json` for what each one is worth. */
import data from './weights.json' with { type: 'json' };

/** How much each feature counts; measured on real sites. */
export interface Weights {
  /** Score of a page = sum of its features by these. */
  readonly ranker: Readonly<Record<string, number>>;
  /** Log odds that the first page is right = sum of what is known of the list by these. */
  readonly calibration: Readonly<Record<string, number>>;
  /** From this probability on an answer is confident. */
  readonly confidentFrom: number;
}

export const weights: Weights = data;
