/**
 * The past of a site as plain data that can be kept, and back. Commits and paths stand once, everything else names them by
 * their numbers. What is read back is the same in every order, so that whoever looks at it answers the same.
 */

import type { FileHistories, Move, PastFile, Written } from '../../history/fileHistories.ts';
import type { BlobId } from '../../history/history.ts';
import type { Commit, Fate, PastPage } from '../../model.ts';
import type { RepoPath, UrlPath } from '../../paths.ts';
import { openLinkEdits } from '../world/linkEdits.ts';
import type { PastContent } from './readPast.ts';

type Unpublishings = PastContent['unpublishings'];

type KeptPage = readonly [url: string, file: number, title: string | null, first: number, last: number, fate: number];

/** What is kept; every number is a place in `commits` or in `paths`. */
interface Kept {
  readonly commits: readonly (readonly [hash: string, date: string])[];
  readonly paths: readonly string[];
  readonly fates: readonly Fate[];
  readonly mainLine: readonly number[];
  readonly live: readonly number[];
  readonly past: readonly (readonly [
    path: number,
    first: number,
    last: number,
    blob: string,
    to?: number,
    similarity?: number,
  ])[];
  readonly moves: readonly (readonly [from: number, to: number, similarity: number, commit: number])[];
  readonly written: readonly (readonly [
    commit: string,
    files: readonly (readonly [path: number, blob: string, added: 0 | 1])[],
  ])[];
  readonly homes: readonly (readonly [blob: string, paths: readonly number[]])[];
  readonly pages: readonly KeptPage[];
  readonly earlier: readonly KeptPage[];
  readonly edits: readonly (readonly [
    from: string,
    to: readonly (readonly [to: string, count: number, last: number])[],
  ])[];
  readonly names: readonly (readonly [key: string, called: readonly (readonly [name: string, count: number])[]])[];
  readonly unpublishings: readonly (readonly [path: number, line?: string, commit?: number])[];
}

/** Each value once, by its place. */
function table<Value>(keyOf: (value: Value) => string) {
  const places = new Map<string, number>();
  const values: Value[] = [];
  return {
    values,
    place(value: Value): number {
      const key = keyOf(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, values.push(value) - 1);
      return values.length - 1;
    },
  };
}

/** Made of nothing but lists, texts and numbers. */
export function keptPast({ histories, mainLine, pages, earlier, edits, unpublishings }: PastContent): object {
  const paths = table<string>((path) => path);
  const commits = table<Commit>(({ hash, date }) => `${hash} ${date}`);
  const fates = table<Fate>((fate) => JSON.stringify(fate));
  const keptPage = ({ url, file, title, first, last, fate }: PastPage): KeptPage => {
    return [url, paths.place(file), title ?? null, commits.place(first), commits.place(last), fates.place(fate)];
  };
  const kept: Omit<Kept, 'commits' | 'paths' | 'fates'> = {
    mainLine: mainLine.map(commits.place),
    live: [...histories.live].map(paths.place),
    past: [...histories.past.values()].map(({ path, first, last, blob, to }) => {
      const row = [paths.place(path), commits.place(first), commits.place(last), blob] as const;
      return to === undefined ? row : [...row, paths.place(to.path), to.similarity];
    }),
    moves: histories.moves.map(({ from, to, similarity, commit }) => {
      return [paths.place(from), paths.place(to), similarity, commits.place(commit)];
    }),
    written: [...histories.written].map(([commit, files]) => {
      return [commit, files.map(({ path, blob, added }) => [paths.place(path), blob, added ? 1 : 0])];
    }),
    homes: homesAsked(histories).map(([blob, files]) => [blob, files.map(paths.place)]),
    pages: pages.map(keptPage),
    earlier: earlier.map(keptPage),
    edits: [...edits.collected.edits].map(([from, to]) => {
      return [from, [...to.values()].map((edit) => [edit.to, edit.count, commits.place(edit.last)])];
    }),
    names: [...edits.collected.names].map(([key, called]) => [key, [...called]]),
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
  const page = ([url, file, title, first, last, fate]: KeptPage): PastPage => {
    const named = { url: url as UrlPath, file: path(file), ...(title === null ? {} : { title }) };
    return { ...named, first: commit(first), last: commit(last), fate: at(kept.fates, fate) };
  };
  const edits = kept.edits.map(([from, to]) => {
    const draft = to.map(([key, count, last]) => [key, { to: key, count, last: commit(last) }] as const);
    return [from, new Map(draft)] as const;
  });
  const names = kept.names.map(([key, called]) => [key, new Map(called)] as const);
  const unpublishings: Unpublishings = new Map(
    kept.unpublishings.map(([file, line, last]) => {
      return [path(file), line === undefined || last === undefined ? 'shown' : { line, commit: commit(last) }];
    }),
  );
  return {
    histories: historiesOf(kept, path, commit),
    mainLine: kept.mainLine.map(commit),
    pages: kept.pages.map(page),
    earlier: kept.earlier.map(page),
    edits: openLinkEdits({ edits: new Map(edits), names: new Map(names) }),
    unpublishings,
  };
}

function historiesOf(kept: Kept, path: (place: number) => RepoPath, commit: (place: number) => Commit): FileHistories {
  const past = kept.past.map(([file, first, last, blob, to, similarity]): PastFile => {
    const end = to === undefined || similarity === undefined ? undefined : { path: path(to), similarity };
    return { path: path(file), first: commit(first), last: commit(last), blob: blob as BlobId, to: end };
  });
  const moves = kept.moves.map(([from, to, similarity, by]): Move => {
    return { from: path(from), to: path(to), similarity, commit: commit(by) };
  });
  const written = kept.written.map(([by, files]) => {
    const wrote = files.map(([file, blob, added]): Written => {
      return { path: path(file), blob: blob as BlobId, added: added === 1 };
    });
    return [by, wrote] as const;
  });
  return {
    live: new Set(kept.live.map(path)),
    past: new Map(past.map((file) => [file.path, file])),
    moves,
    written: new Map(written),
    homes: new Map(kept.homes.map(([blob, files]) => [blob as BlobId, files.map(path)])),
  };
}

function at<Value>(values: readonly Value[], place: number): Value {
  const value = values[place];
  if (value === undefined) throw new RangeError('what is kept of a past is not whole');
  return value;
}
