/**
 * Compares removed texts, and the words of addresses, with the texts of today's pages. What is asked must be known
 * first: each page is then read once, and only what somebody asks for is kept of it.
 */
import { tokenizer } from './fingerprints.ts';
import type { IntTable } from './intTable.ts';
import { overlaps } from './overlaps.ts';
import { countOf, endOf, pageOf, postings, type Segment, startOf } from './postings.ts';
import { type TextQuery, textQueries } from './queries.ts';
import { scoreBoard } from './scoreBoard.ts';
import type { TextTable } from './textTable.ts';

/** Compares texts that are taken in one after the other. */
export interface TextIndex {
  /** Takes in one page's text; all of them before anything is asked. */
  add(page: string, text: string): void;
  /** Takes in a page by the row of its text in the table. */
  addKept(page: string, row: number): void;
  /** Shares of the removed text that pages hold. */
  contained(key: string): ReadonlyMap<string, number>;
  /** How much a page's words are those of the removed text, best first, relative to the text itself. */
  similar(key: string): readonly Likeness[];
  /** How much pages speak of the words of the address. */
  speaking(key: string): readonly Likeness[];
}

/** A page whose text is like a removed one; the score is from 0 to 1. */
export interface Likeness {
  readonly page: string;
  readonly score: number;
}

/** Words of a removed text that are compared, the most telling ones. */
const termsCompared = 40;
const answersKept = 10;

/** `table` has the texts of pages that are added by their rows. */
export function textIndex(queries: readonly TextQuery[], table?: TextTable): TextIndex {
  const prepared = textQueries(queries);
  const { all, words, prints, mayAsk, placeOf, wordsAsked, printsAsked } = prepared;
  const read = tokenizer();
  const entries = postings();
  const pages: string[] = [];
  const lengths: number[] = [];
  /** Of the page that is read: how often each word stands there, and which words do. */
  const here = new Int32Array(words.size);
  const found = new Int32Array(words.size);
  const shared = overlaps(prepared, (page) => pages[page] ?? '');
  /** The page of each row of the table; -1 for a row that no page has now. */
  const pageOfRow = new Int32Array(table?.rows.length ?? 0).fill(-1);

  function add(page: string, text: string): void {
    const id = pages.push(page) - 1;
    const tokens = read(text);
    const distinct = countWords(tokens.words, words, here, found);
    for (let at = 0; at < tokens.prints.length; at++) {
      const print = tokens.prints[at] ?? 0;
      const place = mayAsk(print) ? prints.placeOf(print) : -1;
      if (place >= 0) shared.add(place, id);
    }
    lengths.push(tokens.words.length);
    for (let at = 0; at < distinct; at++) {
      const word = found[at] ?? 0;
      entries.add(word, id, here[word] ?? 0);
      here[word] = 0;
    }
  }

  function addKept(page: string, row: number): void {
    pageOfRow[row] = pages.push(page) - 1;
    lengths.push(table?.lengthOf(row) ?? 0);
  }

  /** What the table says of the pages that were added by their rows. */
  function lookUp(): void {
    const pageAt = (row: number) => pageOfRow[row] ?? -1;
    for (const [word, hash] of wordsAsked.entries()) {
      table?.eachWith(hash, (row, count) => {
        const page = pageAt(row);
        if (page >= 0) entries.add(word, page, count);
      });
    }
    for (const [place, print] of printsAsked.entries()) {
      table?.eachHolding(print, (row) => {
        const page = pageAt(row);
        if (page >= 0) shared.add(place, page);
      });
    }
  }

  /** What depends on all pages, made when something is asked. */
  function settle() {
    lookUp();
    const index = entries.build();
    const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
    const rarities = Float64Array.from({ length: words.size }, (_, word) => {
      const found = index.pages(word);
      return Math.log(1 + (pages.length - found + 0.5) / (found + 0.5));
    });
    const damping = Float64Array.from(lengths, (length) => dampingOf(length / average));
    return { index, damping, rarities, board: scoreBoard(new Float64Array(pages.length).fill(1)) };
  }
  let settled: ReturnType<typeof settle> | undefined;

  /** BM25, over what the query scores against itself. */
  function search(query: Int32Array): readonly Likeness[] {
    settled ??= settle();
    const { index, damping, rarities, board } = settled;
    let whole = 0;
    for (const { word, weight } of mostTelling(query, rarities)) {
      whole += weight * 2.2;
      for (const segment of index.segments) addScores(segment, word, weight, damping, board.sums);
    }
    const best = board.best(answersKept, whole || 1, (a, b) => (pages[a] ?? '') < (pages[b] ?? ''));
    return best.map(({ page, score }) => ({ page: pages[page] ?? '', score }));
  }

  const queryOf = (key: string) => all[placeOf(key) ?? -1];
  return {
    add,
    addKept,
    contained(key) {
      settled ??= settle();
      const shares = shared.of(placeOf(key) ?? -1);
      return new Map([...shares].map(([page, share]) => [pages[page] ?? '', share] as const));
    },
    similar: (key) => search(queryOf(key)?.words ?? noWords),
    speaking: (key) => search(queryOf(key)?.slug ?? noWords),
  };
}

const noWords = new Int32Array();

interface Term {
  readonly word: number;
  readonly weight: number;
}

/** The words of a query that tell most, those first. */
function mostTelling(query: Int32Array, rarities: Float64Array): readonly Term[] {
  const terms: Term[] = [];
  for (let at = 0; at < query.length; at += 2) {
    const word = query[at] ?? 0;
    const weight = saturated(query[at + 1] ?? 0, dampingOf(1)) * (rarities[word] ?? 0);
    const last = terms[termsCompared - 1];
    if (last !== undefined && weight <= last.weight) continue;
    let place = Math.min(terms.length, termsCompared - 1);
    for (let ahead = terms[place - 1]; ahead !== undefined && weight > ahead.weight; ahead = terms[place - 1]) {
      terms[place] = ahead;
      place--;
    }
    terms[place] = { word, weight };
  }
  return terms;
}

/** Counts the words that have a place in the table; puts them into `found` and gives their number. */
function countWords(hashes: Int32Array, words: IntTable, here: Int32Array, found: Int32Array): number {
  let distinct = 0;
  for (let at = 0; at < hashes.length; at++) {
    const word = words.placeOf(hashes[at] ?? 0);
    if (word < 0) continue;
    const count = here[word] ?? 0;
    if (count === 0) found[distinct++] = word;
    here[word] = count + 1;
  }
  return distinct;
}

/** A function of its own, as the engine makes the loop ten times as fast there. */
function addScores(segment: Segment, word: number, weight: number, damping: Float64Array, sums: Float64Array): void {
  const { entries } = segment;
  const end = endOf(segment, word);
  for (let at = startOf(segment, word); at < end; at++) {
    const entry = entries[at] ?? 0;
    const page = pageOf(entry);
    sums[page] = (sums[page] ?? 0) + weight * saturated(countOf(entry), damping[page] ?? 0);
  }
}

/** A word that comes often counts more, but not in proportion. */
function saturated(count: number, damping: number): number {
  return (count * 2.2) / (count + damping);
}

/** For a length relative to the average page. */
function dampingOf(length: number): number {
  return 1.2 * (0.25 + 0.75 * length);
}
