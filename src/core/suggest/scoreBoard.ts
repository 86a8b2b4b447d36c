/** Adds up what speaks for each page, and gives the best without sorting all of them. */
export interface ScoreBoard {
  add(page: number, score: number): void;
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
  const touched = new Int32Array(pages);
  let count = 0;
  return {
    add(page, score) {
      const sum = sums[page] ?? 0;
      if (sum === 0) touched[count++] = page;
      sums[page] = sum + score;
    },
    best(most, scoreOf, before) {
      const found: Scored[] = [];
      for (let i = 0; i < count; i++) {
        const page = touched[i] ?? 0;
        const score = scoreOf(sums[page] ?? 0, page);
        sums[page] = 0;
        const last = found[most - 1];
        if (last !== undefined && !isAhead(score, page, last)) continue;
        let at = found.length < most ? found.length : most - 1;
        for (let ahead = found[at - 1]; ahead !== undefined && isAhead(score, page, ahead); ahead = found[at - 1]) {
          found[at] = ahead;
          at--;
        }
        found[at] = { page, score };
      }
      count = 0;
      return found;

      function isAhead(score: number, page: number, other: Scored): boolean {
        return score > other.score || (score === other.score && before(page, other.page));
      }
    },
  };
}
