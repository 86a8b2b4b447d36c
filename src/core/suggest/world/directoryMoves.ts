/** Directories that moved: what the renames of single pages, and the redirects that exist, have in common. */
import { directoryPairs, pathSegments } from '../../history/similarPaths.ts';

import type { LivePages } from './livePages.ts';
import type { SuggestInput } from './world.ts';

/** Pages that kept the end of their path when the directory in front of it became another. */
export interface DirectoryMove {
  readonly from: string;
  readonly to: string;
  /** Pages that moved this way. */
  readonly count: number;
  /** Of all pages that left `from`, the share that went this way. */
  readonly share: number;
  /** One of the commits, where it was seen in the history. */
  readonly commit: { readonly hash: string; readonly date: string } | undefined;
  /** That commit moved all of them. */
  readonly atOnce: boolean;
}

/** Where directories of addresses went, as their pages show it. */
export interface DirectoryMoves {
  /** Where the pages of a directory went, most first; each path part joined by `/`. */
  of(directory: string): readonly DirectoryMove[];
}

/** Where the pages of one directory went. */
export interface MoveTally {
  readonly total: number;
  readonly to: ReadonlyMap<string, MovedTo>;
}

type MovedTo = Pick<DirectoryMove, 'count' | 'atOnce' | 'commit'>;

type Drafts = Map<string, { total: number; readonly to: Map<string, MovedTo> }>;

/** Collects moves of single pages by the directories that they tell of; what comes first names the commit. */
function tallies() {
  const all: Drafts = new Map();
  return {
    all: all as ReadonlyMap<string, MoveTally>,
    add(from: readonly string[], to: readonly string[], commit: DirectoryMove['commit']): void {
      for (const [old, now] of prefixPairs(from, to)) {
        const tally = all.get(old) ?? { total: 0, to: new Map<string, MovedTo>() };
        all.set(old, tally);
        tally.total++;
        const one = { count: 1, atOnce: true, commit };
        const known = tally.to.get(now);
        tally.to.set(now, known === undefined ? one : added(known, one));
      }
    },
  };
}

/** The moves of both, those of `first` before the others. */
function added(first: MovedTo, then: MovedTo): MovedTo {
  const commit = first.commit ?? then.commit;
  const atOnce = first.atOnce && then.atOnce && commit?.hash === then.commit?.hash;
  return { count: first.count + then.count, atOnce, commit };
}

function together(first: MoveTally, then: MoveTally): MoveTally {
  const to = new Map(first.to);
  for (const [now, moved] of then.to) {
    const known = to.get(now);
    to.set(now, known === undefined ? moved : added(known, moved));
  }
  return { total: first.total + then.total, to };
}

/** What the history tells: every rename of files, and of the addresses these had, but for pages that no store has. */
export function historyTallies(
  { ledger }: Pick<SuggestInput, 'ledger'>,
  pages: Pick<LivePages, 'ofFile'>,
): ReadonlyMap<string, MoveTally> {
  const { all, add } = tallies();
  const besides = new Set(ledger.kept?.besides);
  for (const { from, to, commit } of ledger.histories.moves) add(pathSegments(from), pathSegments(to), commit);
  for (const { page, file } of ledger.moved()) {
    const now = besides.has(page) ? undefined : pages.ofFile(file);
    if (now) add(pathSegments(page.url), now.segments, page.last);
  }
  return all;
}

/** Learns from every rename, `told` by the history, and from known redirects. */
export function directoryMoves(
  { ledger, known }: Pick<SuggestInput, 'ledger' | 'known'>,
  pages: Pick<LivePages, 'ofFile'>,
  told: (directory: string) => MoveTally | undefined,
): DirectoryMoves {
  const { all, add } = tallies();
  for (const { url, fate, last } of ledger.kept?.besides ?? []) {
    const [file] = 'to' in fate ? fate.to : [];
    const now = file && pages.ofFile(file);
    if (now) add(pathSegments(url), now.segments, last);
  }
  for (const { from, to } of known) add(pathSegments(from), pathSegments(to), undefined);
  return {
    of(directory) {
      const both = [told(directory), all.get(directory)].flatMap((tally) => tally ?? []);
      const [first, ...others] = both;
      if (first === undefined) return [];
      const tally = others.reduce(together, first);
      // Pages renamed in place count against a move, but are none.
      const moves = [...tally.to].flatMap(([to, { count, atOnce, commit }]) =>
        to === directory ? [] : [{ from: directory, to, count, share: count / tally.total, commit, atOnce }],
      );
      return moves.sort((a, b) => b.count - a.count);
    },
  };
}

function prefixPairs(from: readonly string[], to: readonly string[]): readonly (readonly [string, string])[] {
  const pairs = directoryPairs(from, to);
  if (pairs.length > 0) return pairs;
  // The page itself: with another name, its directory still says where such pages went.
  return [[from.slice(0, -1).join('/'), to.slice(0, -1).join('/')]];
}
