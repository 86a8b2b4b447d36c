/** The words that tell what a page is about, each with its weight. */
import { meanings } from '../text/meanings.ts';
import { rawWords, stems, words } from '../text/words.ts';
import type { LivePage } from './livePages.ts';

/** Counts what the index holds of a page. */
export function readDocument(page: LivePage, count: (word: string, weight: number) => void): void {
  const add = (text: string, weight: number): void => {
    const raw = rawWords(text);
    for (const word of stems(raw)) count(word, weight);
    for (const meaning of meanings(raw)) count(meaning, weight);
  };
  for (const segment of page.segments.slice(0, -1)) add(segment, 1);
  add(page.slug, 3);
  const counted = new Set(words(page.slug));
  for (const word of page.slugWords) if (!counted.has(word)) count(word, 3);
  add(page.title ?? '', 3);
  for (const heading of page.headings) add(heading, 0.5);
}
