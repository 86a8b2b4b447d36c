/**
 * The past of a site as plain data that can be kept, and back. Commits and paths stand once, everything else names them by
 * their numbers. What is read back is the same in every order, so that whoever looks at it answers the same.
 */

import type { FileHistories, Move, PastFile, Written } from '../../history/fileHistories.ts';
import type { BlobId } from '../../history/history.ts';
import type { Commit, Fate, PastPage } from '../../model.ts';
import type { RepoPath, UrlPath } from '../../paths.ts';
import { openLinkEdits } from '../world/linkEdits.ts';
import {
  at,
  groups,
  type KeptEdits,
  type KeptGroups,
  keptEdits,
  madeWhenAsked,
  openEdits,
  startsOf,
  table,
} from './keptParts.ts';
import type { PastContent } from './readPast.ts';

type Unpublishings = PastContent['unpublishings'];

/**
 * Many values of one form are kept as a list for each of their parts: a list of numbers or of texts is read several times
 * as fast as a list of small lists.
 */
interface KeptPages {
  readonly urls: readonly string[];
  readonly files: readonly number[];
  readonly titles: readonly (string | null)[];
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly fates: readonly number[];
}

/** What is kept; every number that is no size, count, similarity or flag is a place in `commits`, `paths` or `fates`. */
interface Kept extends KeptEdits {
  readonly commits: readonly (readonly [hash: string, date: string])[];
  readonly paths: readonly string[];
  readonly fates: readonly Fate[];
  readonly mainLine: readonly number[];
  readonly live: readonly number[];
  /** `to` is -1 for a file that was deleted. */
  readonly past: Record<'paths' | 'first' | 'last' | 'to' | 'similarities', readonly number[]> & {
    readonly blobs: readonly string[];
  };
  readonly moves: Record<'from' | 'to' | 'similarities' | 'commits', readonly number[]>;
  readonly written: KeptGroups & {
    readonly paths: readonly number[];
    readonly blobs: readonly string[];
    readonly added: readonly (0 | 1)[];
  };
  readonly homes: readonly (readonly [blob: string, paths: readonly number[]])[];
  readonly pages: KeptPages;
  readonly earlier: KeptPages;
  readonly unpublishings: readonly (readonly [path: number, line?: string, commit?: number])[];
}

/** Made of nothing but lists, texts and numbers. */
export function keptPast({ histories, mainLine, pages, earlier, edits, unpublishings }: PastContent): object {
  const paths = table<string>((path) => path);
  const commits = table<Commit>(({ hash, date }) => `${hash} ${date}`);
  const fates = table<Fate>((fate) => JSON.stringify(fate));
  const keptPages = (all: readonly PastPage[]): KeptPages => ({
    urls: all.map(({ url }) => url),
    files: all.map(({ file }) => paths.place(file)),
    titles: all.map(({ title }) => title ?? null),
    first: all.map(({ first }) => commits.place(first)),
    last: all.map(({ last }) => commits.place(last)),
    fates: all.map(({ fate }) => fates.place(fate)),
  });
  const past = [...histories.past.values()];
  const { moves } = histories;
  const written = [...histories.written.values()].flat();
  const kept: Omit<Kept, 'commits' | 'paths' | 'fates'> = {
    mainLine: mainLine.map(commits.place),
    live: [...histories.live].map(paths.place),
    past: {
      paths: past.map(({ path }) => paths.place(path)),
      first: past.map(({ first }) => commits.place(first)),
      last: past.map(({ last }) => commits.place(last)),
      blobs: past.map(({ blob }) => blob),
      to: past.map(({ to }) => (to === undefined ? -1 : paths.place(to.path))),
      similarities: past.map(({ to }) => to?.similarity ?? 0),
    },
    moves: {
      from: moves.map(({ from }) => paths.place(from)),
      to: moves.map(({ to }) => paths.place(to)),
      similarities: moves.map(({ similarity }) => similarity),
      commits: moves.map(({ commit }) => commits.place(commit)),
    },
    written: {
      ...groups(histories.written, (files) => files.length),
      paths: written.map(({ path }) => paths.place(path)),
      blobs: written.map(({ blob }) => blob),
      added: written.map(({ added }) => (added ? 1 : 0)),
    },
    homes: homesAsked(histories).map(([blob, files]) => [blob, files.map(paths.place)]),
    pages: keptPages(pages),
    earlier: keptPages(earlier),
    ...keptEdits(edits.collected, commits.place),
    unpublishings: [...unpublishings].map(([path, how]) => {
      const place = paths.place(path);
      return how === 'shown' ? [place] : [place, how.line, commits.place(how.commit)];
    }),
  };
  const all: Kept = {
    commits: commits.values.map(({ hash, date }) => [hash, date]),
    paths: paths.values,
    fates: fates.values,
    ...kept,
  };
  return all;
}

