/** Adds up what speaks for each page, and gives the best without sorting all of them. */
export interface ScoreBoard {
  /** What speaks for each page; 0 where nothing does. To be added to, page by page. */
  readonly sums: Float64Array;
  /**
   * The best pages, and the board is empty again. The score of a page is its sum over `whole` and its own length, 1 at
   * most; `before` decides between pages of the same score.
   */
  best(most: number, whole: number, before: (a: number, b: number) => boolean): readonly Scored[];
}

export interface Scored {
  readonly page: number;
  readonly score: number;
}

/** For as many pages as there are lengths; every score added is above 0. */
export function scoreBoard(lengths: Float64Array): ScoreBoard {
  const sums = new Float64Array(lengths.length);
  return {
    sums,
    best(most, whole, before) {
      const found: Scored[] = [];
      for (let page = nextFrom(0, 0); page < sums.length; page = nextFrom(page + 1, found[most - 1]?.score ?? 0)) {
        insert({ page, score: scoreOf(page) });
      }
      sums.fill(0);
      return found;

      /** The first page from there on whose score is not below the least that counts. */
      function nextFrom(start: number, least: number): number {
        for (let page = start; page < sums.length; page++) {
          const sum = sums[page] ?? 0;
          if (sum > 0 && sum / (whole * (lengths[page] ?? 1)) >= least) return page;
        }
        return sums.length;
      }

      function scoreOf(page: number): number {
        return Math.min(1, (sums[page] ?? 0) / (whole * (lengths[page] ?? 1)));
      }

      function insert(scored: Scored): void {
        const last = found[most - 1];
        if (last !== undefined && !isAhead(scored, last)) return;
        let at = Math.min(found.length, most - 1);
        for (let ahead = found[at - 1]; ahead !== undefined && isAhead(scored, ahead); ahead = found[at - 1]) {
          found[at] = ahead;
          at--;
        }
        found[at] = scored;
      }

      function isAhead({ score, page }: Scored, other: Scored): boolean {
        return score > other.score || (score === other.score && before(page, other.page));
      }
    },
  };
}
