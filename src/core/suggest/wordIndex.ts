/** TF-IDF over the pages' addresses, titles and headings. */

export interface WordIndex {
  /** Pages that share words with the query, by cosine, best first. */
  search(
    query: ReadonlyMap<string, number>,
    most: number,
  ): readonly { readonly page: number; readonly cosine: number }[];
  cosine(query: ReadonlyMap<string, number>, page: number): number;
}

/** `documents[i]` counts the words of page i, weighted by where they stand. */
export function wordIndex(documents: readonly ReadonlyMap<string, number>[]): WordIndex {
  const postings = new Map<string, { readonly page: number; readonly weight: number }[]>();
  for (const [page, document] of documents.entries()) {
    for (const [word, count] of document) {
      const posting = { page, weight: Math.log1p(count) };
      const held = postings.get(word);
      if (held === undefined) postings.set(word, [posting]);
      else held.push(posting);
    }
  }
  const rarity = (word: string): number => Math.log(1 + documents.length / (1 + (postings.get(word)?.length ?? 0)));
  const lengths = documents.map((document) => {
    let sum = 0;
    for (const [word, count] of document) sum += (Math.log1p(count) * rarity(word)) ** 2;
    return Math.sqrt(sum) || 1;
  });
  function weigh(query: ReadonlyMap<string, number>): {
    readonly words: ReadonlyMap<string, number>;
    readonly length: number;
  } {
    const weighed = new Map<string, number>();
    let sum = 0;
    for (const [word, count] of query) {
      const weight = count * rarity(word);
      weighed.set(word, weight);
      sum += weight ** 2;
    }
    return { words: weighed, length: Math.sqrt(sum) || 1 };
  }
  return {
    search(query, most) {
      const { words, length } = weigh(query);
      const scores = new Map<number, number>();
      for (const [word, weight] of words) {
        for (const { page, weight: there } of postings.get(word) ?? []) {
          scores.set(page, (scores.get(page) ?? 0) + weight * there * rarity(word));
        }
      }
      const found = [...scores].map(([page, score]) => ({ page, cosine: score / (length * (lengths[page] ?? 1)) }));
      found.sort((a, b) => b.cosine - a.cosine || a.page - b.page);
      return found.slice(0, most);
    },
    cosine(query, page) {
      const { words, length } = weigh(query);
      const document = documents[page];
      let score = 0;
      for (const [word, weight] of words) {
        const count = document?.get(word);
        if (count !== undefined) score += weight * Math.log1p(count) * rarity(word);
      }
      return score / (length * (lengths[page] ?? 1));
    },
  };
}
