/** Folds a stream of commits into what became of every file: a pure fold, newest commit first. */
import type { Commit } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import { isUncommitted } from './commitNames.ts';
import type { BlobId, FileChange, HistoryCommit } from './history.ts';

/** A file that was once in the repository and is not in its newest state. */
export interface PastFile {
  readonly path: RepoPath;
  readonly first: Commit;
  /** The commit that ended it. */
  readonly last: Commit;
  /** Its last content. */
  readonly blob: BlobId;
  /** Where the last commit took it; `undefined` when it was deleted. */
  readonly to: { readonly path: RepoPath; readonly similarity: number } | undefined;
}

/** One rename that git saw, of a file that may be gone or not. */
export interface Move {
  readonly from: RepoPath;
  readonly to: RepoPath;
  readonly similarity: number;
  readonly commit: Commit;
}

/** Files of a state, of which most are never asked for. */
export type LiveFiles = Pick<ReadonlySet<RepoPath>, 'has'> & Iterable<RepoPath>;

/** What became of every file that git ever knew. */
export interface FileHistories {
  /** Every file of the newest state. */
  readonly live: LiveFiles;
  readonly past: ReadonlyMap<RepoPath, PastFile>;
  readonly moves: readonly Move[];
  /** The moves away from a path, the newest first, where they are looked up; else they are found among all of them. */
  readonly movesFrom?: ((path: RepoPath) => readonly PlacedMove[]) | undefined;
  /** How many files went the way of this one in the same commit, where that is known; see `togetherCounts`. */
  readonly movedTogether?: ((move: Move) => number) | undefined;
  /** What a commit that deleted files wrote into others, by its hash: where their text may have gone. */
  readonly written: ReadonlyMap<string, readonly Written[]>;
  /** Files of the newest state that once began with exactly this content, newest first. */
  readonly homes: ReadonlyMap<BlobId, readonly RepoPath[]>;
}

/** A file that a commit wrote. */
export interface Written {
  readonly path: RepoPath;
  readonly blob: BlobId;
  /** The file was not there before, under any name. */
  readonly added: boolean;
}

/** A commit that writes more files than this is a reorganisation; its renames tell more than its texts. */
const mostWritten = 150;

interface Draft extends PastFile {
  first: Commit;
  last: Commit;
  blob: BlobId;
  to: PastFile['to'];
  /** The commit before which this life of the file began; an earlier end is another life. */
  closed: boolean;
}

/** Follows every file through the commits. `live` is the newest state. */
export function followFiles(live: ReadonlySet<RepoPath>) {
  const past = new Map<RepoPath, Draft>();
  const moves: Move[] = [];
  const seenMoves = new Set<string>();
  const written = new Map<string, readonly Written[]>();
  const homes = new Map<BlobId, RepoPath[]>();

  function end(path: RepoPath, commit: Commit, blob: BlobId, to: PastFile['to']): void {
    if (live.has(path)) return;
    const known = past.get(path);
    if (known === undefined) {
      past.set(path, { path, first: commit, last: commit, blob, to, closed: false });
    } else if (!known.closed && known.to === undefined && to !== undefined) {
      // A merge shows a file as deleted that a commit of the merged branch renamed and rewrote.
      Object.assign(known, { to, blob, last: commit });
    }
  }

  function began(path: RepoPath, commit: Commit, blob: BlobId): void {
    const known = past.get(path);
    if (known) Object.assign(known, { first: commit, closed: true });
    if (!live.has(path)) return;
    const places = homes.get(blob);
    if (places === undefined) homes.set(blob, [path]);
    else if (!places.includes(path)) places.push(path);
  }

  function change(commit: Commit, entry: FileChange): void {
    switch (entry.kind) {
      case 'removed':
        end(entry.path, commit, entry.blob, undefined);
        return;
      case 'renamed': {
        end(entry.from, commit, entry.fromBlob, { path: entry.path, similarity: entry.similarity });
        began(entry.path, commit, entry.blob);
        const key = `${entry.from}\0${entry.path}`;
        if (seenMoves.has(key)) return;
        seenMoves.add(key);
        moves.push({ from: entry.from, to: entry.path, similarity: entry.similarity, commit });
        return;
      }
      case 'added':
        began(entry.path, commit, entry.blob);
        return;
      case 'changed': {
        const known = past.get(entry.path);
        if (known) known.first = commit;
        return;
      }
      default:
        entry satisfies never;
    }
  }

  return {
    add({ hash, date, changes }: HistoryCommit): void {
      const commit = { hash, date };
      for (const entry of changes) change(commit, entry);
      const removes = changes.some((entry) => entry.kind === 'removed');
      if (!removes || isUncommitted(commit)) return;
      const wrote = changes.flatMap(({ kind, path, blob }) =>
        kind === 'removed' ? [] : [{ path, blob, added: kind === 'added' }],
      );
      if (wrote.length > 0 && wrote.length <= mostWritten) written.set(hash, wrote);
    },
    lives: (): FileHistories => ({ live, past, moves, written, homes }),
  };
}

