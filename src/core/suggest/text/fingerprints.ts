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
  let prints = new Int32Array(0);
  return (text) => {
    const end = text.length;
    if (end > words.length) {
      words = new Int32Array(Math.max(end, 2 * words.length));
      prints = new Int32Array(words.length);
    }
    let count = 0;
    let kept = 0;
    // The words before this one.
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    let fifth = 0;
    for (let i = 0; i < end; ) {
      let code = fold(text.charCodeAt(i++));
      if (code === 0) continue;
      let whole = 0x811c9dc5;
      let stem = 0;
      let length = 0;
      while (code !== 0) {
        whole = Math.imul(whole ^ code, 0x01000193);
        if (++length <= stemLength) stem = whole;
        if (code >= 0x2e80) break;
        code = i < end ? fold(text.charCodeAt(i++)) : 0;
      }
      words[count++] = stem;
      if (count >= run) {
        let print = mixed(mixed(mixed(mixed(mixed(mixed(0, first), second), third), fourth), fifth), whole);
        print ^= print >>> 15;
        if ((print & 3) === 0) prints[kept++] = print;
      }
      first = second;
      second = third;
      third = fourth;
      fourth = fifth;
      fifth = whole;
    }
    return { words: words.subarray(0, count), prints: prints.subarray(0, kept) };
  };
}

/** A letter or digit in lower case; 0 for anything else. */
function fold(code: number): number {
  return code > 191 ? code : (folded[code] ?? 0);
}

const folded = Uint8Array.from({ length: 192 }, (_, code) => {
  const isLetter = code >= 97 && code <= 122;
  const isDigit = code >= 48 && code <= 57;
  if (code >= 65 && code <= 90) return code + 32;
  return isLetter || isDigit ? code : 0;
});

function mixed(hash: number, word: number): number {
  return Math.imul(hash ^ word, 0x5bd1e995) ^ (hash >>> 13);
}

const read = tokenizer();

/** The kept fingerprints of a text. */
export function fingerprints(text: string): ReadonlySet<number> {
  return new Set(read(text).prints);
}

/** How much of one text is in the other, 0 to 1. */
export function containment(part: ReadonlySet<number>, whole: ReadonlySet<number>): number {
  if (part.size === 0) return 0;
  let shared = 0;
  for (const print of part) if (whole.has(print)) shared++;
  return shared / part.size;
}
