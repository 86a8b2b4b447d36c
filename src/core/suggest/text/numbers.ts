/**
 * Gives texts numbers from 0 up, the same text the same one, and keeps no text: what tells them apart is 64 bits of
 * hash. A site would need thousands of millions of names before two of them shared a number by chance.
 */
import type { ListReader, NumberList } from './keptLists.ts';

/** Numbers for texts, from 0 in the order they come. */
export interface TextNumbers {
  /** A new number when the text has none yet. */
  of(text: string): number;
  /** -1 for a text without a number. */
  known(text: string): number;
  /** How many texts have one. */
  size(): number;
  /** For `openTextNumbers`. */
  kept(): readonly NumberList[];
}

/** Numbers as they were kept. */
export interface KeptNumbers extends Pick<TextNumbers, 'known'> {
  /** The same numbers, and new ones for other texts. */
  extended(): TextNumbers;
}

/** Open addressing: a cell is both halves of the hash and one more than the number. */
export function textNumbers(): TextNumbers {
  return numbersIn(new Int32Array(3 << 10), 0);
}

function numbersIn(first: Int32Array, filled: number): TextNumbers {
  let cells = first;
  let size = filled;
  const hash = new Int32Array(2);

  function put(high: number, low: number, number: number): void {
    const cell = cellOf(cells, high, low);
    cells[cell] = high;
    cells[cell + 1] = low;
    cells[cell + 2] = number;
  }

  function grow(): void {
    const known = cells;
    cells = new Int32Array(known.length * 2);
    for (let at = 0; at < known.length; at += 3) {
      const number = known[at + 2] ?? 0;
      if (number !== 0) put(known[at] ?? 0, known[at + 1] ?? 0, number);
    }
  }

  function known(text: string): number {
    hashInto(hash, text);
    return (cells[cellOf(cells, hash[0] ?? 0, hash[1] ?? 0) + 2] ?? 0) - 1;
  }

  return {
    known,
    size: () => size,
    kept: () => [cells],
    of(text) {
      const before = known(text);
      if (before >= 0) return before;
      put(hash[0] ?? 0, hash[1] ?? 0, ++size);
      if (size * 4 > cells.length) grow();
      return size - 1;
    },
  };
}

/** The same numbers for the same texts, and none for others. */
export function openTextNumbers(lists: ListReader): KeptNumbers {
  const cells = lists.numbers();
  const hash = new Int32Array(2);
  return {
    known(text) {
      hashInto(hash, text);
      return (cells[cellOf(cells, hash[0] ?? 0, hash[1] ?? 0) + 2] ?? 0) - 1;
    },
    extended() {
      let size = 0;
      for (let at = 2; at < cells.length; at += 3) size = Math.max(size, cells[at] ?? 0);
      return numbersIn(cells.slice(), size);
    },
  };
}

/** What tells a text from others, by the same hash. */
export function textHash(text: string): readonly number[] {
  const hash = new Int32Array(2);
  hashInto(hash, text);
  return [...hash];
}

/** The cell of the hash, or the free one it may have. */
function cellOf(cells: Int32Array, high: number, low: number): number {
  const places = cells.length / 3;
  let place = (low >>> 0) & (places - 1);
  while (cells[place * 3 + 2] !== 0 && (cells[place * 3] !== high || cells[place * 3 + 1] !== low)) {
    place = (place + 1) & (places - 1);
  }
  return place * 3;
}

/** Two hashes of 32 bits that have nothing to do with each other. */
function hashInto(hash: Int32Array, text: string): void {
  let high = 0x811c9dc5;
  let low = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995);
    low ^= low >>> 15;
  }
  hash[0] = mixed(high ^ text.length);
  hash[1] = mixed(low);
}

/** The end of MurmurHash3: every bit depends on every other one. */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
