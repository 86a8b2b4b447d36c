/**
 * Compares removed texts, and the words of addresses, with the texts of today's pages. What is asked must be known
 * first: each page is then read once, and only what somebody asks for is kept of it.
 */
import { eachToken, fingerprints, wordCounts } from './fingerprints.ts';

export interface TextQuery {
  readonly key: string;
  /** The removed text; empty when it is not known. */
  readonly text: string;
  /** Words of the address. */
  readonly slug: string;
}

export interface TextIndex {
  /** Takes in one page's text. */
  add(page: string, text: string): void;
  /** Shares of the removed text that pages hold. */
  contained(key: string): ReadonlyMap<string, number>;
  /** How much a page's words are those of the removed text, best first, relative to the text itself. */
  similar(key: string): readonly Likeness[];
  /** How much pages speak of the words of the address. */
  speaking(key: string): readonly Likeness[];
}

export interface Likeness {
  readonly page: string;
  readonly score: number;
}

interface Prepared {
  readonly prints: number;
  readonly words: ReadonlyMap<number, number>;
  readonly slug: ReadonlyMap<number, number>;
}

/** Words of a removed text that are compared, the most telling ones. */
const termsCompared = 40;
const answersKept = 10;

export function textIndex(queries: readonly TextQuery[]): TextIndex {
  const prepared = new Map<string, Prepared>();
  const printsOf = new Map<number, string[]>();
  const postings = new Map<number, { readonly page: number; readonly count: number }[]>();
  for (const { key, text, slug } of queries) {
    const prints = fingerprints(text);
    const entry = { prints: prints.size, words: wordCounts(text), slug: wordCounts(slug) };
    prepared.set(key, entry);
    for (const print of prints) {
      const keys = printsOf.get(print);
      if (keys === undefined) printsOf.set(print, [key]);
      else keys.push(key);
    }
    for (const word of [...entry.words.keys(), ...entry.slug.keys()]) if (!postings.has(word)) postings.set(word, []);
  }
  const pages: string[] = [];
  const lengths: number[] = [];
  const overlap = new Map<string, Map<string, number>>();

  function add(page: string, text: string): void {
    const id = pages.push(page) - 1;
    const counts = new Map<number, number>();
    const seen = new Set<number>();
    let length = 0;
    eachToken(
      text,
      (word) => {
        length++;
        if (postings.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
      },
      (print) => {
        const keys = printsOf.get(print);
        if (keys === undefined || seen.has(print)) return;
        seen.add(print);
        for (const key of keys) {
          const of = overlap.get(key) ?? new Map<string, number>();
          overlap.set(key, of);
          of.set(page, (of.get(page) ?? 0) + 1);
        }
      },
    );
    lengths.push(length);
    for (const [word, count] of counts) postings.get(word)?.push({ page: id, count });
  }

  const rarity = (word: number): number => {
    const found = postings.get(word)?.length ?? 0;
    return Math.log(1 + (pages.length - found + 0.5) / (found + 0.5));
  };

  /** BM25, over what the query scores against itself. */
  function search(words: ReadonlyMap<number, number>): readonly Likeness[] {
    const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
    const terms = [...words].map(([word, count]) => ({ word, weight: saturated(count, 1) * rarity(word) }));
    terms.sort((a, b) => b.weight - a.weight);
    const scores = new Map<number, number>();
    let whole = 0;
    for (const { word, weight } of terms.slice(0, termsCompared)) {
      whole += weight * 2.2;
      for (const { page, count } of postings.get(word) ?? []) {
        scores.set(page, (scores.get(page) ?? 0) + weight * saturated(count, (lengths[page] ?? 0) / average));
      }
    }
    const found = [...scores].map(([page, score]) => ({
      page: pages[page] ?? '',
      score: Math.min(1, score / (whole || 1)),
    }));
    return found.sort((a, b) => b.score - a.score || (a.page < b.page ? -1 : 1)).slice(0, answersKept);
  }

  return {
    add,
    contained(key) {
      const total = prepared.get(key)?.prints ?? 0;
      const shares = [...(overlap.get(key) ?? [])].map(([page, count]) => [page, count / total] as const);
      return new Map(total > 0 ? shares : []);
    },
    similar: (key) => search(prepared.get(key)?.words ?? new Map()),
    speaking: (key) => search(prepared.get(key)?.slug ?? new Map()),
  };
}

/** A word that comes often counts more, but not in proportion; `length` is relative to the average page. */
function saturated(count: number, length: number): number {
  return (count * 2.2) / (count + 1.2 * (0.25 + 0.75 * length));
}
