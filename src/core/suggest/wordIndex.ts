/** TF-IDF over the pages' addresses, titles and headings. */
import { countOf, endOf, mostOften, pageOf, postings, type Segment, startOf } from './postings.ts';
import { scoreBoard } from './scoreBoard.ts';

export interface WordIndex {
  /** Pages that share words with the query, by cosine, best first. */
  search(
    query: ReadonlyMap<string, number>,
    most: number,
  ): readonly { readonly page: number; readonly cosine: number }[];
}

/** The i-th document counts the words of page i, weighted by where they stand: whole numbers and halves. */
export function wordIndex(documents: Iterable<ReadonlyMap<string, number>>): WordIndex {
  const numbers = new Map<string, number>();
  const entries = postings();
  const contents: Float32Array[] = [];
  for (const document of documents) {
    const content = new Float32Array(document.size * 2);
    let at = 0;
    for (const [word, count] of document) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      entries.add(number, contents.length, count * 2);
      content[at++] = number;
      content[at++] = count;
    }
    contents.push(content);
  }
  const index = entries.build();
  const rarities = Float64Array.from(numbers.values(), (word) => rarity(index.pages(word), contents.length));
  const damped = logarithms();
  const lengths = Float64Array.from(contents, (content) => {
    let sum = 0;
    for (let at = 0; at < content.length; at += 2) {
      sum += (Math.log1p(content[at + 1] ?? 0) * (rarities[content[at] ?? 0] ?? 0)) ** 2;
    }
    return Math.sqrt(sum) || 1;
  });
  const board = scoreBoard(lengths);
  return {
    search(query, most) {
      let sum = 0;
      for (const [word, count] of query) {
        const number = numbers.get(word);
        const rare = number === undefined ? rarity(0, contents.length) : (rarities[number] ?? 0);
        const weight = count * rare;
        sum += weight ** 2;
        if (number === undefined) continue;
        for (const segment of index.segments) addScores(segment, number, weight * rare, damped, board.sums);
      }
      const found = board.best(most, Math.sqrt(sum) || 1, (a, b) => a < b);
      return found.map(({ page, score }) => ({ page, cosine: score }));
    },
  };
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
