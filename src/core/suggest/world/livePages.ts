/** The pages a broken address may lead to, with the indexes the evidence needs. */
import type { Route } from '../../model.ts';
import { type RepoPath, type UrlKey, urlKey } from '../../paths.ts';
import { type NearPaths, nearPaths } from '../../text/nearPaths.ts';
import type { Partition } from '../partition/partitions.ts';
import type { ListReader, NumberList } from '../text/keptLists.ts';
import { segmentsKey } from '../text/links.ts';
import type { PageText } from '../text/pageText.ts';
import { type MadeLists, openTextLists, type TextLists, textLists } from '../text/textLists.ts';
import { words } from '../text/words.ts';
import { sitePage } from './sitePage.ts';

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
  /** Pages with a heading or title of exactly these words. */
  byHeading(words: readonly string[]): readonly LivePage[];
  /** Whether beside the pages of this one's version many others have none: those are the ones of today. */
  isBesideToday(page: LivePage): boolean;
  /** Pages with a heading in which this stands as a name of its own, in lower case. */
  byName(name: string): readonly LivePage[];
}

/** What a page calls itself and its parts. */
export type PageNames = Pick<PageText, 'title' | 'headings'> & Partial<Pick<PageText, 'order' | 'day'>>;

const targets: ReadonlySet<Route['kind']> = new Set(['page', 'section', 'post', 'fallback']);

/** Whether something is published under an address of its own. Home pages are left out: they answer no question. */
function isTarget({ url, kind }: Route, parts: Partition): boolean {
  return targets.has(kind) && urlKey(url) !== '/' && !parts.isHome(url);
}

/** The keys by which links find the pages that there will be; see `bySegments`. */
export function pageKeys(routes: readonly Route[], parts: Partition): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const route of routes) {
    if (isTarget(route, parts)) keys.add(segmentsKey(route.url)).add(segmentsKey(route.file));
  }
  return keys;
}

/** What is published, as it is found by texts. */
export interface PagesFound {
  /** The place of each page among the routes, doubled, and one more where it is a section. */
  readonly places: Int32Array;
  readonly byUrl: TextLists;
  readonly byFile: TextLists;
  readonly byPath: TextLists;
  /** By the parts of their files' paths. */
  readonly byFileParts: TextLists;
  readonly folders: Pick<TextLists, 'has'>;
  readonly bySlug: TextLists;
  readonly byLetters: TextLists;
  /** By their titles, and the words of their headings. */
  readonly byHeading: TextLists;
  readonly byName: TextLists;
  readonly byDepth: TextLists;
}

const listed = [
  'byUrl',
  'byFile',
  'byPath',
  'byFileParts',
  'folders',
  'bySlug',
  'byLetters',
  'byHeading',
  'byName',
  'byDepth',
] as const;

/** What was made here: the lists of `PagesFound`. */
export interface PagesIndexed extends PagesFound {
  /** For `openPagesFound`. */
  kept(): readonly NumberList[];
}

/** The same, as it was kept. */
export function openPagesFound(lists: ListReader): PagesFound {
  const places = lists.numbers();
  const opened = Object.fromEntries(listed.map((name) => [name, openTextLists(lists)]));
  return { places, ...(opened as Record<(typeof listed)[number], TextLists>) };
}

/** The places of what has a page of its own, each address once; see `PagesFound.places`. */
function placesOf(routes: readonly Route[], parts: Partition): Int32Array {
  const parents = new Set(routes.map((route) => urlKey(route.url).replace(/\/[^/]*$/, '')));
  const seen = new Set<UrlKey>();
  const places: number[] = [];
  for (const [place, route] of routes.entries()) {
    const key = urlKey(route.url);
    if (seen.has(key) || !isTarget(route, parts)) continue;
    seen.add(key);
    places.push(2 * place + Number(parents.has(key) || route.kind === 'section'));
  }
  return Int32Array.from(places);
}

/** What the pages are, by the names that their files give them; `undefined` where a file was not read. */
export interface PagesRead {
  readonly routes: readonly Route[];
  names(file: RepoPath, id: number): PageNames | undefined;
  readonly parts: Partition;
}

function pagesAt(places: Int32Array, { routes, names, parts }: PagesRead): readonly LivePage[] {
  const said = { names, parts, joined: joinedWords() };
  return Array.from(places, (place, id) => {
    const route = routes[place >> 1];
    if (route === undefined) throw new RangeError('there are fewer routes');
    return sitePage({ id, route, isSection: (place & 1) === 1 }, said);
  });
}

