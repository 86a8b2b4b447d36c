/** The pages a broken address may lead to, with the indexes the evidence needs. */
import type { Route } from '../../model.ts';
import { type RepoPath, urlKey } from '../../paths.ts';
import { type NearPaths, nearPaths } from '../../text/nearPaths.ts';
import type { Partition } from '../partition/partitions.ts';
import type { PageText } from '../text/pageText.ts';
import type { TextLists } from '../text/textLists.ts';
import { type PagesFound, pagesAt } from './pagesFound.ts';

/** A page of today, prepared for comparison. */
export interface LivePage {
  readonly id: number;
  readonly route: Route;
  readonly segments: readonly string[];
  /** The segments as one text. */
  readonly path: string;
  readonly slug: string;
  readonly title: string | undefined;
  readonly headings: readonly string[];
  /** The words of each heading, a space between them. */
  readonly headingWords: readonly string[];
  /** All of them as one text: what is not in it is in none. */
  readonly allHeadingWords: string;
  /** All headings in lower case as one text. */
  readonly allHeadings: string;
  /** Each word once. */
  readonly slugWords: readonly string[];
  readonly titleWords: readonly string[];
  readonly language: string | undefined;
  readonly version: string | undefined;
  /** What that is a version of; see `Partition.product`. */
  readonly product: string | undefined;
  /** Its place among the pages beside it, where it says one; the first has the lowest. */
  readonly order: number | undefined;
  /** The day it was published, where it says one; see `PageText.day`. */
  readonly day: string | undefined;
  /** It stands for everything below its address. */
  readonly isSection: boolean;
}

/** The pages of today, found by everything that evidence asks for. */
export interface LivePages {
  readonly all: readonly LivePage[];
  readonly partition: Partition;
  at(url: string): LivePage | undefined;
  ofFile(file: RepoPath): LivePage | undefined;
  /** By the parts of an address or of a file path; see `linkKey`. */
  bySegments(key: string): LivePage | undefined;
  /** Whether `bySegments` knows a page below. */
  isFolder(key: string): boolean;
  bySlug(slug: string): readonly LivePage[];
  /** Pages with as many segments that are at most `limit` letters away from this path. */
  near(segments: readonly string[], limit: number): readonly { readonly page: LivePage; readonly distance: number }[];
  /** Pages with as many segments whose path begins with this one. */
  beginningWith(segments: readonly string[]): readonly LivePage[];
  /** Pages whose address, or last part of it, has these letters and digits whatever parts them: `quickstart` for `quick-start`. */
  byLetters(letters: string): readonly LivePage[];
  /** Pages with a heading or title of exactly these words, one by one: thousands say "See also". */
  byHeading(words: readonly string[]): Iterable<LivePage>;
  /** Whether beside the pages of this one's version many others have none: those are the ones of today. */
  isBesideToday(page: LivePage): boolean;
  /** Whether more than that: most pages there have none, so that the version is a part that was put aside. */
  isPutAside(page: LivePage): boolean;
  /** Pages with a heading in which this stands as a name of its own, in lower case. */
  byName(name: string): readonly LivePage[];
}

/** What a page calls itself and its parts. */
export type PageNames = Pick<PageText, 'title' | 'headings'> & Partial<Pick<PageText, 'order' | 'day'>>;

/** What the pages are, by the names that their files give them; `undefined` where a file was not read. */
export interface PagesRead {
  readonly routes: readonly Route[];
  names(file: RepoPath, id: number): PageNames | undefined;
  readonly parts: Partition;
}

/** The pages, looked up in what was found of them; `all` are these pages, where they were made already. */
export function livePages(found: PagesFound, read: PagesRead, all = pagesAt(found.places, read)): LivePages {
  const pagesOf = (list: TextLists, text: string): readonly LivePage[] => list.of(text).flatMap((id) => all[id] ?? []);
  const longest = longestPath(all);
  // Of a long address each part is asked for, and to tell a text its whole length is read.
  const pagesAtPath = (list: TextLists, path: string) => (path.length > longest ? [] : pagesOf(list, path));
  const byText = new Map<number, NearPaths & { readonly group: readonly LivePage[] }>();
  const besideToday = new Map<string, number>();
  const ofDepth = ({ length }: readonly string[]) => {
    const known = byText.get(length);
    if (known !== undefined) return known;
    const group = pagesOf(found.byDepth, `${length}`);
    const near = { group, ...nearPaths(group.map(({ path }) => path)) };
    byText.set(length, near);
    return near;
  };
  return {
    all,
    partition: read.parts,
    at: (url) => pagesAtPath(found.byUrl, urlKey(url))[0],
    ofFile(file) {
      const own = pagesAtPath(found.byFile, file);
      return own.find(({ route }) => route.kind !== 'fallback') ?? own[0];
    },
    // An address is the better key where both exist.
    bySegments: (key) => pagesAtPath(found.byPath, key).at(-1) ?? pagesAtPath(found.byFileParts, key)[0],
    isFolder: (key) => key.length <= longest && found.folders.has(key),
    bySlug: (slug) => pagesOf(found.bySlug, slug),
    near(segments, limit) {
      const { group, within } = ofDepth(segments);
      return within(segments.join('/'), limit).flatMap(({ index, distance }) => {
        const page = group[index];
        return page === undefined ? [] : [{ page, distance }];
      });
    },
    beginningWith(segments) {
      const { group, beginningWith } = ofDepth(segments);
      return beginningWith(segments.join('/')).flatMap((index) => group[index] ?? []);
    },
    byLetters: (letters) => pagesOf(found.byLetters, letters),
    byName: (name) => pagesOf(found.byName, name),
    isBesideToday({ version, product = '' }) {
      if (version === undefined) return false;
      const key = `${product}\n${version}`;
      const known = besideToday.get(key) ?? withoutVersion(version, product, all);
      besideToday.set(key, known);
      return known >= enoughWithout;
    },
    isPutAside(page) {
      const { version, product = '' } = page;
      return this.isBesideToday(page) && (besideToday.get(`${product}\n${version}`) ?? 0) >= mostWithout;
    },
    byHeading: (name) => eachPage(found.byHeading.each(name.join(' ')), all),
  };
}

/** The pages of these numbers, each when it is asked for. */
export function* eachPage(ids: Iterable<number>, all: readonly LivePage[]): Generator<LivePage, void> {
  for (const id of ids) {
    const page = all[id];
    if (page !== undefined) yield page;
  }
}

/** No address or file of a page has more letters, however it is written: a few letters have two in lower case. */
function longestPath(all: readonly LivePage[]): number {
  return 2 * all.reduce((most, { route }) => Math.max(most, route.url.length, route.file.length), 0);
}

/** Of as many pages as the version has; fewer may be about all versions. */
const enoughWithout = 0.3;
const mostWithout = 2;

/** How many pages in the folder of a product belong to no version, for each one of this version. */
function withoutVersion(version: string, product: string, all: readonly LivePage[]): number {
  let own = 0;
  let without = 0;
  for (const page of all) {
    if (page.version === version && (page.product ?? '') === product) own++;
    else if (page.version === undefined && (product === '' || page.path.startsWith(`${product}/`))) without++;
  }
  return without / Math.max(1, own);
}
