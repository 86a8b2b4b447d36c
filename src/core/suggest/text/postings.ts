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
      entries[filled++] = entryOf(page, count);
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
  const pages: number[] = [];
  for (const segment of segments) {
    const end = endOf(segment, word);
    for (let at = startOf(segment, word); at < end; at++) pages.push(pageOf(segment.entries[at] ?? 0));
  }
  return pages;
}

/** The same one by one, for whoever may have enough before the last: some words stand in nearly all pages. */
export function* eachPageWith({ segments }: Postings, word: number): Generator<number, void> {
  if (word < 0) return;
  for (const segment of segments) {
    const end = endOf(segment, word);
    for (let at = startOf(segment, word); at < end; at++) yield pageOf(segment.entries[at] ?? 0);
  }
}

/** That a word stands in a page so often. */
export interface Posting {
  readonly word: number;
  readonly page: number;
  readonly count: number;
}

/** The same with `added` in place of all that is told of some pages: as if it had been added in the order of the pages. */
export function withoutPages({ segments }: Postings, pages: ReadonlySet<number>, added: readonly Posting[]): Postings {
  const sorted = [...added].sort((a, b) => a.word - b.word || a.page - b.page);
  const lasts = segments.map(({ entries }) => entries.reduce((last, entry) => Math.max(last, pageOf(entry)), 0));
  // The pages of a segment come behind those of the one before it.
  const placeOf = (page: number): number => {
    const place = lasts.findIndex((last) => last >= page);
    return place < 0 ? Math.max(0, segments.length - 1) : place;
  };
  const old = segments.length === 0 ? [{ starts: none, entries: none }] : segments;
  return ofSegments(
    old.map((segment, place) => {
      const own = sorted.filter(({ page }) => placeOf(page) === place);
      return renewed(segment, pages, own);
    }),
  );
}

/** `added` is sorted by word, then by page. */
function renewed(old: Segment, pages: ReadonlySet<number>, added: readonly Posting[]): Segment {
  const words = Math.max(old.starts.length - 1, (added.at(-1)?.word ?? -1) + 1, 0);
  const starts = new Uint32Array(words + 1);
  const entries = new Uint32Array(old.entries.length + added.length);
  let [filled, next] = [0, 0];
  const addBefore = (word: number, page: number): void => {
    for (let one = added[next]; one?.word === word && one.page < page; one = added[++next])
      entries[filled++] = entryOf(one.page, one.count);
  };
  for (let word = 0; word < words; word++) {
    starts[word] = filled;
    const end = endOf(old, word);
    for (let at = startOf(old, word); at < end; at++) {
      const entry = old.entries[at] ?? 0;
      if (pages.has(pageOf(entry))) continue;
      addBefore(word, pageOf(entry));
      entries[filled++] = entry;
    }
    addBefore(word, mostPages);
  }
  starts[words] = filled;
  return { starts, entries: entries.slice(0, filled) };
}

function entryOf(page: number, count: number): number {
  return page * (mostOften + 1) + Math.min(mostOften, count);
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
