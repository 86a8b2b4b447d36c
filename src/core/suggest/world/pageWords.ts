/** The words that tell what a page is about, each with its weight. */
import { eachOnce } from '../../text/remembered.ts';
import { meanings } from '../text/meanings.ts';
import type { ReadDocument } from '../text/wordIndex.ts';
import { rawWords, stems, words } from '../text/words.ts';
import type { LivePage } from './livePages.ts';

/** Counts what the index holds of each page; the headings of pages repeat, and are read once. */
export function documentReader(): ReadDocument<LivePage> {
  const wordsOf = eachOnce((text) => {
    const raw = rawWords(text);
    return [...stems(raw), ...meanings(raw)];
  });
  return (page, count) => {
    const add = (text: string, weight: number): void => {
      for (const word of wordsOf(text)) count(word, weight);
    };
    for (const segment of page.segments.slice(0, -1)) add(segment, 1);
    add(page.slug, 3);
    const counted = new Set(words(page.slug));
    for (const word of page.slugWords) if (!counted.has(word)) count(word, 3);
    add(page.title ?? '', 3);
    for (const heading of page.headings) add(heading, 0.5);
  };
}
