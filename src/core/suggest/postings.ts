/** In which pages each word stands and how much it counts there: two numbers an entry, in growing typed arrays. */
export interface Postings {
  add(word: number, page: number, count: number): void;
  /** In how many pages a word stands. */
  pages(word: number): number;
  /** Page and count by turns, in the order they were added. */
  of(word: number): Float32Array;
}

const none = new Float32Array();

/** Page numbers and counts are whole or halves and far below 2^22, so that 32 bits hold them exactly. */
export function postings(): Postings {
  const entries: Float32Array[] = [];
  const lengths: number[] = [];
  return {
    add(word, page, count) {
      while (entries.length <= word) {
        entries.push(none);
        lengths.push(0);
      }
      const length = lengths[word] ?? 0;
      let into = entries[word] ?? none;
      if (length === into.length) {
        const larger = new Float32Array(Math.max(4, length * 2));
        larger.set(into);
        entries[word] = larger;
        into = larger;
      }
      into[length] = page;
      into[length + 1] = count;
      lengths[word] = length + 2;
    },
    pages: (word) => (lengths[word] ?? 0) / 2,
    of: (word) => (entries[word] ?? none).subarray(0, lengths[word] ?? 0),
  };
}