/** Finds what is published. */
export function pagesIndexed(read: PagesRead): PagesIndexed {
  const places = placesOf(read.routes, read.parts);
  const all = pagesAt(places, read);
  const joined = joinedWords();
  const of = (textsOf: (page: LivePage) => Iterable<string>): MadeLists => textLists(pairsOf(all, textsOf));
  const made = {
    byUrl: of(({ route }) => [urlKey(route.url)]),
    byFile: of(({ route }) => [route.file]),
    byPath: of(({ path }) => [path]),
    byFileParts: of(({ route }) => [segmentsKey(route.file)]),
    folders: foldersFound(all),
    bySlug: of(({ slug }) => [slug]),
    byLetters: of(({ slug, path }) => new Set([lettersOf(slug), lettersOf(path)])),
    byHeading: of(({ title, headingWords }) => new Set([joined(title ?? ''), ...headingWords].filter(Boolean))),
    byName: of(({ headings }) => new Set(headings.flatMap(compoundNames))),
    byDepth: of(({ segments }) => [`${segments.length}`]),
  } satisfies Record<(typeof listed)[number], Pick<MadeLists, 'kept'>>;
  return { places, ...made, kept: () => [places, ...listed.flatMap((name) => made[name].kept())] };
}

function* pairsOf(
  all: readonly LivePage[],
  textsOf: (page: LivePage) => Iterable<string>,
): Generator<readonly [text: string, page: number]> {
  for (const page of all) for (const text of textsOf(page)) yield [text, page.id];
}

/** The pages, looked up in what was found of them. */
export function livePages(found: PagesFound, read: PagesRead): LivePages {
  const all = pagesAt(found.places, read);
  const pagesOf = (list: TextLists, text: string): readonly LivePage[] => list.of(text).flatMap((id) => all[id] ?? []);
  const longest = longestPath(all);
  // Of a long address each part is asked for, and to tell a text its whole length is read.
  const pagesAtPath = (list: TextLists, path: string) => (path.length > longest ? [] : pagesOf(list, path));
  const byText = new Map<number, NearPaths & { readonly group: readonly LivePage[] }>();
  const besideToday = new Map<string, boolean>();
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
      const known = besideToday.get(key) ?? isBeside(version, product, all);
      besideToday.set(key, known);
      return known;
    },
    byHeading: (name) => pagesOf(found.byHeading, name.join(' ')),
  };
}

/** No address or file of a page has more letters, however it is written: a few letters have two in lower case. */
function longestPath(all: readonly LivePage[]): number {
  return 2 * all.reduce((most, { route }) => Math.max(most, route.url.length, route.file.length), 0);
}

/** The words of a text with a space between them; the headings of pages repeat. */
function joinedWords(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text) ?? words(text).join(' ');
    known.set(text, found);
    return found;
  };
}

/** Of as many pages as the version has; fewer may be about all versions. */
const enoughWithout = 0.3;

/** Whether a product has pages in its folder that belong to no version, beside those of this one. */
function isBeside(version: string, product: string, all: readonly LivePage[]): boolean {
  let own = 0;
  let without = 0;
  for (const page of all) {
    if (page.version === version && (page.product ?? '') === product) own++;
    else if (page.version === undefined && (product === '' || page.path.startsWith(`${product}/`))) without++;
  }
  return without >= enoughWithout * own;
}

/** Each is hashed here only where it is kept: of a long address there are as many folders as it has parts. */
function foldersFound(all: readonly LivePage[]): Pick<MadeLists, 'has' | 'kept'> {
  const pairs = [...foldersOf(all)];
  const folders = new Set(pairs.map(([folder]) => folder));
  return { has: (folder) => folders.has(folder), kept: () => textLists(pairs).kept() };
}

/** Everything that some path of a page, or of its file, is below of. */
function* foldersOf(all: readonly LivePage[]): Generator<readonly [folder: string, page: number]> {
  const folders = new Set<string>();
  for (const { id, path, route } of all) {
    for (const own of [path, segmentsKey(route.file)]) {
      let end = own.lastIndexOf('/');
      while (end > 0 && !folders.has(own.slice(0, end))) {
        folders.add(own.slice(0, end));
        yield [own.slice(0, end), id];
        end = own.lastIndexOf('/', end - 1);
      }
    }
  }
}

/** What a heading writes as one name of several words: `private-key` in `cert.example.org/private-key`, `get_item()`. */
function compoundNames(heading: string): readonly string[] {
  if (!/[-_.]/.test(heading)) return [];
  return heading.toLowerCase().match(/[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)+/gu) ?? [];
}

/** Only letters and digits, in lower case. */
export function lettersOf(text: string): string {
  if (/^[a-z\d/_.-]*$/.test(text)) return text.replace(/[^a-z\d]+/g, '');
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
