/** TF-IDF over the pages' addresses, titles and headings. */
import type { ListReader, NumberList } from './keptLists.ts';
import { openTextNumbers, type TextNumbers, textNumbers } from './numbers.ts';
import {
  countOf,
  endOf,
  keptPostings,
  mostOften,
  openPostings,
  type Postings,
  pageOf,
  postings,
  type Segment,
  startOf,
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
  /** Of the document that is read: the weight of each word, and which words are there. */
  const weights: number[] = [];
  let found: number[] = [];
  const count = (word: string, weight: number): void => {
    const number = numbers.of(word);
    const before = weights[number] ?? 0;
    if (before === 0) found.push(number);
    weights[number] = before + weight;
  };
  for (const [page, document] of documents.entries()) {
    found = [];
    read(document, count);
    for (const number of found) {
      entries.add(number, page, (weights[number] ?? 0) * 2);
      weights[number] = 0;
    }
  }
  const index = entries.build();
  const rarities = Float64Array.from(weights, (_, word) => rarity(index.pages(word), documents.length));
  const lengths = documentLengths(documents.length, index, rarities, logarithms());
  return { numbers, index, lengths, kept: () => [...numbers.kept(), ...keptPostings(index), lengths] };
}

/** The same, as it was kept. */
export function openCountedWords(lists: ListReader): Omit<CountedWords, 'kept'> {
  return { numbers: openTextNumbers(lists), index: openPostings(lists), lengths: lists.doubles() };
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

function documentLengths(count: number, index: Postings, rarities: Float64Array, damped: Float64Array): Float64Array {
  const squares = new Float64Array(count);
  for (const segment of index.segments) {
    for (let word = 0; word < rarities.length; word++) {
      const rare = rarities[word] ?? 0;
      for (let at = startOf(segment, word); at < endOf(segment, word); at++) {
        const entry = segment.entries[at] ?? 0;
        const page = pageOf(entry);
        squares[page] = (squares[page] ?? 0) + ((damped[countOf(entry)] ?? 0) * rare) ** 2;
      }
    }
  }
  return squares.map((square) => Math.sqrt(square) || 1);
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
