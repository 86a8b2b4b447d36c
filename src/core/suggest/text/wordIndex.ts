/** TF-IDF over the pages' addresses, titles and headings. */
import type { ListReader, NumberList } from './keptLists.ts';
import { openTextNumbers, type TextNumbers, textNumbers } from './numbers.ts';
import {
  countOf,
  endOf,
  keptPostings,
  mostOften,
  openPostings,
  type Posting,
  type Postings,
  pageOf,
  postings,
  type Segment,
  startOf,
  withoutPages,
} from './postings.ts';
import { scoreBoard } from './scoreBoard.ts';

/** Documents, found by the words they have in common with a query. */
export interface WordIndex<Document> {
  /** Documents that share words with the query and may be found, by cosine, best first. */
  search(
    query: ReadonlyMap<string, number>,
    most: number,
    mayBeFound?: (document: Document) => boolean,
  ): readonly { readonly document: Document; readonly cosine: number }[];
}

/** Counts the words of a document, weighted by where they stand: whole numbers and halves. */
export type ReadDocument<Document> = (document: Document, count: (word: string, weight: number) => void) => void;

/** What is counted of the documents, whatever is asked of it. */
export interface CountedWords {
  readonly numbers: Pick<TextNumbers, 'known'>;
  readonly index: Postings;
  /** Of each document as a vector; 1 for one without words. */
  readonly lengths: Float64Array;
  /** For `openCountedWords`. */
  kept(): readonly NumberList[];
}

export function countedWords<Document>(documents: readonly Document[], read: ReadDocument<Document>): CountedWords {
  const numbers = textNumbers();
  const entries = postings();
  const count = wordCounter(numbers, read);
  for (const [page, document] of documents.entries()) count(document, (word, often) => entries.add(word, page, often));
  return indexed(documents.length, numbers, entries.build());
}
function indexed(documents: number, numbers: TextNumbers, index: Postings): CountedWords {
  const rarities = Float64Array.from({ length: numbers.size() }, (_, word) => rarity(index.pages(word), documents));
  const lengths = documentLengths(documents, index, rarities, logarithms());
  return { numbers, index, lengths, kept: () => [...numbers.kept(), ...keptPostings(index), lengths] };
}

/** Gives each word of a document once, by its number, with twice its weight. */
function wordCounter<Document>(numbers: TextNumbers, read: ReadDocument<Document>) {
  const weights: number[] = [];
  return (document: Document, give: (word: number, count: number) => void): void => {
    const found: number[] = [];
    read(document, (word, weight) => {
      const number = numbers.of(word);
      const before = weights[number] ?? 0;
      if (before === 0) found.push(number);
      weights[number] = before + weight;
    });
    for (const number of found) {
      give(number, (weights[number] ?? 0) * 2);
      weights[number] = 0;
    }
  };
}

/** Counts as they were kept. */
export interface KeptWords extends Omit<CountedWords, 'kept'> {
  /** With some documents read anew, by their places; of so many documents as before. */
  renewed<Document>(changed: ReadonlyMap<number, Document>, read: ReadDocument<Document>): CountedWords;
}

/** The same, as it was kept. */
export function openCountedWords(lists: ListReader): KeptWords {
  const [numbers, index, lengths] = [openTextNumbers(lists), openPostings(lists), lists.doubles()];
  return {
    numbers,
    index,
    lengths,
    renewed(changed, read) {
      const more = numbers.extended();
      const added: Posting[] = [];
      const count = wordCounter(more, read);
      for (const [page, document] of changed)
        count(document, (word, often) => added.push({ word, page, count: often }));
      return indexed(lengths.length, more, withoutPages(index, new Set(changed.keys()), added));
    },
  };
}

/** `counted` is of these documents. */
export function wordIndex<Document>(
  documents: readonly Document[],
  { numbers, index, lengths }: Omit<CountedWords, 'kept'>,
): WordIndex<Document> {
  const damped = logarithms();
  const board = scoreBoard(lengths);
  return {
    search(query, most, mayBeFound = () => true) {
      let sum = 0;
      for (const [word, count] of query) {
        const number = numbers.known(word);
        const rare = rarity(number < 0 ? 0 : index.pages(number), documents.length);
        const weight = count * rare;
        sum += weight ** 2;
        if (number < 0) continue;
        for (const segment of index.segments) addScores(segment, number, weight * rare, damped, board.sums);
      }
      const isAllowed = (page: number): boolean => {
        const document = documents[page];
        return document !== undefined && mayBeFound(document);
      };
      const found = board.best(most, Math.sqrt(sum) || 1, (a, b) => a < b, isAllowed);
      return found.flatMap(({ page, score }) => {
        const document = documents[page];
        return document === undefined ? [] : [{ document, cosine: score }];
      });
    },
  };
}

/** Shares of squares are summed as whole numbers of this size: in any order of the words the sum is the same. */
const part = 2 ** -24;

function documentLengths(count: number, index: Postings, rarities: Float64Array, damped: Float64Array): Float64Array {
  const squares = new Float64Array(count);
  for (const segment of index.segments) {
    for (let word = 0; word < rarities.length; word++) {
      const rare = rarities[word] ?? 0;
      for (let at = startOf(segment, word); at < endOf(segment, word); at++) {
        const entry = segment.entries[at] ?? 0;
        const page = pageOf(entry);
        squares[page] = (squares[page] ?? 0) + Math.round(((damped[countOf(entry)] ?? 0) * rare) ** 2 / part);
      }
    }
  }
  return squares.map((square) => Math.sqrt(square * part) || 1);
}

/** A function of its own, as the engine makes the loop ten times as fast there. */
function addScores(segment: Segment, word: number, weight: number, damped: Float64Array, sums: Float64Array): void {
  const { entries } = segment;
  const end = endOf(segment, word);
  for (let at = startOf(segment, word); at < end; at++) {
    const entry = entries[at] ?? 0;
    const page = pageOf(entry);
    sums[page] = (sums[page] ?? 0) + weight * (damped[countOf(entry)] ?? 0);
  }
}

/** Of a word that stands in so many of all pages. */
function rarity(having: number, pages: number): number {
  return Math.log(1 + pages / (1 + having));
}

/** `log(1 + count)` by twice the count. */
function logarithms(): Float64Array {
  return Float64Array.from({ length: mostOften + 1 }, (_, halves) => Math.log1p(halves / 2));
}
