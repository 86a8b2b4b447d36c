/**
 * Reads a text's words as numbers, once and fast: hashes of words (by their first letters, which joins the forms of a
 * word) and fingerprints (hashes of runs of six words, one in four kept), so that whole sites can be compared.
 */

const run = 6;

/** Letters of a word that count for its hash: `configuring` and `configuration` are the same. */
const stemLength = 7;

/** Calls back with every word's hash and every kept fingerprint, in order. A letter of a script without spaces is a word. */
export function eachToken(text: string, useWord: (word: number) => void, usePrint: (print: number) => void): void {
  const last = new Int32Array(run);
  let count = 0;
  let whole = 0;
  let stem = 0;
  let length = 0;
  const end = (): void => {
    useWord(stem);
    last[count++ % run] = whole;
    whole = 0;
    length = 0;
    if (count < run) return;
    let print = 0;
    for (let i = 0; i < run; i++)
      print = Math.imul(print ^ (last[(count + i) % run] ?? 0), 0x5bd1e995) ^ (print >>> 13);
    print ^= print >>> 15;
    if ((print & 3) === 0) usePrint(print);
  };
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >= 65 && code <= 90) code += 32;
    const letter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 191;
    if (letter) {
      whole = Math.imul((whole || 0x811c9dc5) ^ code, 0x01000193);
      if (++length <= stemLength) stem = whole;
    }
    if (length > 0 && (!letter || code >= 0x2e80)) end();
  }
  if (length > 0) end();
}

/** The kept fingerprints of a text. */
export function fingerprints(text: string): ReadonlySet<number> {
  const prints = new Set<number>();
  eachToken(text, ignore, (print) => prints.add(print));
  return prints;
}

/** How much of one text is in the other, 0 to 1. */
export function containment(part: ReadonlySet<number>, whole: ReadonlySet<number>): number {
  if (part.size === 0) return 0;
  let shared = 0;
  for (const print of part) if (whole.has(print)) shared++;
  return shared / part.size;
}

function ignore(): void {
  // One of the two callbacks is not wanted.
}