/** Only the last content of a file that is gone is ever looked for, and only in files of today: a few of all there were. */
function homesAsked({ past, homes, live }: FileHistories): readonly (readonly [BlobId, readonly RepoPath[]])[] {
  const asked = new Set([...past.values()].map(({ blob }) => blob));
  return [...asked].flatMap((blob) => {
    const files = homes.get(blob)?.filter((path) => live.has(path)) ?? [];
    return files.length === 0 ? [] : [[blob, files] as const];
  });
}

/** `undefined` for data that is not whole. */
export function openKeptPast(kept: unknown): PastContent | undefined {
  try {
    return opened(kept as Kept);
  } catch (error) {
    // A part of it is missing, or leads nowhere.
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function opened(kept: Kept): PastContent {
  const commits = kept.commits.map(([hash, date]): Commit => ({ hash, date }));
  const commit = (place: number): Commit => at(commits, place);
  const path = (place: number): RepoPath => at(kept.paths, place) as RepoPath;
  const pagesOf = ({ urls, files, titles, first, last, fates }: KeptPages): readonly PastPage[] =>
    urls.map((url, i): PastPage => {
      const title = at(titles, i);
      const named = { url: url as UrlPath, file: path(at(files, i)), ...(title === null ? {} : { title }) };
      return { ...named, first: commit(at(first, i)), last: commit(at(last, i)), fate: at(kept.fates, at(fates, i)) };
    });
  const unpublishings: Unpublishings = new Map(
    kept.unpublishings.map(([file, line, last]) => {
      return [path(file), line === undefined || last === undefined ? 'shown' : { line, commit: commit(last) }];
    }),
  );
  return {
    histories: historiesOf(kept, path, commit),
    mainLine: kept.mainLine.map(commit),
    pages: pagesOf(kept.pages),
    earlier: pagesOf(kept.earlier),
    edits: openLinkEdits(openEdits(kept, commit)),
    unpublishings,
  };
}

function historiesOf(kept: Kept, path: (place: number) => RepoPath, commit: (place: number) => Commit): FileHistories {
  const { past, moves, written } = kept;
  const fileAt = (i: number): PastFile => {
    const to = at(past.to, i);
    const end = to < 0 ? undefined : { path: path(to), similarity: at(past.similarities, i) };
    const [first, last] = [commit(at(past.first, i)), commit(at(past.last, i))];
    return { path: path(at(past.paths, i)), first, last, blob: at(past.blobs, i) as BlobId, to: end };
  };
  const starts = startsOf(written.keys, written.sizes);
  const writtenAt = (i: number): Written => {
    return {
      path: path(at(written.paths, i)),
      blob: at(written.blobs, i) as BlobId,
      added: at(written.added, i) === 1,
    };
  };
  return {
    live: new Set(kept.live.map(path)),
    past: madeWhenAsked(past.paths.map(path), fileAt),
    moves: moves.from.map((from, i): Move => {
      const [similarity, by] = [at(moves.similarities, i), at(moves.commits, i)];
      return { from: path(from), to: path(at(moves.to, i)), similarity, commit: commit(by) };
    }),
    written: madeWhenAsked(written.keys, (group) => {
      const [start, end] = [at(starts, group), at(starts, group + 1)];
      return Array.from({ length: end - start }, (_, i) => writtenAt(start + i));
    }),
    homes: new Map(kept.homes.map(([blob, homes]) => [blob as BlobId, homes.map(path)])),
  };
}
