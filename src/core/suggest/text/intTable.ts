/** Gives numbers (32 bits, with sign) places from 0 up, and finds them again: half the time and memory of a `Map`. */
export interface IntTable {
  /** How many numbers have a place. */
  readonly size: number;
  /** The place of a number, a new one when it has none yet. */
  add(value: number): number;
  /** -1 for a number that was never added. */
  placeOf(value: number): number;
}

/**
 * Open addressing: a number stands at its hash, or at the next free cell after it. A cell is the number and one more
 * than its place, beside each other, as every look-up needs both.
 */
export function intTable(): IntTable {
  let bits = 10;
  let cells = new Int32Array(2 << bits);
  let size = 0;

  function cellOf(value: number): number {
    const table = cells;
    const mask = table.length - 1;
    let cell = (Math.imul(value, 0x9e3779b1) >>> (32 - bits)) * 2;
    while (table[cell + 1] !== 0 && table[cell] !== value) cell = (cell + 2) & mask;
    return cell;
  }

  function grow(): void {
    const known = cells;
    bits++;
    cells = new Int32Array(2 << bits);
    for (let at = 0; at < known.length; at += 2) {
      const place = known[at + 1] ?? 0;
      if (place === 0) continue;
      const value = known[at] ?? 0;
      const cell = cellOf(value);
      cells[cell] = value;
      cells[cell + 1] = place;
    }
  }

  return {
    get size() {
      return size;
    },
    add(value) {
      const cell = cellOf(value);
      const known = cells[cell + 1] ?? 0;
      if (known !== 0) return known - 1;
      cells[cell] = value;
      cells[cell + 1] = ++size;
      if (size * 4 > cells.length) grow();
      return size - 1;
    },
    placeOf: (value) => (cells[cellOf(value) + 1] ?? 0) - 1,
  };
}
