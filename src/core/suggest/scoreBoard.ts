/** Adds up what speaks for each page, and gives the best without sorting all of them. */
export interface ScoreBoard {
  /** What speaks for each page; 0 where nothing does. To be added to, page by page. */
  readonly sums: Float64Array;
  /**
   * The best pages, and the board is empty again. `scoreOf` makes the final score of a page's sum; `before` decides
   * between pages of the same score.
   */
  best(
    most: number,
    scoreOf: (sum: number, page: number) => number,
    before: (a: number, b: number) => boolean,
  ): readonly Scored[];
}

export interface Scored {
  readonly page: number;
  readonly score: number;
}

/** For pages from 0 to `pages - 1`; every score added is above 0. */
export function scoreBoard(pages: number): ScoreBoard {
  const sums = new Float64Array(pages);
  return {
    sums,
    best(most, scoreOf, before) {
      const found: Scored[] = [];
      /** What a page needs to be among the best. */
      let least = 0;
      for (let page = 0; page < pages; page++) {
        const sum = sums[page] ?? 0;
        if (sum === 0) continue;
        const score = scoreOf(sum, page);
        if (score >= least) least = take({ page, score });
      }
      sums.fill(0);
      return found;

      function take(scored: Scored): number {
        const last = found[most - 1];
        if (last !== undefined && !isAhead(scored, last)) return last.score;
        let at = found.length < most ? found.length : most - 1;
        for (let ahead = found[at - 1]; ahead !== undefined && isAhead(scored, ahead); ahead = found[at - 1]) {
          found[at] = ahead;
          at--;
        }
        found[at] = scored;
        return found[most - 1]?.score ?? 0;
      }

      function isAhead({ score, page }: Scored, other: Scored): boolean {
        return score > other.score || (score === other.score && before(page, other.page));
      }
    },
  };
}
