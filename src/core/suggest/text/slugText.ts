/** The last part of an address as it is written there: capitals part words that nothing else parts. */
import { words } from './words.ts';

/** The last part of an address as words. */
export interface SlugText {
  /** With its capitals: `titleII_2010`. */
  readonly written: string;
  /** Each word once, of both ways to read it: `titleii`, `2010`, `title`, `ii`. */
  readonly words: readonly string[];
}

/** `slug` is the part without extension and in lower case. */
export function slugText(slug: string, url: string): SlugText {
  const last = /[^/]*(?=\/*$)/.exec(url)?.[0] ?? '';
  const written = last.toLowerCase().startsWith(slug) ? last.slice(0, slug.length) : slug;
  const own = words(slug);
  return { written, words: [...new Set(written === slug ? own : [...own, ...words(written)])] };
}
