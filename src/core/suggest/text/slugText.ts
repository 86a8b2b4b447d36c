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
  // Where the last part only names the first page of its folder, the name is the one before it.
  const parts = url.split('/').filter(Boolean).slice(-2).reverse();
  const written = parts.find((part) => part.toLowerCase().startsWith(slug))?.slice(0, slug.length) ?? slug;
  const own = words(slug);
  return { written, words: [...new Set(written === slug ? own : [...own, ...words(written)])] };
}
