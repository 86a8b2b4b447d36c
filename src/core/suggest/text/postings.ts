/** In which pages each word stands and how often, in as little memory as that takes: four bytes an entry. */
import type { ListReader, NumberList } from './keptLists.ts';

/** In which pages each word stands, and how often; words are numbers from 0 up, and one without pages is in none. */
export interface Postings {
  /** In how many pages a word stands. */
  pages(word: number): number;
  readonly segments: readonly Segment[];
}

/** The entries of some of the pages, sorted by word; those of one word are in the order of the pages. */
export interface Segment {
  readonly starts: Uint32Array;
  /** A page and how often the word stands there, one number each: see {@link pageOf} and {@link countOf}. */
  readonly entries: Uint32Array;
}

/** Collects in which pages each word stands. */
export interface PostingsBuilder {
  add(word: number, page: number, count: number): void;
  /** Everything that was added; nothing may be added after that. */
  build(): Postings;
}

/** A page has a number below this one. */
export const mostPages = 1 << 20;

/** A word that comes more often on one page counts as if it came this often. */
export const mostOften = 4095;

const firstRoom = 1 << 14;
const mostRoom = 1 << 18;

export function startOf({ starts, entries }: Segment, word: number): number {
  return starts[word] ?? entries.length;
}

export function endOf(segment: Segment, word: number): number {
  return startOf(segment, word + 1);
}

export function pageOf(entry: number): number {
  return entry >>> 12;
}

export function countOf(entry: number): number {
  return entry & mostOften;
}

const none = new Uint32Array(0);

/** Entries are sorted a quarter of a million at a time, so that they are never all there twice. There may be 2^20 pages. */
export function postings(): PostingsBuilder {
  const segments: Segment[] = [];
  let words = new Uint32Array(firstRoom);
  let entries = new Uint32Array(firstRoom);
  let filled = 0;

  function makeRoom(): void {
    if (filled === mostRoom) {
      segments.push(segment(words, entries, filled));
      filled = 0;
    } else {
      words = grown(words);
      entries = grown(entries);
    }
  }

  return {
    add(word, page, count) {
      if (filled === words.length) makeRoom();
      words[filled] = word;
      entries[filled++] = page * (mostOften + 1) + Math.min(mostOften, count);
    },
    build() {
      if (filled > 0) segments.push(segment(words, entries, filled));
      // The builder may be kept as long as what it built.
      filled = 0;
      words = none;
      entries = none;
      return ofSegments(segments);
    },
  };
}

function ofSegments(segments: readonly Segment[]): Postings {
  return {
    segments,
    pages: (word) => segments.reduce((sum, part) => sum + endOf(part, word) - startOf(part, word), 0),
  };
}

/** The pages of one word, in the order they were added; none for a word without number. */
export function pagesWith({ segments }: Postings, word: number): readonly number[] {
  if (word < 0) return [];
  return segments.flatMap((segment) =>
    Array.from(segment.entries.subarray(startOf(segment, word), endOf(segment, word)), pageOf),
  );
}

/** For `openPostings`. */
export function keptPostings({ segments }: Postings): readonly NumberList[] {
  return [Int32Array.of(segments.length), ...segments.flatMap(({ starts, entries }) => [starts, entries])];
}

export function openPostings(lists: ListReader): Postings {
  const [count = 0] = lists.numbers();
  return ofSegments(Array.from({ length: count }, () => ({ starts: lists.unsigned(), entries: lists.unsigned() })));
}

function grown(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(numbers.length * 4);
  more.set(numbers);
  return more;
}

/** Sorts by counting. */
function segment(words: Uint32Array, entries: Uint32Array, filled: number): Segment {
  let most = 0;
  for (let at = 0; at < filled; at++) most = Math.max(most, words[at] ?? 0);
  const starts = new Uint32Array(most + 2);
  for (let at = 0; at < filled; at++) {
    const next = (words[at] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let word = 0; word <= most; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
  const ends = starts.slice();
  const sorted = new Uint32Array(filled);
  for (let at = 0; at < filled; at++) {
    const word = words[at] ?? 0;
    const end = ends[word] ?? 0;
    sorted[end] = entries[at] ?? 0;
    ends[word] = end + 1;
  }
  return { starts, entries: sorted };
}
