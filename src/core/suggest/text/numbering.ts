/** Gives texts numbers from 0 up, the same text the same one. */
import { detached } from '../../text/detached.ts';

/** Numbers for texts, from 0 in the order they come. */
export interface Numbering {
  /** Every text, at the place of its number. */
  readonly all: readonly string[];
  /** A new number when the text has none yet. */
  of(text: string): number;
  /** -1 for a text without a number. */
  known(text: string): number;
}

export function numbering(): Numbering {
  const numbers = new Map<string, number>();
  const all: string[] = [];
  return {
    all,
    of(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const own = detached(text);
      numbers.set(own, all.length);
      return all.push(own) - 1;
    },
    known: (text) => numbers.get(text) ?? -1,
  };
}
