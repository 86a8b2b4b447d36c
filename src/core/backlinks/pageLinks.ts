/** Who links to the pages of a list: single links, given to the pages they lead to. */
import type { Backlink, BrokenPage } from '../model.ts';
import { byStrength, keptReferrers } from './brokenPages.ts';
import { readSpelling } from './spelling.ts';

/** Links of one request; more of them are other links to the same pages, as the strongest come first. */
const mostLinks = 1000;

/** So many links are asked for with a list of so many pages. */
export function linksFor(pages: number): number {
  return Math.min(mostLinks, pages * keptReferrers);
}

/** The strongest of the links beside each page, under whatever spelling they lead there; of a page without one nothing changes. */
export function withLinksOf(pages: readonly BrokenPage[], links: readonly Backlink[]): readonly BrokenPage[] {
  if (links.length === 0) return pages;
  const byPage = new Map<string, Backlink[]>();
  for (const link of links) {
    const key = readSpelling(link.to)?.key;
    if (key === undefined) continue;
    const known = byPage.get(key);
    if (known === undefined) byPage.set(key, [link]);
    else known.push(link);
  }
  return pages.map((page) => {
    const own = byPage.get(readSpelling(page.url)?.key ?? '') ?? [];
    if (own.length === 0) return page;
    const all = new Map([...page.referrers, ...own].map((link) => [`${link.from} ${link.to}`, link]));
    return { ...page, referrers: [...all.values()].sort(byStrength).slice(0, keptReferrers) };
  });
}
