/**
 * The past of a site as lists of numbers and of texts, which are looked into where they lie. Commits and paths stand once,
 * everything else names them by their numbers. `openedPast.ts` reads it.
 */
import type { FileHistories } from '../../history/fileHistories.ts';
import type { BlobId } from '../../history/history.ts';
import { firstFolder } from '../../history/pastPages.ts';
import { namedFile } from '../../history/similarPaths.ts';
import { togetherCounts } from '../../history/timeline.ts';
import type { Commit, Fate, PastPage } from '../../model.ts';
import { foldCase, type RepoPath, urlKey } from '../../paths.ts';
import { keptFound } from '../text/foundTexts.ts';
import { keptLists, keptValues, type NumberList } from '../text/keptLists.ts';
import { keptStrings } from '../text/keptStrings.ts';
import { segmentsKey } from '../text/links.ts';
import { mostPages } from '../text/postings.ts';
import { textLists } from '../text/textLists.ts';
import type { CollectedLinks } from '../world/linkEdits.ts';
import { groups, keptEdits, startsOf, table } from './keptParts.ts';
import type { PastContent } from './readPast.ts';

/** What stands in front of the lists; numbers are places of commits and paths. */
export interface PastHead {
  readonly commits: readonly (readonly [hash: string, date: string])[];
  readonly mainLine: readonly number[];
  /** Of the pages, those behind so many are of earlier configurations. */
  readonly pages: number;
  readonly homes: readonly (readonly [blob: string, paths: readonly number[]])[];
  readonly unpublishings: readonly (readonly [path: number, line?: string, commit?: number])[];
}

type Places = (value: string) => number;

/** `undefined` where there is more of something than has a number. */
export function keptPast(content: PastContent): Uint8Array | undefined {
  const paths = table<string>((path) => path);
  const commits = table<Commit>(({ hash, date }) => `${hash} ${date}`);
  const { histories, mainLine, pages, earlier, edits, unpublishings } = content;
  const lists = [
    ...filesKept(histories, paths.place, commits.place),
    ...pagesKept([...pages, ...earlier], paths.place, commits.place),
    ...editsKept(edits.collected, commits.place),
  ];
  const head: Omit<PastHead, 'commits'> = {
    mainLine: mainLine.map(commits.place),
    pages: pages.length,
    homes: homesAsked(histories).map(([blob, files]) => [blob, files.map(paths.place)]),
    unpublishings: [...unpublishings].map(([path, how]) => {
      const place = paths.place(path);
      return how === 'shown' ? [place] : [place, how.line, commits.place(how.commit)];
    }),
  };
  const live = Int32Array.from(histories.live, paths.place).sort();
  const { size } = edits.collected.names;
  if (Math.max(paths.values.length, pages.length + earlier.length, edits.size, size) > mostPages) return undefined;
  const all: PastHead = { ...head, commits: commits.values.map(({ hash, date }) => [hash, date]) };
  return keptLists(all, [...keptFound(paths.values), live, ...lists]);
}

/** The files that are gone, by their paths, by the parts of these and by their names; renames; and what commits wrote. */
function filesKept(histories: FileHistories, path: Places, commit: (commit: Commit) => number): readonly NumberList[] {
  const past = [...histories.past.values()];
  const { moves } = histories;
  const written = [...histories.written.values()].flat();
  const { keys, sizes } = groups(histories.written, (files) => files.length);
  const together = [...togetherCounts(moves)];
  return [
    Int32Array.from(past, ({ path: own }) => path(own)),
    Int32Array.from(past, ({ first }) => commit(first)),
    Int32Array.from(past, ({ last }) => commit(last)),
    Int32Array.from(past, ({ to }) => (to === undefined ? -1 : path(to.path))),
    Int32Array.from(past, ({ to }) => to?.similarity ?? 0),
    ...keptStrings(past.map(({ blob }) => blob)),
    ...textLists(past.map(({ path: own }, i) => [segmentsKey(own), i] as const)).kept(),
    ...textLists(past.map(({ path: own }, i) => [namedFile(own).segments.at(-1) ?? '', i] as const)).kept(),
    Int32Array.from(moves, ({ from }) => path(from)),
    Int32Array.from(moves, ({ to }) => path(to)),
    Int32Array.from(moves, ({ similarity }) => similarity),
    Int32Array.from(moves, (move) => commit(move.commit)),
    ...keptFound(together.map(([key]) => key)),
    Int32Array.from(together, ([, count]) => count),
    ...keptStrings(keys),
    Int32Array.from(startsOf(keys, sizes)),
    Int32Array.from(written, ({ path: own }) => path(own)),
    ...keptStrings(written.map(({ blob }) => blob)),
    Uint8Array.from(written, ({ added }) => (added ? 1 : 0)),
  ];
}

/** The pages of the past, by their addresses. */
function pagesKept(
  pages: readonly PastPage[],
  path: Places,
  commit: (commit: Commit) => number,
): readonly NumberList[] {
  const fates = table<Fate>((fate) => JSON.stringify(fate));
  const keys = pages.map(({ url }) => urlKey(url));
  return [
    ...keptStrings(pages.map(({ url }) => url)),
    Int32Array.from(pages, ({ file }) => path(file)),
    ...keptValues(pages.map(({ title }) => title ?? null)),
    Int32Array.from(pages, ({ first }) => commit(first)),
    Int32Array.from(pages, ({ last }) => commit(last)),
    Int32Array.from(pages, ({ fate }) => fates.place(fate)),
    ...keptValues(fates.values),
    ...textLists(keys.map((key, i) => [key, i] as const)).kept(),
    ...textLists(keys.map((key, i) => [foldCase(key), i] as const)).kept(),
    ...textLists(pages.map(({ url }, i) => [firstFolder(url) ?? '', i] as const)).kept(),
  ];
}

/** Changed links by where they led. */
function editsKept(collected: CollectedLinks, commit: (commit: Commit) => number): readonly NumberList[] {
  const { edits, names } = keptEdits(collected, commit);
  return [
    ...keptFound(edits.keys),
    Int32Array.from(startsOf(edits.keys, edits.sizes)),
    ...keptStrings(edits.to),
    Int32Array.from(edits.counts),
    Int32Array.from(edits.last),
    ...keptFound(names.keys),
    Int32Array.from(startsOf(names.keys, names.sizes)),
    ...keptStrings(names.texts),
    Int32Array.from(names.counts),
  ];
}

/** Only the last content of a file that is gone is ever looked for, and only in files of today: a few of all there were. */
function homesAsked({ past, homes }: FileHistories): readonly (readonly [BlobId, readonly RepoPath[]])[] {
  const asked = new Set([...past.values()].map(({ blob }) => blob));
  return [...asked].flatMap((blob) => {
    const files = homes.get(blob) ?? [];
    return files.length === 0 ? [] : [[blob, files] as const];
  });
}
