/**
 * How much of each removed text the pages hold. What many pages of different names have in common is boilerplate (a
 * licence, a call to action, a template's sentences) and is no sign of any of them; the copies of one page in other
 * versions and languages have its name.
 */
import type { TextQueries } from './queries.ts';

/** Pages against the removed texts that are asked about, by numbers: fingerprints by their place among those asked for. */
export interface Overlaps {
  /** A page, by its number, has this fingerprint; in any order. */
  add(print: number, page: number): void;
  /** The shares of a query's text that pages hold, by the number of the page; once all pages were added. */
  of(query: number): ReadonlyMap<number, number>;
}

/** Differently named pages from which on a sentence is boilerplate. */
const manyNames = 10;

/** Of a text that is boilerplate nearly throughout, this share is still what pages are measured by. */
const leastMeasured = 0.25;

/** `fileOf` gives the file of a page. */
export function overlaps({ all, prints, asking }: TextQueries, fileOf: (page: number) => string): Overlaps {
  const holders: (number[] | undefined)[] = new Array(prints.size);
  const areUnsorted: boolean[] = [];

  function settle(): readonly ReadonlyMap<number, number>[] {
    const counts = all.map(() => new Map<number, number>());
    const measured = all.map((query) => query.prints);
    for (const [print, pages] of holders.entries()) {
      const askers = asking(print);
      if (pages === undefined || askers === undefined) continue;
      if (areUnsorted[print] === true) sortOnce(pages);
      const isBoilerplate = namesOf(pages, fileOf) >= manyNames;
      for (const query of typeof askers === 'number' ? [askers] : askers) {
        if (isBoilerplate) measured[query] = (measured[query] ?? 0) - 1;
        else for (const page of pages) counts[query]?.set(page, (counts[query]?.get(page) ?? 0) + 1);
      }
    }
    return counts.map((of, query) => {
      const whole = Math.max(measured[query] ?? 0, leastMeasured * (all[query]?.prints ?? 0));
      return new Map([...of].map(([page, count]) => [page, count / whole]));
    });
  }

  let settled: ReturnType<typeof settle> | undefined;
  return {
    add(print, page) {
      const known = holders[print];
      const last = known?.[known.length - 1];
      if (known === undefined || last === undefined) holders[print] = [page];
      else if (last !== page) {
        if (page < last) areUnsorted[print] = true;
        known.push(page);
      }
    },
    of(query) {
      settled ??= settle();
      return settled[query] ?? none;
    },
  };
}

const none: ReadonlyMap<number, number> = new Map();

/** In order, each once. */
function sortOnce(pages: number[]): void {
  pages.sort((a, b) => a - b);
  let kept = 0;
  for (const page of pages) if (kept === 0 || pages[kept - 1] !== page) pages[kept++] = page;
  pages.length = kept;
}

/** How many names the pages have, counted no further than matters. */
function namesOf(pages: readonly number[], fileOf: (page: number) => string): number {
  if (pages.length < manyNames) return pages.length;
  const names = new Set<string>();
  for (const page of pages) {
    names.add(nameOf(fileOf(page)));
    if (names.size >= manyNames) break;
  }
  return names.size;
}

/** The last part of the path, without its extension; of a folder's own page the folder. */
function nameOf(file: string): string {
  const bare = file.replace(/\.[^./]*$/, '').replace(/\/(?:_?index|readme|page)$/i, '');
  return bare.slice(bare.lastIndexOf('/') + 1);
}
