/** The pages a broken address may lead to, with the indexes the evidence needs. */
import { pathSegments } from '../../history/similarPaths.ts';
import type { Route } from '../../model.ts';
import { type RepoPath, type UrlKey, urlKey } from '../../paths.ts';
import { type NearPaths, nearPaths } from '../../text/nearPaths.ts';
import { segmentsKey } from '../text/links.ts';
import type { PageText } from '../text/pageText.ts';
import { slugText } from '../text/slugText.ts';
import { words } from '../text/words.ts';
import type { Partition } from './partitions.ts';

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

/** Indexes what is published. */
export function livePages(
  routes: readonly Route[],
  names: ReadonlyMap<RepoPath, PageNames>,
  parts: Partition,
): LivePages {
  const byUrl = new Map<UrlKey, LivePage>();
  const byFile = new Map<RepoPath, LivePage>();
  const bySegments = new Map<string, LivePage>();
  const bySlug = pageLists();
  const byHeading = pageLists();
  const byName = pageLists();
  const byLetters = pageLists();
  const byDepth = new Map<number, LivePage[]>();
  const all: LivePage[] = [];
  const joined = joinedWords();
  const parents = new Set(routes.map((route) => urlKey(route.url).replace(/\/[^/]*$/, '')));
  for (const route of routes) {
    const key = urlKey(route.url);
    if (byUrl.has(key) || !isTarget(route, parts)) continue;
    const page = livePage(all.length, route, names.get(route.file), { parts, joined }, parents.has(key));
    all.push(page);
    byUrl.set(key, page);
    const held = byFile.get(route.file);
    if (held === undefined || (held.route.kind === 'fallback' && route.kind !== 'fallback'))
      byFile.set(route.file, page);
    bySlug.add(page.slug, page);
    push(byDepth, page.segments.length, page);
    for (const letters of new Set([lettersOf(page.slug), lettersOf(page.path)])) byLetters.add(letters, page);
    for (const title of new Set([joined(page.title ?? ''), ...page.headingWords])) {
      if (title !== '') byHeading.add(title, page);
    }
    for (const name of new Set(page.headings.flatMap(compoundNames))) byName.add(name, page);
  }
  for (const page of all) {
    const file = segmentsKey(page.route.file);
    if (!bySegments.has(file)) bySegments.set(file, page);
  }
  // An address is the better key where both exist.
  for (const page of all) bySegments.set(page.path, page);
  const folders = foldersOf(bySegments.keys());
  const byText = new Map<number, NearPaths>();
  const besideToday = new Map<string, boolean>();
  const ofDepth = (segments: readonly string[]) => {
    const group = byDepth.get(segments.length) ?? [];
    const near = byText.get(segments.length) ?? nearPaths(group.map(({ path }) => path));
    byText.set(segments.length, near);
    return { near, pageOf: (index: number) => group[index] };
  };
  return {
    all,
    partition: parts,
    at: (url) => byUrl.get(urlKey(url)),
    ofFile: (file) => byFile.get(file),
    bySegments: (key) => bySegments.get(key),
    isFolder: (key) => folders.has(key),
    bySlug: bySlug.of,
    near(segments, limit) {
      const { near, pageOf } = ofDepth(segments);
      const found = near.within(segments.join('/'), limit);
      return found.flatMap(({ index, distance }) => {
        const page = pageOf(index);
        return page === undefined ? [] : [{ page, distance }];
      });
    },
    beginningWith(segments) {
      const { near, pageOf } = ofDepth(segments);
      return near.beginningWith(segments.join('/')).flatMap((index) => pageOf(index) ?? []);
    },
    byLetters: byLetters.of,
    byName: byName.of,
    isBesideToday({ version, product = '' }) {
      if (version === undefined) return false;
      const key = `${product}\n${version}`;
      const known = besideToday.get(key) ?? isBeside(version, product, all);
      besideToday.set(key, known);
      return known;
    },
    byHeading: (name) => byHeading.of(name.join(' ')),
  };
}

function livePage(
  id: number,
  route: Route,
  names: PageNames | undefined,
  { parts, joined }: { readonly parts: Partition; readonly joined: ReturnType<typeof joinedWords> },
  hasChildren: boolean,
): LivePage {
  const segments = pathSegments(route.url);
  const slug = segments[segments.length - 1] ?? '';
  const title = route.title ?? names?.title;
  const headings = names?.headings ?? [];
  return {
    id,
    route,
    segments,
    path: segments.join('/'),
    slug,
    title,
    headings,
    headingWords: headings.map(joined),
    slugWords: slugText(slug, route.url).words,
    titleWords: [...new Set(words(title ?? ''))],
    language: route.language ?? parts.language(route.url),
    version: route.version ?? parts.version(route.url),
    product: parts.product(route.url),
    order: names?.order,
    day: names?.day,
    isSection: hasChildren || route.kind === 'section',
  };
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

/** Everything that some path is below of. */
function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    let end = path.lastIndexOf('/');
    while (end > 0 && !folders.has(path.slice(0, end))) {
      folders.add(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1);
    }
  }
  return folders;
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

/** Pages by a text. Nearly every text has one page, which then stands there without a list. */
function pageLists() {
  const lists = new Map<string, LivePage | LivePage[]>();
  return {
    add(text: string, page: LivePage): void {
      const held = lists.get(text);
      if (held === undefined) lists.set(text, page);
      else if (Array.isArray(held)) held.push(page);
      else lists.set(text, [held, page]);
    },
    of(text: string): readonly LivePage[] {
      const held = lists.get(text) ?? [];
      return Array.isArray(held) ? held : [held];
    },
  };
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}