/**
 * The file of the newest state that a file became by renames alone, with the steps; `undefined` when the trail ends. Another
 * file may lie today where it was: a path that it came to is left again where a later commit renamed what lay there. `since`
 * is the commit in which the file lay at `path`, where that is known.
 */
export function successor(
  path: RepoPath,
  histories: FileHistories,
  since?: Commit,
): { readonly file: RepoPath; readonly steps: readonly FileStep[] } | undefined {
  const { live, past, homes } = histories;
  const steps: FileStep[] = [];
  const seen = new Set<RepoPath>();
  const away = histories.movesFrom ?? movesFrom(histories.moves);
  let at = path;
  let came: { readonly commit: Commit; readonly order: number | undefined } | undefined = since && {
    commit: since,
    order: undefined,
  };
  for (;;) {
    const than = came;
    const left = than && away(at).findLast(({ move, order }) => isLater(move, order, than));
    if (left === undefined && live.has(at)) break;
    if (seen.has(at)) return undefined;
    seen.add(at);
    if (left === undefined) {
      const file = past.get(at);
      const copy = file && (file.to ?? unchangedCopy(file, live, homes));
      if (file === undefined || copy === undefined) return undefined;
      steps.push({ from: at, to: copy.path, similarity: copy.similarity, commit: file.last });
      const order = file.to && away(at).find(({ move }) => move.to === copy.path)?.order;
      came = order === undefined ? undefined : { commit: file.last, order };
      at = copy.path;
    } else {
      steps.push(left.move);
      came = { commit: left.move.commit, order: left.order };
      at = left.move.to;
    }
  }
  return steps.length > 0 ? { file: at, steps } : undefined;
}

/** A move with its place among all of them, the newest of which is the first. */
export interface PlacedMove {
  readonly move: Move;
  readonly order: number;
}

/** Where the place of the commit among the moves is not known, a move of the same day may be the earlier one. */
function isLater(
  { commit }: Move,
  order: number,
  than: { readonly commit: Commit; readonly order: number | undefined },
): boolean {
  if (than.order === undefined) return commit.date > than.commit.date;
  return order < than.order && commit.hash !== than.commit.hash;
}

const placedMoves = new WeakMap<readonly Move[], ReadonlyMap<RepoPath, readonly PlacedMove[]>>();

/** The moves away from a path, the newest first. */
function movesFrom(moves: readonly Move[]): (path: RepoPath) => readonly PlacedMove[] {
  const known = placedMoves.get(moves);
  const placed = new Map<RepoPath, PlacedMove[]>();
  if (known === undefined) {
    for (const [order, move] of moves.entries()) {
      const from = placed.get(move.from);
      if (from === undefined) placed.set(move.from, [{ move, order }]);
      else from.push({ move, order });
    }
    placedMoves.set(moves, placed);
  }
  return (path) => (known ?? placed).get(path) ?? [];
}

export type FileStep = Move;

/** A deleted file whose content another file of today began with, in whatever commit. */
function unchangedCopy(file: PastFile, live: LiveFiles, homes: FileHistories['homes']): PastFile['to'] | undefined {
  const copies = (homes.get(file.blob) ?? []).filter((path) => path !== file.path && live.has(path));
  const [only] = copies;
  return only !== undefined && copies.length === 1 ? { path: only, similarity: 100 } : undefined;
}
