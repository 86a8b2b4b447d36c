/** Which pages link where and by what name, within the site and away from it. */
import type { RepoPath } from '../paths.ts';
import { detached } from '../text/detached.ts';
import { linkKey, type PageLink } from './links.ts';
import type { LivePage, LivePages } from './livePages.ts';
import { endOf, type PostingsBuilder, pageOf, postings, startOf } from './postings.ts';
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
    build: (pages) => ({ key: keyOf, ...read(pages, files) }),
  };
}

/** Links are read again and again; those that are written from the root are the same in every file. */
function keyReader(hosts: ReadonlySet<string>): Citations['key'] {
  const known = new Map<string, string | null>();
  return (target, file) => {
    const anywhere = target.startsWith('/') || target.includes('://');
    const before = anywhere ? known.get(target) : undefined;
    if (before !== undefined) return before ?? undefined;
    const own = linkKey(target, file, hosts);
    const away = /^https?:\/\//i.test(target) ? target.replace(/[?#].*$/s, '').replace(/\/$/, '') : undefined;
    const key = own ?? away;
    if (anywhere) known.set(detached(target), key === undefined ? null : detached(key));
    return key;
  };
}

interface Drafts {
  readonly from: Map<string, LivePage[]>;
  readonly counts: number[];
  readonly numbers: Map<string, number>;
  readonly names: PostingsBuilder;
  readonly unknown: Map<string, string[]>;
}

function read(pages: LivePages, files: ReadonlyMap<RepoPath, Keyed>): Omit<Citations, 'key'> {
  const drafts: Drafts = {
    from: new Map(),
    counts: pages.all.map(() => 0),
    numbers: new Map(),
    names: postings(),
    unknown: new Map(),
  };
  for (const [file, keyed] of files) {
    const page = pages.ofFile(file);
    const seen = new Set<string>();
    for (let i = 0; i < keyed.length; i += 2) {
      const key = keyed[i] ?? '';
      const isAway = key.includes('://');
      const to = isAway ? undefined : pages.bySegments(key);
      if (page !== undefined && key !== '' && !seen.has(key)) cite(key, page, to, drafts);
      seen.add(key);
      if (!isAway) name(keyed[i + 1] ?? '', key, to, drafts);
    }
  }
  return answers(drafts);
}

function cite(key: string, page: LivePage, to: LivePage | undefined, { from, counts }: Drafts): void {
  const held = from.get(key);
  if (held === undefined) from.set(key, [page]);
  else held.push(page);
  if (to !== undefined && to !== page) counts[to.id] = (counts[to.id] ?? 0) + 1;
}

function name(text: string, key: string, to: LivePage | undefined, { numbers, names, unknown }: Drafts): void {
  if (text === '') return;
  if (to === undefined) {
    const held = unknown.get(key);
    if (held === undefined) unknown.set(key, [text]);
    else held.push(text);
    return;
  }
  const words = rawWords(text).join(' ');
  if (words === '') return;
  const number = numbers.get(words) ?? numbers.size;
  if (number === numbers.size) numbers.set(words, number);
  names.add(number, to.id, 1);
}

function answers({ from, counts, numbers, names, unknown }: Drafts): Omit<Citations, 'key'> {
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 1));
  const index = names.build();
  return {
    from: (key) => from.get(key) ?? [],
    standing: ({ id }) => Math.log1p(counts[id] ?? 0) / most,
    calledBy(name) {
      const found = new Map<number, number>();
      const number = numbers.get(name.join(' '));
      if (number === undefined) return found;
      for (const segment of index.segments) {
        for (let at = startOf(segment, number); at < endOf(segment, number); at++) {
          const page = pageOf(segment.entries[at] ?? 0);
          found.set(page, (found.get(page) ?? 0) + 1);
        }
      }
      return found;
    },
    namesOf: (key) => unknown.get(key) ?? [],
  };
}
