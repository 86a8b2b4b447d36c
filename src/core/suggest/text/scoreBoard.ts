/** Adds up what speaks for each page, and gives the best without sorting all of them. */
export interface ScoreBoard {
  /** What speaks for each page; 0 where nothing does. To be added to, page by page. */
  readonly sums: Float64Array;
  /**
   * The best pages, and the board is empty again. The score of a page is its sum over `whole` and its own length, 1 at
   * most; `before` decides between pages of the same score. Pages that may not be found are passed over.
   */
  best(most: number, whole: number, before: Before, mayBeFound?: (page: number) => boolean): readonly ScoredPage[];
}

/** A page by its number, with its score. */
export interface ScoredPage {
  readonly page: number;
  readonly score: number;
}

/** For as many pages as there are lengths; every score added is above 0. */
export function scoreBoard(lengths: Float64Array): ScoreBoard {
  const sums = new Float64Array(lengths.length);
  const inverse = lengths.map((length) => 1 / length);
  return {
    sums,
    best(most, whole, before, mayBeFound = always) {
      const found: ScoredPage[] = [];
      let page = nextFrom(0, 0, sums, inverse);
      while (page < sums.length) {
        const score = Math.min(1, ((sums[page] ?? 0) * (inverse[page] ?? 0)) / whole);
        if (isAmong({ page, score }, found[most - 1], before) && mayBeFound(page)) {
          insert({ page, score }, found, most, before);
        }
        page = nextFrom(page + 1, (found[most - 1]?.score ?? 0) * whole, sums, inverse);
      }
      sums.fill(0);
      return found;
    },
  };
}

/** The first page from there on that is not below the least that counts. */
function nextFrom(start: number, least: number, sums: Float64Array, inverse: Float64Array): number {
  const { length } = sums;
  // Pages of which nothing speaks are out; what is rounded away must not decide between equals.
  const enough = Math.max(Number.MIN_VALUE, least * (1 - 1e-12));
  for (let page = start; page < length; page++) {
    if ((sums[page] ?? 0) * (inverse[page] ?? 0) >= enough) return page;
  }
  return length;
}

type Before = (a: number, b: number) => boolean;

function always(): boolean {
  return true;
}

/** Whether it belongs before the last one, where there are as many already. */
function isAmong(scored: ScoredPage, last: ScoredPage | undefined, before: Before): boolean {
  return last === undefined || isAhead(scored, last, before);
}

function isAhead(scored: ScoredPage, other: ScoredPage, before: Before): boolean {
  return scored.score > other.score || (scored.score === other.score && before(scored.page, other.page));
}

/** In its place; the last one gives way to it where there are as many already. */
function insert(scored: ScoredPage, found: ScoredPage[], most: number, before: Before): void {
  let at = Math.min(found.length, most - 1);
  for (let ahead = found[at - 1]; ahead !== undefined && isAhead(scored, ahead, before); ahead = found[at - 1]) {
    found[at] = ahead;
    at--;
  }
  found[at] = scored;
}
