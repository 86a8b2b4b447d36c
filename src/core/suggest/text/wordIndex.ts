/** TF-IDF over the pages' addresses, titles and headings. */
import { countOf, endOf, mostOften, type Postings, pageOf, postings, type Segment, startOf } from './postings.ts';
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

export function wordIndex<Document>(documents: readonly Document[], read: ReadDocument<Document>): WordIndex<Document> {
  const numbers = new Map<string, number>();
  const entries = postings();
  /** Of the document that is read: the weight of each word, and which words are there. */
  const weights: number[] = [];
  let found: number[] = [];
  const count = (word: string, weight: number): void => {
    const number = numbers.get(word) ?? numbers.size;
    const before = weights[number] ?? 0;
    if (number === numbers.size) numbers.set(word, number);
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
  const rarities = Float64Array.from(numbers.values(), (word) => rarity(index.pages(word), documents.length));
  const damped = logarithms();
  const lengths = documentLengths(documents.length, index, rarities, damped);
  const board = scoreBoard(lengths);
  return {
    search(query, most, mayBeFound = () => true) {
      let sum = 0;
      for (const [word, count] of query) {
        const number = numbers.get(word);
        const rare = number === undefined ? rarity(0, documents.length) : (rarities[number] ?? 0);
        const weight = count * rare;
        sum += weight ** 2;
        if (number === undefined) continue;
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

/** The length of each document as a vector; 1 for one without words. */
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
