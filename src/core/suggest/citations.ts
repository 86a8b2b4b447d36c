/** Which pages link where and by what name, within the site and away from it. */
import type { RepoPath } from '../paths.ts';
import { detached } from '../text/detached.ts';
import { linkKey, type PageLink } from './links.ts';
import type { LivePage, LivePages } from './livePages.ts';
import { endOf, pageOf, postings, startOf } from './postings.ts';
import { rawWords } from './words.ts';

export interface Citations {
  /** The same for every way to write a link to the same place; `undefined` for links within the page. */
  key(target: string, file: RepoPath): string | undefined;
  /** Pages of today with such a link. */
  from(key: string): readonly LivePage[];
  /** How much of the site links to the page, 0 to 1, by the order of magnitude. */
  standing(page: LivePage): number;
  /** Pages by their numbers that links with this text lead to, and how often. */
  calledBy(name: readonly string[]): ReadonlyMap<number, number>;
  /** What links call a place where no page is. */
  namesOf(key: string): readonly string[];
}

export interface CitationsBuilder {
  /** Takes in the links of one file; all of them before the pages are known. */
  add(file: RepoPath, links: readonly PageLink[]): void;
  build(pages: LivePages): Citations;
}

/** Keys and names of links by turns. Those away from the site have a key with a protocol. */
type Keyed = readonly string[];

export function citations(hosts: ReadonlySet<string>): CitationsBuilder {
  const keyOf = keyReader(hosts);
  const files = new Map<RepoPath, Keyed>();
  return {
    add(file, links) {
      const keyed: string[] = [];
      for (const { target, text } of links) {
        const key = keyOf(target, file);
        if (key !== undefined) keyed.push(key, detached(text));
      }
      files.set(file, keyed);
    },
    build: (pages) => ({ key: keyOf, ...cited(pages, files), ...named(pages, files) }),
  };
}

/** Links are read again and again; those that are written from the root are the same in every file. */
function keyReader(hosts: ReadonlySet<string>): Citations['key'] {
  const known = new Map<string, string | undefined>();
  return (target, file) => {
    const anywhere = target.startsWith('/') || target.includes('://');
    if (anywhere && known.has(target)) return known.get(target);
    const own = linkKey(target, file, hosts);
    const away = /^https?:\/\//i.test(target) ? target.replace(/[?#].*$/s, '').replace(/\/$/, '') : undefined;
    const key = own ?? away;
    if (anywhere) known.set(detached(target), key === undefined ? undefined : detached(key));
    return key;
  };
}

function cited(pages: LivePages, files: ReadonlyMap<RepoPath, Keyed>): Pick<Citations, 'from' | 'standing'> {
  const from = new Map<string, LivePage[]>();
  const counts = pages.all.map(() => 0);
  for (const [file, keyed] of files) {
    const page = pages.ofFile(file);
    if (page === undefined) continue;
    for (const key of new Set(keyed.filter((_, i) => i % 2 === 0))) {
      if (key === '') continue;
      const held = from.get(key);
      if (held === undefined) from.set(key, [page]);
      else held.push(page);
      const to = pages.bySegments(key);
      if (to !== undefined && to !== page) counts[to.id] = (counts[to.id] ?? 0) + 1;
    }
  }
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 1));
  return {
    from: (key) => from.get(key) ?? [],
    standing: ({ id }) => Math.log1p(counts[id] ?? 0) / most,
  };
}

function named(pages: LivePages, files: ReadonlyMap<RepoPath, Keyed>): Pick<Citations, 'calledBy' | 'namesOf'> {
  const numbers = new Map<string, number>();
  const entries = postings();
  const unknown = new Map<string, string[]>();
  for (const keyed of files.values()) {
    for (let i = 0; i < keyed.length; i += 2) {
      const key = keyed[i] ?? '';
      const text = keyed[i + 1] ?? '';
      if (text === '' || key.includes('://')) continue;
      const page = pages.bySegments(key);
      if (page === undefined) {
        const held = unknown.get(key);
        if (held === undefined) unknown.set(key, [text]);
        else held.push(text);
        continue;
      }
      const name = rawWords(text).join(' ');
      if (name === '') continue;
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      entries.add(number, page.id, 1);
    }
  }
  const index = entries.build();
  return {
    calledBy(name) {
      const counts = new Map<number, number>();
      const number = numbers.get(name.join(' '));
      if (number === undefined) return counts;
      for (const segment of index.segments) {
        for (let at = startOf(segment, number); at < endOf(segment, number); at++) {
          const page = pageOf(segment.entries[at] ?? 0);
          counts.set(page, (counts.get(page) ?? 0) + 1);
        }
      }
      return counts;
    },
    namesOf: (key) => unknown.get(key) ?? [],
  };
}
