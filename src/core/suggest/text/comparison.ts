/** What today's pages have of removed texts, found while the pages are read. */
import type { RepoPath, UrlKey } from '../../paths.ts';
import { type Likeness, type TextIndex, textIndex } from './index.ts';
import type { TextQuery } from './queries.ts';
import type { TextTable } from './textTable.ts';

/** Pages by what their texts say about one address, each measured from 0 to 1. */
export interface TextAnswer {
  /** The share of the removed page's text that a page holds. */
  readonly contained: readonly Likeness[];
  /** How much a page's words are those of the removed page, best first. */
  readonly similar: readonly Likeness[];
  /** How much a page speaks of the words of the address, best first. */
  readonly speaking: readonly Likeness[];
}

/** Of every address that was asked about, by its key. */
export type TextAnswers = ReadonlyMap<UrlKey, TextAnswer>;

/** Compares today's pages with removed texts, perhaps in other threads. */
export interface TextComparison {
  /** Takes in one page's text; a promise when there is no room for the next one yet. */
  add(page: RepoPath, text: string): Promise<void> | undefined;
  /** Takes in a page by the row of its text in the table that the comparison was made with. */
  addKept?(page: RepoPath, row: number): void;
  /** Once, when all pages were taken in. */
  answers(): Promise<TextAnswers>;
  /** Gives up what is still under way. */
  close(): void;
}

/** Pages that hold next to nothing of a text are no answer. */
export const leastShare = 0.04;

/** Compares each page as it comes; `table` has the texts of those that are taken in by their rows. */
export function compareTexts(queries: readonly TextQuery[], table?: TextTable): TextComparison {
  const index = textIndex(queries, table);
  const keys = queries.map(({ key }) => key);
  return {
    add(page, text) {
      index.add(page, text);
      return undefined;
    },
    addKept: (page, row) => index.addKept(page, row),
    answers: async () => textAnswers(index, keys),
    close: () => undefined,
  };
}

/** Once, when all pages were taken in. */
export function textAnswers(index: TextIndex, keys: readonly UrlKey[]): TextAnswers {
  const enough = (found: readonly Likeness[]) => found.filter(({ score }) => score >= leastShare);
  const answer = (key: UrlKey): TextAnswer => ({
    contained: enough([...index.contained(key)].map(([page, score]) => ({ page, score }))),
    similar: enough(index.similar(key)),
    speaking: enough(index.speaking(key)),
  });
  return new Map(keys.map((key) => [key, answer(key)]));
}
