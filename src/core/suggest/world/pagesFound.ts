/** What is published, as it is found by texts: by its addresses, and by how pages call themselves. */
import type { Route } from '../../model.ts';
import { type UrlKey, urlKey } from '../../paths.ts';
import type { Partition } from '../partition/partitions.ts';
import type { ListReader, NumberList } from '../text/keptLists.ts';
import { segmentsKey } from '../text/links.ts';
import { type KeptTextLists, type MadeLists, openTextLists, type TextLists, textLists } from '../text/textLists.ts';
import { words } from '../text/words.ts';
import type { LivePage, PagesRead } from './livePages.ts';
import { sitePage } from './sitePage.ts';

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

const byNames = ['byHeading', 'byName'] as const;
const byRoutes = ['byUrl', 'byFile', 'byPath', 'byFileParts', 'folders', 'bySlug', 'byLetters', 'byDepth'] as const;

/** What follows from the routes alone, and what from how pages call themselves and their parts. */
export type FoundByRoutes = Omit<PagesFound, (typeof byNames)[number]>;
export type FoundByNames = Pick<PagesFound, (typeof byNames)[number]>;

/** Lists that were made here. */
export interface Indexed {
  /** For `openFoundByRoutes` and `openFoundByNames`. */
  kept(): readonly NumberList[];
}

/** The same, as it was kept. */
export function openFoundByRoutes(lists: ListReader): FoundByRoutes {
  return { places: lists.numbers(), ...opened(byRoutes, lists) };
}

/** The same, as it was kept. */
export function openFoundByNames(lists: ListReader) {
  const { byHeading, byName } = opened(byNames, lists);
  return {
    byHeading,
    byName,
    /** With some pages as they are now. */
    renewed(changed: readonly LivePage[]): FoundByNames & Indexed {
      const ids = new Set(changed.map(({ id }) => id));
      const texts = textsByName();
      return namesIndexed({
        byHeading: byHeading.renewed(ids, pairsOf(changed, texts.byHeading)),
        byName: byName.renewed(ids, pairsOf(changed, texts.byName)),
      });
    },
  };
}

function opened<Name extends string>(names: readonly Name[], lists: ListReader): Record<Name, KeptTextLists> {
  return Object.fromEntries(names.map((name) => [name, openTextLists(lists)])) as Record<Name, KeptTextLists>;
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

/** The pages of these places; see `PagesFound.places`. */
export function pagesAt(places: Int32Array, { routes, names, parts }: PagesRead): readonly LivePage[] {
  const said = { names, parts, joined: joinedWords() };
  return Array.from(places, (place, id) => {
    const route = routes[place >> 1];
    if (route === undefined) throw new RangeError('there are fewer routes');
    return sitePage({ id, route, isSection: (place & 1) === 1 }, said);
  });
}

/** Finds what is published by its addresses and files; `names` say nothing here. */
export function foundByRoutes(read: PagesRead): FoundByRoutes & Indexed {
  const places = placesOf(read.routes, read.parts);
  const all = pagesAt(places, read);
  const of = listsOf(all);
  const made = {
    byUrl: of(({ route }) => [urlKey(route.url)]),
    byFile: of(({ route }) => [route.file]),
    byPath: of(({ path }) => [path]),
    byFileParts: of(({ route }) => [segmentsKey(route.file)]),
    folders: foldersFound(all),
    bySlug: of(({ slug }) => [slug]),
    byLetters: of(({ slug, path }) => new Set([lettersOf(slug), lettersOf(path)])),
    byDepth: of(({ segments }) => [`${segments.length}`]),
  } satisfies Record<(typeof byRoutes)[number], Pick<MadeLists, 'kept'>>;
  return { places, ...made, kept: () => [places, ...byRoutes.flatMap((name) => made[name].kept())] };
}

/** Finds the same pages by how they call themselves and their parts. */
export function foundByNames(all: readonly LivePage[]): FoundByNames & Indexed {
  const of = listsOf(all);
  const texts = textsByName();
  return namesIndexed({ byHeading: of(texts.byHeading), byName: of(texts.byName) });
}

/** By which texts a page is found, each once. */
function textsByName() {
  const joined = joinedWords();
  return {
    byHeading: ({ title, headingWords }: LivePage) => new Set([joined(title ?? ''), ...headingWords].filter(Boolean)),
    byName: ({ headings }: LivePage) => new Set(headings.flatMap(compoundNames)),
  };
}

function namesIndexed(made: Record<(typeof byNames)[number], MadeLists>): FoundByNames & Indexed {
  return { ...made, kept: () => byNames.flatMap((name) => made[name].kept()) };
}

function listsOf(all: readonly LivePage[]) {
  return (textsOf: (page: LivePage) => Iterable<string>): MadeLists => textLists(pairsOf(all, textsOf));
}

function* pairsOf(
  all: readonly LivePage[],
  textsOf: (page: LivePage) => Iterable<string>,
): Generator<readonly [text: string, page: number]> {
  for (const page of all) for (const text of textsOf(page)) yield [text, page.id];
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
