/** Which pages link where and by what name, within the site and away from it. */
import type { RepoPath } from '../../paths.ts';
import { detached } from '../../text/detached.ts';
import { keptValues, type ListReader, type NumberList, openValues } from '../text/keptLists.ts';
import { linkKey, type PageLink } from '../text/links.ts';
import { type Numbering, numbering } from '../text/numbering.ts';
import { openTextNumbers, type TextNumbers, textNumbers } from '../text/numbers.ts';
import { eachPageWith, keptPostings, openPostings, type Postings, pagesWith, postings } from '../text/postings.ts';
import { spacedWords } from '../text/words.ts';
import { eachPage, type LivePage, type LivePages } from './livePages.ts';

/** The links of the site's pages. */
export interface Citations {
  /** See `KeyReader`. */
  readonly key: KeyReader;
  /** Pages of today with such a link, one by one: some places are linked from all of them. */
  from(key: string): Iterable<LivePage>;
  /** How much of the site links to the page, 0 to 1, by the order of magnitude. */
  standing(page: LivePage): number;
  /** Pages by their numbers that links with this text lead to, and how often. */
  calledBy(name: readonly string[]): ReadonlyMap<number, number>;
  /** What links call a place where no page is. */
  namesOf(key: string): readonly string[];
}

/** The key of a target: the same for every way to write a link to the same place; `undefined` for links within the page. */
export type KeyReader = (target: string, file: RepoPath) => string | undefined;

/** A link by the key of the place that it leads to, and what it is called. */
export type KeyedLink = readonly [key: string, text: string];

/** The links of a file by their keys; those within the page have none. */
export function keyedLinks(links: readonly PageLink[], file: RepoPath, keyOf: KeyReader): readonly KeyedLink[] {
  return links.flatMap(({ target, text }): readonly KeyedLink[] => {
    const key = keyOf(target, file);
    return key === undefined ? [] : [[key, text]];
  });
}

/** Collects the links of pages before the pages are known. */
export interface CitationsBuilder {
  /** Takes in the links of one file; all of them before the pages are known. */
  add(file: RepoPath, links: readonly KeyedLink[]): void;
  build(pages: LivePages): LinksFound;
}

/** What the links of all pages tell, by numbers of keys, of names and of pages. */
export interface LinksFound {
  readonly keys: Pick<TextNumbers, 'known'>;
  /** The pages with a link to each key. */
  readonly from: Postings;
  /** How many pages link to each page. */
  readonly counts: Int32Array;
  readonly names: Pick<TextNumbers, 'known'>;
  /** The pages that links of a name lead to. */
  readonly called: Postings;
  /** What links call a place where no page is. */
  namesOf(key: string): readonly string[];
  /** For `openLinksFound`. */
  kept(): readonly NumberList[];
}

/** All links as numbers: the same places and names come again and again. */
interface Links {
  readonly keys: Numbering;
  /** Of their words. */
  readonly names: TextNumbers;
  /** What links call places, by their keys, where no page is. */
  readonly unknown: Map<string, string[]>;
  readonly files: FileLinks[];
}

interface FileLinks {
  readonly file: RepoPath;
  /** The key and the name of each link by turns; -1 for a name that says nothing. */
  readonly pairs: Int32Array;
}

/** `isPage` knows every key that is a page's. */
export function citations(isPage: (key: string) => boolean): CitationsBuilder {
  const links: Links = { keys: numbering(), names: textNumbers(), unknown: new Map(), files: [] };
  /** By the numbers of the keys. */
  const arePages: boolean[] = [];
  /** By the numbers of their texts, which come again and again. */
  const texts = textNumbers();
  const named: number[] = [];
  const nameOf = (number: number, text: string): number => {
    const key = links.keys.all[number] ?? '';
    const isOfPage = arePages[number] ?? isPage(key);
    arePages[number] = isOfPage;
    if (isOfPage) {
      const own = texts.of(text);
      const name = named[own] ?? nameNumber(text, links.names);
      named[own] = name;
      return name;
    }
    if (!isAway(key) && text !== '') push(links.unknown, key, detached(text));
    return -1;
  };
  return {
    add(file, list) {
      const pairs = new Int32Array(list.length * 2);
      for (const [i, [key, text]] of list.entries()) {
        const number = links.keys.of(key);
        pairs[i * 2] = number;
        pairs[i * 2 + 1] = nameOf(number, text);
      }
      links.files.push({ file, pairs });
    },
    build: (pages) => collected(links, pages),
  };
}

