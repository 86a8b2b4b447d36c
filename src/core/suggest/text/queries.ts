/** Removed texts and words of addresses as numbers: what pages are read for. */
import type { UrlKey } from '../../paths.ts';
import { type Tokens, tokenizer } from './fingerprints.ts';
import { type IntTable, intTable } from './intTable.ts';

/** The text of a removed page, under the key of its address. */
export interface TextQuery {
  readonly key: UrlKey;
  /** The removed text; empty when it is not known. */
  readonly text: string;
  /** Words of the address. */
  readonly slug: string;
}

/** A removed text, as numbers that are compared fast. */
export interface PreparedQuery {
  /** How many fingerprints the text has. */
  readonly prints: number;
  /** Number of a word and its count by turns. */
  readonly words: Int32Array;
  readonly slug: Int32Array;
}

/** All removed texts that are asked about. */
export interface TextQueries {
  readonly all: readonly PreparedQuery[];
  /** The place of a query in `all`. */
  placeOf(key: string): number | undefined;
  /** Every word that is asked for. */
  readonly words: IntTable;
  readonly prints: IntTable;
  /** The same numbers by their places. */
  readonly wordsAsked: readonly number[];
  readonly printsAsked: readonly number[];
  /** The queries, by their places, whose texts have this fingerprint. */
  asking(print: number): number | readonly number[] | undefined;
  /** False for nearly every fingerprint that nobody asks for; far less work than to look for it. */
  mayAsk(print: number): boolean;
}

export function textQueries(queries: readonly TextQuery[]): TextQueries {
  const words = intTable();
  const prints = intTable();
  const asking: (number | number[])[] = [];
  const sieve = new Int32Array(sieveSize);
  const places = new Map<string, number>();
  const all: PreparedQuery[] = [];
  const read = tokenizer();
  const wordsAsked: number[] = [];
  const printsAsked: number[] = [];
  const count = wordCounter(words, wordsAsked);

  /** The number of different fingerprints. */
  function ask(query: number, tokens: Tokens): number {
    let own = 0;
    for (const print of tokens.prints) {
      const place = prints.add(print);
      if (place === printsAsked.length) printsAsked.push(print);
      const known = asking[place];
      const last = typeof known === 'object' ? known[known.length - 1] : known;
      if (last === query) continue;
      own++;
      if (known === undefined) asking.push(query);
      else if (typeof known === 'object') known.push(query);
      else asking[place] = [known, query];
      sieve[cellOf(print)] = (sieve[cellOf(print)] ?? 0) | (1 << bitOf(print));
    }
    return own;
  }

  for (const { key, text, slug } of queries) {
    places.set(key, all.length);
    const tokens = read(text);
    const own = ask(all.length, tokens);
    const counts = count(tokens.words);
    all.push({ prints: own, words: counts, slug: count(read(slug).words) });
  }
  return {
    all,
    placeOf: (key) => places.get(key),
    words,
    prints,
    wordsAsked,
    printsAsked,
    asking: (print) => asking[print],
    mayAsk: (print) => (((sieve[cellOf(print)] ?? 0) >>> bitOf(print)) & 1) === 1,
  };
}

const sieveSize = 1 << 16;

/** The last two bits are the same for all that are kept. */
function cellOf(print: number): number {
  return (print >>> 7) & (sieveSize - 1);
}

function bitOf(print: number): number {
  return (print >>> 2) & 31;
}

/** Numbers the words of a text and counts them; each new word goes to `asked`. */
function wordCounter(words: IntTable, asked: number[]): (hashes: Int32Array) => Int32Array {
  let counts = new Int32Array(1024);
  return (hashes) => {
    const found: number[] = [];
    for (const hash of hashes) {
      const word = words.add(hash);
      if (word === asked.length) asked.push(hash);
      if (word >= counts.length) {
        const known = counts;
        counts = new Int32Array(2 * word);
        counts.set(known);
      }
      const before = counts[word] ?? 0;
      if (before === 0) found.push(word);
      counts[word] = before + 1;
    }
    const pairs = new Int32Array(2 * found.length);
    let at = 0;
    for (const word of found) {
      pairs[at++] = word;
      pairs[at++] = counts[word] ?? 0;
      counts[word] = 0;
    }
    return pairs;
  };
}
