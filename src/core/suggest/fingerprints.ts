/**
 * Reads a text's words as numbers, once and fast: hashes of words (by their first letters, which joins the forms of a
 * word) and fingerprints (hashes of runs of six words, one in four kept), so that whole sites can be compared.
 */

const run = 6;

/** Letters of a word that count for its hash: `configuring` and `configuration` are the same. */
const stemLength = 7;

/** The words of one text in order, and the fingerprints that are kept; both hold until the next text is read. */
export interface Tokens {
  readonly words: Int32Array;
  readonly prints: Int32Array;
}

/** Reads texts one after the other into the same memory. A letter of a script without spaces is a word. */
export function tokenizer(): (text: string) => Tokens {
  let words = new Int32Array(0);
  let wholes = new Int32Array(0);
  let prints = new Int32Array(0);
  return (text) => {
    if (text.length > words.length) {
      words = new Int32Array(text.length * 2);
      wholes = new Int32Array(text.length * 2);
      prints = new Int32Array(text.length * 2);
    }
    let count = 0;
    let kept = 0;
    let whole = 0;
    let stem = 0;
    let length = 0;
    // The place after the last letter ends the last word.
    for (let i = 0; i <= text.length; i++) {
      let code = i < text.length ? text.charCodeAt(i) : 0;
      if (code >= 65 && code <= 90) code += 32;
      const letter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 191;
      if (letter) {
        whole = Math.imul((whole || 0x811c9dc5) ^ code, 0x01000193);
        if (++length <= stemLength) stem = whole;
      }
      if (length === 0 || (letter && code < 0x2e80)) continue;
      words[count] = stem;
      wholes[count++] = whole;
      whole = 0;
      length = 0;
      if (count < run) continue;
      let print = 0;
      for (let at = count - run; at < count; at++) {
        print = Math.imul(print ^ (wholes[at] ?? 0), 0x5bd1e995) ^ (print >>> 13);
      }
      print ^= print >>> 15;
      if ((print & 3) === 0) prints[kept++] = print;
    }
    return { words: words.subarray(0, count), prints: prints.subarray(0, kept) };
  };
}

/** The kept fingerprints of a text. */
export function fingerprints(text: string): ReadonlySet<number> {
  return new Set(tokenizer()(text).prints);
}

/** How much of one text is in the other, 0 to 1. */
export function containment(part: ReadonlySet<number>, whole: ReadonlySet<number>): number {
  if (part.size === 0) return 0;
  let shared = 0;
  for (const print of part) if (whole.has(print)) shared++;
  return shared / part.size;
}
