/** The words that tell what a page is about, each with its weight. */
import { meanings } from '../text/meanings.ts';
import type { ReadDocument } from '../text/wordIndex.ts';
import { rawWords, stems, words } from '../text/words.ts';
import type { LivePage } from './livePages.ts';

/** Counts what the index holds of each page; the headings of pages repeat, and are read once. */
export function documentReader(): ReadDocument<LivePage> {
  const known = new Map<string, readonly string[]>();
  const wordsOf = (text: string): readonly string[] => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const raw = rawWords(text);
    const found = [...stems(raw), ...meanings(raw)];
    known.set(text, found);
    return found;
  };
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
