/** What became of the files of a past that was kept. */
import type { FileHistories, Move, PastFile, PlacedMove, Written } from '../../history/fileHistories.ts';
import type { BlobId } from '../../history/history.ts';
import { namedFile, type PastNames } from '../../history/similarPaths.ts';
import { moveKey } from '../../history/timeline.ts';
import type { RepoPath } from '../../paths.ts';
import { numberAt, openFound, openStarts, sameLengths } from '../text/foundTexts.ts';
import type { ListReader } from '../text/keptLists.ts';
import { openStrings } from '../text/keptStrings.ts';
import { segmentsKey } from '../text/links.ts';
import { openTextLists } from '../text/textLists.ts';
import { madeByPlace, madeWhenAsked } from './keptParts.ts';
import type { PastNumbers } from './pastNumbers.ts';

/** The files, and how those that are gone are found by parts of their paths. */
export interface OpenedFiles {
  readonly histories: FileHistories;
  readonly names: PastNames;
}

export function openFiles(
  lists: ListReader,
  { live, homes }: Pick<FileHistories, 'live' | 'homes'>,
  names: PastNumbers,
): OpenedFiles {
  const { past, names: called } = openPast(lists, names);
  const moved = openMoves(lists, names);
  const written = openWritten(lists, names);
  let moves: readonly Move[] | undefined;
  const histories: FileHistories = {
    live,
    past,
    get moves() {
      moves ??= moved.all();
      return moves;
    },
    movesFrom: moved.from,
    movedTogether: moved.together,
    written,
    homes,
  };
  return { histories, names: called };
}

/** The files that are gone. */
function openPast(lists: ListReader, { commit, path, placeOf }: PastNumbers) {
  const [paths, first, last] = [lists.numbers(), lists.numbers(), lists.numbers()];
  const [to, similarities, blobs] = [lists.numbers(), lists.numbers(), openStrings(lists)];
  sameLengths(paths, first, last, to, similarities, blobs);
  const [byParts, byName] = [openTextLists(lists), openTextLists(lists)];
  const pathAt = (place: number): RepoPath => path(numberAt(paths, place));
  const fileAt = (place: number): PastFile => {
    const next = numberAt(to, place);
    const end = next < 0 ? undefined : { path: path(next), similarity: numberAt(similarities, place) };
    const [began, ended] = [commit(numberAt(first, place)), commit(numberAt(last, place))];
    return { path: pathAt(place), first: began, last: ended, blob: blobs.at(place) as BlobId, to: end };
  };
  // By the places of their paths.
  const places = new Int32Array(paths.reduce((most, place) => Math.max(most, place), -1) + 1).fill(-1);
  for (const [place, ofPath] of paths.entries()) places[ofPath] = place;
  const names: PastNames = {
    called: (name) =>
      byName
        .of(name)
        .map((place) => namedFile(pathAt(place)))
        .filter(({ segments }) => segments.at(-1) === name),
    ofParts(key) {
      const place = byParts.of(key).findLast((own) => segmentsKey(pathAt(own)) === key);
      return place === undefined ? undefined : pathAt(place);
    },
  };
  const past = madeByPlace({
    size: paths.length,
    keyAt: pathAt,
    placeOf: (file) => places[placeOf(file)] ?? -1,
    make: fileAt,
  });
  return { past, names };
}

/** The renames; most questions ask for none of them. */
function openMoves(lists: ListReader, { commit, path, placeOf }: PastNumbers) {
  const [from, to, similarities, commits] = [lists.numbers(), lists.numbers(), lists.numbers(), lists.numbers()];
  sameLengths(from, to, similarities, commits);
  const together = openFound(lists);
  const counts = lists.numbers();
  sameLengths(together.texts, counts);
  const moveAt = (i: number): Move => {
    const [similarity, by] = [numberAt(similarities, i), commit(numberAt(commits, i))];
    return { from: path(numberAt(from, i)), to: path(numberAt(to, i)), similarity, commit: by };
  };
  let ofPath: ReturnType<typeof placesOf> | undefined;
  return {
    all: (): readonly Move[] => Array.from(from, (_, i) => moveAt(i)),
    from(file: RepoPath): readonly PlacedMove[] {
      ofPath ??= placesOf(from);
      return ofPath(placeOf(file)).map((order) => ({ move: moveAt(order), order }));
    },
    together: (move: Move): number => counts[together.placeOf(moveKey(move))] ?? 0,
  };
}

/** At which places of a list a number stands, in their order. */
function placesOf(numbers: Int32Array): (number: number) => readonly number[] {
  const first = new Int32Array(numbers.reduce((most, number) => Math.max(most, number), -1) + 1).fill(-1);
  const next = new Int32Array(numbers.length);
  for (let place = numbers.length - 1; place >= 0; place--) {
    const number = numberAt(numbers, place);
    next[place] = first[number] ?? -1;
    first[number] = place;
  }
  return (number) => {
    const found: number[] = [];
    for (let place = first[number] ?? -1; place >= 0; place = next[place] ?? -1) found.push(place);
    return found;
  };
}

/** What the commits that deleted files wrote into others. */
function openWritten(lists: ListReader, { path }: PastNumbers): FileHistories['written'] {
  const hashes = openStrings(lists);
  const { fill, range } = openStarts(lists, hashes.length);
  const [paths, blobs, added] = [lists.numbers(), openStrings(lists), lists.bytes()];
  fill(paths, blobs, added);
  const writtenAt = (place: number): Written => {
    return { path: path(numberAt(paths, place)), blob: blobs.at(place) as BlobId, added: added[place] === 1 };
  };
  const keys = Array.from({ length: hashes.length }, (_, i) => hashes.at(i));
  return madeWhenAsked(keys, (group) => {
    const [start, end] = range(group);
    return Array.from({ length: end - start }, (_, i) => writtenAt(start + i));
  });
}
