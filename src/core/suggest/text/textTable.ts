/**
 * The texts of a site's pages as one table that is kept: in which pages each word stands and how often, and which pages have
 * a fingerprint. What a question asks is looked up in it, so that no text is read for it; the answers are those that the
 * texts themselves would give.
 */
import type { RepoPath } from '../../paths.ts';
import { tokenizer } from './fingerprints.ts';
import { intTable } from './intTable.ts';
import { keptLists, openLists } from './keptLists.ts';
import { countOf, endOf, mostOften, pageOf, postings, startOf } from './postings.ts';

/** Which text a row holds: that of a page, with the texts of other files that it takes in. */
export interface TextRow {
  readonly page: RepoPath;
  /** How the disk described the page when it was read. */
  readonly stamp: string;
  /** The files that it names, in their order, as they were described; `null` for one that was left out. */
  readonly includes: readonly (readonly [file: RepoPath, stamp: string | null])[];
}

/** Texts as they were when the table was made. */
export interface TextTable {
  /** Rows are named by their places. */
  readonly rows: readonly TextRow[];
  /** How many words the text has. */
  lengthOf(row: number): number;
  /** The rows whose text has a word, in order, each with how often. */
  eachWith(word: number, take: (row: number, count: number) => void): void;
  /** The rows whose text has a fingerprint, in order. */
  eachHolding(print: number, take: (row: number) => void): void;
}

/** Collects texts for a table. */
export interface TextTableBuilder {
  add(row: TextRow, text: string): void;
  build(): Uint8Array;
}

/** What stands in front of the numbers. */
interface Head {
  readonly rows: readonly (readonly [page: string, stamp: string, includes?: TextRow['includes']])[];
}

/** A fingerprint and its row are one number: 32 bits and 20. */
const rowsMost = 1 << 20;

export function textTableBuilder(): TextTableBuilder {
  const rows: TextRow[] = [];
  const lengths: number[] = [];
  const read = tokenizer();
  const places = intTable();
  const hashes = growing((length) => new Int32Array(length));
  const entries = postings();
  const held = growing((length) => new Float64Array(length));
  /** Of the text that is read: how often each word stands there. */
  let here = new Int32Array(1 << 12);
  return {
    add(row, text) {
      const id = rows.push(row) - 1;
      const { words, prints } = read(text);
      lengths.push(words.length);
      const found: number[] = [];
      for (const hash of words) {
        const word = places.add(hash);
        if (word === hashes.size()) hashes.push(hash);
        if (word >= here.length) here = longer(here);
        const count = here[word] ?? 0;
        if (count === 0) found.push(word);
        here[word] = count + 1;
      }
      for (const word of found) {
        entries.add(word, id, here[word] ?? 0);
        here[word] = 0;
      }
      for (const print of prints) held.push((print >>> 0) * rowsMost + id);
    },
    build() {
      const prints = distinct(held.all().sort());
      const words = wordsOf(hashes.all(), entries.build());
      const head: Head = {
        rows: rows.map(({ page, stamp, includes }) =>
          includes.length === 0 ? [page, stamp] : [page, stamp, includes],
        ),
      };
      return keptLists(head, [
        Int32Array.from(lengths),
        words.hashes,
        words.starts,
        words.entries,
        Int32Array.from(prints, (both) => Math.floor(both / rowsMost) | 0),
        Int32Array.from(prints, (both) => both % rowsMost),
      ]);
    },
  };
}

function longer(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}

/** Numbers one behind the other, in little more memory than they need. */
function growing<List extends Int32Array | Float64Array>(make: (length: number) => List) {
  let list = make(1 << 10);
  let size = 0;
  return {
    size: () => size,
    push(value: number): void {
      if (size === list.length) {
        const known = list;
        list = make(size * 2);
        list.set(known);
      }
      list[size++] = value;
    },
    all: () => list.subarray(0, size) as List,
  };
}

/** Of sorted numbers. */
function distinct(sorted: Float64Array): Float64Array {
  let kept = 0;
  for (const value of sorted) if (kept === 0 || sorted[kept - 1] !== value) sorted[kept++] = value;
  return sorted.subarray(0, kept);
}

/** The entries by the words' hashes in order, where they are found by halving. */
function wordsOf(hashes: Int32Array, { segments }: ReturnType<ReturnType<typeof postings>['build']>) {
  const order = Uint32Array.from(hashes.keys()).sort((a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0));
  const starts = new Uint32Array(order.length + 1);
  const entries = new Uint32Array(segments.reduce((sum, segment) => sum + segment.entries.length, 0));
  let at = 0;
  for (const [place, word] of order.entries()) {
    for (const segment of segments) {
      const own = segment.entries.subarray(startOf(segment, word), endOf(segment, word));
      entries.set(own, at);
      at += own.length;
    }
    starts[place + 1] = at;
  }
  return { hashes: Int32Array.from(order, (word) => hashes[word] ?? 0), starts, entries };
}

/** `undefined` for bytes that are no table of this form. */
export function openTextTable(bytes: Uint8Array): TextTable | undefined {
  const opened = openLists(bytes);
  if (opened === undefined) return undefined;
  const head = opened.head as Head;
  const rows = head.rows.map(([page, stamp, includes = []]): TextRow => ({ page: page as RepoPath, stamp, includes }));
  const { lists } = opened;
  const [lengths, words, starts, entries] = [lists.numbers(), lists.numbers(), lists.numbers(), lists.numbers()];
  const [prints, holders] = [lists.numbers(), lists.numbers()];
  return {
    rows,
    lengthOf: (row) => lengths[row] ?? 0,
    eachWith(word, take) {
      const place = firstNotBelow(words, word, asSigned);
      if (words[place] !== word) return;
      for (let next = starts[place] ?? 0; next < (starts[place + 1] ?? 0); next++) {
        const entry = entries[next] ?? 0;
        take(pageOf(entry), countOf(entry));
      }
    },
    eachHolding(print, take) {
      for (let next = firstNotBelow(prints, print, asUnsigned); prints[next] === print; next++)
        take(holders[next] ?? 0);
    },
  };
}

/** Words are in order with their signs, fingerprints without. */
const asSigned = (value: number): number => value;
const asUnsigned = (value: number): number => value >>> 0;

function firstNotBelow(sorted: Int32Array, value: number, orderOf: (value: number) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (orderOf(sorted[middle] ?? 0) < orderOf(value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of more pages no table is made: their numbers would not fit. */
export const mostRows = Math.min(rowsMost, 0x1_0000_0000 / (mostOften + 1));
