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

interface Tally {
  total: number;
  readonly to: Map<string, { count: number; atOnce: boolean; commit: DirectoryMove['commit'] }>;
}

/** Learns from every rename, of files and of the addresses these had, and from known redirects. */
export function directoryMoves(
  input: Pick<SuggestInput, 'ledger' | 'known'>,
  pages: Pick<LivePages, 'ofFile'>,
): DirectoryMoves {
  const tallies = new Map<string, Tally>();
  const learn = (from: readonly string[], to: readonly string[], commit: DirectoryMove['commit']): void => {
    for (const [old, now] of prefixPairs(from, to)) {
      const tally = tallies.get(old) ?? { total: 0, to: new Map() };
      tallies.set(old, tally);
      tally.total++;
      const known = tally.to.get(now);
      if (known) {
        known.count++;
        known.commit ??= commit;
        known.atOnce &&= known.commit?.hash === commit?.hash;
      } else tally.to.set(now, { count: 1, atOnce: true, commit });
    }
  };
  for (const { from, to, commit } of input.ledger.histories.moves) learn(pathSegments(from), pathSegments(to), commit);
  for (const { page, file } of input.ledger.moved()) {
    const now = pages.ofFile(file);
    if (now) learn(pathSegments(page.url), now.segments, page.last);
  }
  for (const { from, to } of input.known) learn(pathSegments(from), pathSegments(to), undefined);
  return {
    of(directory) {
      const tally = tallies.get(directory);
      if (tally === undefined) return [];
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
