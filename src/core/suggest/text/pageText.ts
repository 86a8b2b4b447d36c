/** What a page's text says of itself: title, headings and links, read without its markup's rules. */

import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import { extensionOf, type RepoPath } from '../../paths.ts';
import { readHeadings } from '../../text/markup/headings.ts';
import { type PageLink, readLinks } from './links.ts';
import { publishedDay } from './publishedDay.ts';

/** What a page says of itself. */
export interface PageText {
  readonly title: string | undefined;
  readonly headings: readonly string[];
  readonly links: readonly PageLink[];
  /** Its place among the pages beside it, where it says one; the first has the lowest. */
  readonly order: number | undefined;
  /** `2017-06-14`, where it says the day it was published. */
  readonly day: string | undefined;
  /** Offset of the first character of the body. */
  readonly bodyStart: number;
}

export function readPageText(text: string, file: RepoPath): PageText {
  const { data, bodyStart } = readFrontMatter(text, file);
  const body = text.slice(bodyStart);
  const headings = readHeadings(body, extensionOf(file));
  const title = typeof data.title === 'string' && data.title.trim() !== '' ? data.title.trim() : headings[0];
  const links = readLinks(body);
  return { title, headings, links, order: orderOf(data, file), day: publishedDay(data, file), bodyStart };
}

/** Where generators and their themes look for the place of a page, beside `weight`: Docusaurus, just-the-docs and others. */
const orderKeys = ['sidebar_position', 'nav_order', 'order', 'position'];

/** By the front matter, else by the number that its name, or that of its bundle, begins with. */
function orderOf(data: Readonly<Record<string, unknown>>, file: RepoPath): number | undefined {
  const { weight, sidebar, eleventyNavigation } = data;
  const written = [
    // To Hugo 0 is no weight.
    weight === 0 ? undefined : weight,
    ...orderKeys.map((key) => data[key]),
    orderIn(sidebar),
    orderIn(eleventyNavigation),
  ];
  for (const value of written) {
    const order = typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof order === 'number' && Number.isFinite(order)) return order;
  }
  const name = file.replace(/\/(?:_?index|readme|page)\.\w+$/i, '');
  const number = /^\d{1,3}(?=[-_. ])/.exec(name.slice(name.lastIndexOf('/') + 1));
  return number === null ? undefined : Number(number[0]);
}

/** Starlight and Eleventy's plugin have it one level deeper. */
function orderIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'order' in value ? value.order : undefined;
}
