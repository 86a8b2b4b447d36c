/** Gives numbers (32 bits, with sign) places from 0 up, and finds them again: half the time and memory of a `Map`. */
export interface IntTable {
  /** How many numbers have a place. */
  readonly size: number;
  /** The place of a number, a new one when it has none yet. */
  add(value: number): number;
  /** -1 for a number that was never added. */
  placeOf(value: number): number;
}

/** Open addressing: a number stands at its hash, or at the next free cell after it. */
export function intTable(): IntTable {
  let bits = 10;
  let values = new Int32Array(1 << bits);
  let places = new Int32Array(1 << bits).fill(-1);
  let size = 0;

  function cellOf(value: number): number {
    const mask = places.length - 1;
    let cell = Math.imul(value, 0x9e3779b1) >>> (32 - bits);
    while (places[cell] !== -1 && values[cell] !== value) cell = (cell + 1) & mask;
    return cell;
  }

  function grow(): void {
    const known = values;
    const at = places;
    bits++;
    values = new Int32Array(1 << bits);
    places = new Int32Array(1 << bits).fill(-1);
    for (const [i, place] of at.entries()) {
      if (place === -1) continue;
      const value = known[i] ?? 0;
      const cell = cellOf(value);
      values[cell] = value;
      places[cell] = place;
    }
  }

  return {
    get size() {
      return size;
    },
    add(value) {
      const cell = cellOf(value);
      const known = places[cell] ?? -1;
      if (known !== -1) return known;
      values[cell] = value;
      places[cell] = size++;
      if (size * 2 > places.length) grow();
      return size - 1;
    },
    placeOf: (value) => places[cellOf(value)] ?? -1,
  };
}
