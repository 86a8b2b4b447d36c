/** Finds the texts of a list that are a few letters away from another, or begin with it, without comparing each. */

export interface NearPaths {
  /** By their place in the list. The distance counts letters added, left out, changed, or swapped with the next. */
  within(text: string, limit: number): readonly { readonly index: number; readonly distance: number }[];
  beginningWith(text: string): readonly number[];
}

/**
 * In alphabetical order each text shares its beginning with the one before it, and so do the rows of the table that
 * tells their distance: a beginning that is too far away already is given up for all texts that have it.
 */
export function nearPaths(list: readonly string[]): NearPaths {
  const order = [...list.keys()].sort((a, b) => compare(list[a] ?? '', list[b] ?? ''));
  const sorted = order.map((index) => list[index] ?? '');
  const shared = Int32Array.from(sorted, (text, i) => commonStart(text, sorted[i - 1] ?? ''));
  const next = nextShorter(shared);
  const lengths = Int32Array.from(sorted, (text) => text.length);
  const letters = Uint32Array.from(sorted, lettersIn);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  /** Whether the lengths, or the letters that one of two texts has alone, tell that they are further apart. */
  const isFar = (i: number, limit: number, length: number, own: number): boolean =>
    Math.abs((lengths[i] ?? 0) - length) > limit || isAbove(2 * limit, (letters[i] ?? 0) ^ own);
  return {
    within(text, limit) {
      const table = distanceTable(text, limit, longest);
      const found: { readonly index: number; readonly distance: number }[] = [];
      const own = lettersIn(text);
      /** Rows that hold for the text compared last, and whether the last of them is too far away already. */
      let rows = 0;
      let isLost = false;
      /** The beginning that all texts since then have in common with it. */
      let start = 0;
      for (let i = 0; i < sorted.length; i++) {
        // All up to the next that shares less share as much as this one, and are lost with it.
        while (isLost && start >= rows && i < sorted.length && (shared[i] ?? 0) >= rows) i = next[i] ?? sorted.length;
        if (i >= sorted.length) break;
        start = Math.min(start, shared[i] ?? 0);
        if (isFar(i, limit, text.length, own)) continue;
        const other = sorted[i] ?? '';
        rows = table.extend(other, Math.min(rows, start));
        isLost = table.isLost(rows);
        start = other.length;
        const distance = rows === other.length ? table.distance(rows) : limit + 1;
        if (distance <= limit) found.push({ index: order[i] ?? 0, distance });
      }
      return found;
    },
    beginningWith(text) {
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? '') < text) low = middle + 1;
        else high = middle;
      }
      const found: number[] = [];
      for (let i = low; sorted[i]?.startsWith(text); i++) found.push(order[i] ?? 0);
      return found;
    },
  };
}

/**
 * Optimal string alignment, only as far beside the diagonal as `limit` reaches: cell `d` of row `i` compares the first
 * `i` letters of the other text with the first `i + d - limit` of this one.
 */
function distanceTable(text: string, limit: number, longest: number) {
  const far = limit + 1;
  const width = 2 * limit + 1;
  const cells = new Uint8Array((longest + 1) * width).fill(far);
  for (let d = limit; d < width; d++) cells[d] = d - limit;

  function isLost(row: number): boolean {
    for (let d = 0; d < width; d++) if ((cells[row * width + d] ?? far) <= limit) return false;
    return true;
  }

  return {
    isLost,
    /** Calculates the rows after `from`, until the other text ends or is too far away; the last row that there is. */
    extend(other: string, from: number): number {
      for (let i = from + 1; i <= other.length; i++) {
        const letter = other.charCodeAt(i - 1);
        const before = other.charCodeAt(i - 2);
        for (let d = 0; d < width; d++) {
          const j = i + d - limit;
          const at = i * width + d;
          let cost = j === 0 ? i : far;
          if (j > 0 && j <= text.length) {
            const own = text.charCodeAt(j - 1);
            cost = (cells[at - width] ?? far) + (letter === own ? 0 : 1);
            if (d + 1 < width) cost = Math.min(cost, (cells[at - width + 1] ?? far) + 1);
            if (d > 0) cost = Math.min(cost, (cells[at - 1] ?? far) + 1);
            const isSwap = i > 1 && j > 1 && letter === text.charCodeAt(j - 2) && before === own;
            if (isSwap) cost = Math.min(cost, (cells[at - 2 * width] ?? far) + 1);
          }
          cells[at] = Math.min(cost, far);
        }
        if (isLost(i)) return i;
      }
      return other.length;
    },
    /** Between the whole text and as much of the other as there are rows. */
    distance(rows: number): number {
      const d = text.length - rows + limit;
      return d >= 0 && d < width ? (cells[rows * width + d] ?? far) : far;
    },
  };
}

/** Which letters a text has, a bit for each; some share one. One letter changed takes one away and adds another at most. */
function lettersIn(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) & 31);
  return bits >>> 0;
}

/** Whether more bits than this are set. */
function isAbove(most: number, bits: number): boolean {
  let left = bits;
  for (let count = 0; left !== 0; count++) {
    if (count === most) return true;
    left &= left - 1;
  }
  return false;
}

/** For each place the next one with a smaller number; the length where there is none. */
function nextShorter(shared: Int32Array): Int32Array {
  const next = new Int32Array(shared.length).fill(shared.length);
  const open: number[] = [];
  for (const [i, own] of shared.entries()) {
    for (let last = open.at(-1); last !== undefined && (shared[last] ?? 0) > own; last = open.at(-1)) {
      next[last] = i;
      open.pop();
    }
    open.push(i);
  }
  return next;
}

function commonStart(a: string, b: string): number {
  let count = 0;
  while (count < a.length && count < b.length && a.charCodeAt(count) === b.charCodeAt(count)) count++;
  return count;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