/** Apart from the builder, so that what only that one needs is not kept for the answers. */
function collected({ unknown, ...links }: Links, pages: LivePages): LinksFound {
  const { keys, names } = links;
  const targets = keys.all.map((key) => (isAway(key) ? undefined : pages.bySegments(key)));
  const { from, counts } = linkedPages(links, pages, targets);
  const called = calls(links, targets);
  return {
    keys,
    from,
    counts,
    names,
    called,
    namesOf: (key) => unknown.get(key) ?? [],
    kept() {
      const numbers = textNumbers();
      for (const key of keys.all) numbers.of(key);
      const places = textNumbers();
      for (const key of unknown.keys()) places.of(key);
      const lists = [...numbers.kept(), ...keptPostings(from), counts, ...names.kept(), ...keptPostings(called)];
      return [...lists, ...places.kept(), ...keptValues([...unknown.values()])];
    },
  };
}

/** The same, as it was kept. */
export function openLinksFound(lists: ListReader): Omit<LinksFound, 'kept'> {
  const [keys, from, counts] = [openTextNumbers(lists), openPostings(lists), lists.numbers()];
  const [names, called] = [openTextNumbers(lists), openPostings(lists)];
  const [places, unknown] = [openTextNumbers(lists), openValues(lists)];
  return {
    keys,
    from,
    counts,
    names,
    called,
    namesOf: (key) => (unknown.at(places.known(key)) ?? []) as readonly string[],
  };
}

/** What the links tell of these pages; `hosts` as for the links. */
export function linkAnswers(
  { keys, from, counts, names, called, namesOf }: Omit<LinksFound, 'kept'>,
  pages: LivePages,
  hosts: ReadonlySet<string>,
): Citations {
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 1));
  return {
    key: keyReader(hosts),
    from: (key) => eachPage(eachPageWith(from, keys.known(key)), pages.all),
    standing: ({ id }) => Math.log1p(counts[id] ?? 0) / most,
    calledBy(name) {
      const found = new Map<number, number>();
      for (const page of pagesWith(called, names.known(name.join(' ')))) found.set(page, (found.get(page) ?? 0) + 1);
      return found;
    },
    namesOf,
  };
}

export function keyReader(hosts: ReadonlySet<string>): KeyReader {
  return (target, file) => linkKey(target, file, hosts) ?? awayKey(target);
}

/** Places away from the site have a key with a protocol. */
function awayKey(target: string): string | undefined {
  return /^https?:\/\//i.test(target) ? target.replace(/[?#].*$/s, '').replace(/\/$/, '') : undefined;
}

function isAway(key: string): boolean {
  return key.includes('://');
}

function nameNumber(text: string, names: TextNumbers): number {
  const words = spacedWords(text);
  return words === '' ? -1 : names.of(words);
}

/** The pages that keys lead to, by the numbers of the keys. */
type Targets = readonly (LivePage | undefined)[];

function linkedPages(
  { keys, files }: Pick<Links, 'keys' | 'files'>,
  pages: LivePages,
  targets: Targets,
): Pick<LinksFound, 'from' | 'counts'> {
  const from = postings();
  const counts = new Int32Array(pages.all.length);
  const home = keys.known('');
  /** The file, by its number, in which a key was seen last. */
  const seen = new Int32Array(targets.length).fill(-1);
  for (const [number, { file, pairs }] of files.entries()) {
    const page = pages.ofFile(file);
    for (let at = 0; page !== undefined && at < pairs.length; at += 2) {
      const key = pairs[at] ?? 0;
      if (key === home || seen[key] === number) continue;
      seen[key] = number;
      from.add(key, page.id, 1);
      const to = targets[key];
      if (to !== undefined && to !== page) counts[to.id] = (counts[to.id] ?? 0) + 1;
    }
  }
  return { from: from.build(), counts };
}

function calls({ files }: Pick<Links, 'files'>, targets: Targets): Postings {
  const called = postings();
  for (const { pairs } of files) {
    for (let at = 0; at < pairs.length; at += 2) {
      const to = targets[pairs[at] ?? 0];
      const name = pairs[at + 1] ?? -1;
      if (to !== undefined && name >= 0) called.add(name, to.id, 1);
    }
  }
  return called.build();
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}
