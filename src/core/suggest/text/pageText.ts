/** What a page's text says of itself: title, headings and links, read without its markup's rules. */

import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import { extensionOf, type RepoPath } from '../../paths.ts';
import { readHeadings } from './headings.ts';
import { type PageLink, readLinks } from './links.ts';

/** What a page says of itself. */
export interface PageText {
  readonly title: string | undefined;
  readonly headings: readonly string[];
  readonly links: readonly PageLink[];
  /** Offset of the first character of the body. */
  readonly bodyStart: number;
}

export function readPageText(text: string, file: RepoPath): PageText {
  const { data, bodyStart } = readFrontMatter(text, file);
  const body = text.slice(bodyStart);
  const headings = readHeadings(body, extensionOf(file));
  const title = typeof data.title === 'string' && data.title.trim() !== '' ? data.title.trim() : headings[0];
  return { title, headings, links: readLinks(body), bodyStart };
}
