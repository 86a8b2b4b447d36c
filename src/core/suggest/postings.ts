/** In which pages each word stands and how often, in as little memory as that takes: four bytes an entry. */
export interface Postings {
  /** In how many pages a word stands. */
  pages(word: number): number;
  /** Where the pages of a word begin in `entries`; they end where those of the next word begin. */
  start(word: number): number;
  /** A page and how often the word stands there, one number each: see {@link pageOf} and {@link countOf}. */
  readonly entries: Uint32Array;
}

export function pageOf(entry: number): number {
  return entry >>> 12;
}

export function countOf(entry: number): number {
  return entry & mostOften;
}

export interface PostingsBuilder {
  add(word: number, page: number, count: number): void;
  /** Everything that was added, sorted by word; the builder is empty after that. */
  build(words: number): Postings;
}

/** A word that comes more often on one page counts as if it came this often. */
export const mostOften = 4095;
const chunkSize = 1 << 18;

/** Entries are written one after the other, and sorted once. There may be 2^20 pages. */
export function postings(): PostingsBuilder {
  let chunks: { readonly words: Int32Array; readonly entries: Uint32Array }[] = [];
  let filled = chunkSize;
  return {
    add(word, page, count) {
      if (filled === chunkSize) {
        chunks.push({ words: new Int32Array(chunkSize), entries: new Uint32Array(chunkSize) });
        filled = 0;
      }
      const chunk = chunks[chunks.length - 1];
      if (chunk === undefined) return;
      chunk.words[filled] = word;
      chunk.entries[filled++] = page * (mostOften + 1) + Math.min(mostOften, count);
    },
    build(words) {
      const sizeOf = (chunk: number): number => (chunk === chunks.length - 1 ? filled : chunkSize);
      const starts = new Uint32Array(words + 1);
      for (const [i, chunk] of chunks.entries()) {
        for (let at = 0; at < sizeOf(i); at++) {
          const next = (chunk.words[at] ?? 0) + 1;
          starts[next] = (starts[next] ?? 0) + 1;
        }
      }
      for (let word = 0; word < words; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
      const sorted = new Uint32Array(starts[words] ?? 0);
      const ends = starts.slice(0, words);
      for (const [i, chunk] of chunks.entries()) {
        for (let at = 0; at < sizeOf(i); at++) {
          const word = chunk.words[at] ?? 0;
          const end = ends[word] ?? 0;
          sorted[end] = chunk.entries[at] ?? 0;
          ends[word] = end + 1;
        }
      }
      chunks = [];
      filled = chunkSize;
      return {
        pages: (word) => (starts[word + 1] ?? 0) - (starts[word] ?? 0),
        start: (word) => starts[word] ?? 0,
        entries: sorted,
      };
    },
  };
}
