/**
 * The part of a page in which a removed page's text stands, where the page has other text as well: pages that were merged
 * are best led to it (`/guide/#install`).
 *
 * A heading has the id that is written behind it (`## Install {#install}`), else one of its own words. Generators make that
 * in their own ways, which agree where a heading has plain letters, digits, hyphens and single spaces and begins with a
 * letter: of others, and of names that stand twice on the page, no id is told.
 *
 * https://github.com/Flet/github-slugger, https://kramdown.gettalong.org/converter/html.html#auto-ids,
 * https://python-markdown.github.io/extensions/toc/, https://docutils.sourceforge.io/docs/ref/rst/directives.html#identifier-normalization,
 * https://gohugo.io/content-management/markdown-attributes/
 */
import { headingLines } from '../../text/markup/headingLines.ts';
import { containment, fingerprints } from './fingerprints.ts';

/** A part of a page. */
export interface PageSection {
  readonly heading: string;
  /** What stands behind `#` in an address. */
  readonly id: string;
}

/** Fewer fingerprints are no text that proves anything. */
const fewest = 8;
/** Of the removed text, what is in the part: at least so much of all, and of what the page has of it. */
const leastOfText = 0.5;
const leastOfFound = 0.85;
/** Of the part, what is the removed text; and of the page, from where on it is that text as a whole. */
const leastOfPart = 0.4;
const mostOfPage = 0.7;
/** A part that has so much of the page is the page, with its title as heading. */
const wholePage = 0.9;
/** A page with more of them is a list. */
const mostHeadings = 2000;

/** `undefined` where the page as a whole is the answer, or no part of it can be named surely. */
export function mergedSection(removed: string, page: string): PageSection | undefined {
  const was = fingerprints(removed);
  const whole = fingerprints(page);
  const found = containment(was, whole);
  if (was.size < fewest || found < leastOfText || containment(whole, was) > mostOfPage) return undefined;
  const lines = headingLines(page);
  if (lines.length > mostHeadings) return undefined;
  let best: { readonly section: PageSection; readonly share: number; readonly size: number } | undefined;
  for (const [i, { start, level, text }] of lines.entries()) {
    const end = lines.slice(i + 1).find((next) => next.level <= level)?.start ?? page.length;
    const prints = fingerprints(page.slice(start, end));
    const share = containment(was, prints);
    if (share < leastOfText || share < leastOfFound * found || containment(prints, was) < leastOfPart) continue;
    if (containment(whole, prints) > wholePage) continue;
    const section = named(
      text,
      lines.map((line) => line.text),
    );
    if (section === undefined || (best !== undefined && (share < best.share || prints.size >= best.size))) continue;
    best = { section, share, size: prints.size };
  }
  return best?.section;
}

function named(text: string, all: readonly string[]): PageSection | undefined {
  const { heading, id } = parted(text);
  if (id !== undefined) return { heading, id };
  if (!/^[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*$/.test(heading)) return undefined;
  const own = heading.toLowerCase().replaceAll(' ', '-');
  const alike = all.filter((other) => parted(other).heading.toLowerCase().replaceAll(' ', '-') === own);
  return alike.length === 1 ? { heading, id: own } : undefined;
}

/** `Install {#install}` and `Install {#install .first}`. */
function parted(text: string): { readonly heading: string; readonly id: string | undefined } {
  const start = text.lastIndexOf('{#');
  const id = start < 0 ? undefined : /^\{#([\w-]+)[^{}]*\}$/.exec(text.slice(start))?.[1];
  return id === undefined ? { heading: text, id } : { heading: text.slice(0, start).trim(), id };
}
