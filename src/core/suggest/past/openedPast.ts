/**
 * The past of a site as it was kept, looked into where it lies: a question asks for a few of its files, pages and links.
 * What is asked for as a whole is made then, in the order that it had, so that whoever looks at it answers the same.
 */
import type { LiveFiles } from '../../history/fileHistories.ts';
import type { BlobId } from '../../history/history.ts';
import type { Commit } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import { type FoundTexts, numberAt, openFound, openStarts } from '../text/foundTexts.ts';
import { type ListReader, openLists } from '../text/keptLists.ts';
import { openStrings } from '../text/keptStrings.ts';
import { type CollectedMap, type LinkEdit, openLinkEdits } from '../world/linkEdits.ts';
import { at } from './keptParts.ts';
import type { PastHead } from './keptPast.ts';
import { openFiles } from './openedFiles.ts';
import { openPages } from './openedPages.ts';
import type { PastNumbers } from './pastNumbers.ts';
import type { PastContent } from './readPast.ts';

/** `undefined` for bytes that are not whole. */
export function openKeptPast(bytes: Uint8Array): PastContent | undefined {
  try {
    const kept = openLists(bytes);
    return kept && opened(kept.head as PastHead, kept.lists);
  } catch (error) {
    // A part of it is missing, or leads nowhere.
    if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function opened(head: PastHead, lists: ListReader): PastContent {
  const commits = head.commits.map(([hash, date]): Commit => ({ hash, date }));
  const commit = (place: number): Commit => at(commits, place);
  const { texts, placeOf } = openFound(lists);
  const path = (place: number): RepoPath => texts.at(place) as RepoPath;
  const names: PastNumbers = { commit, path, placeOf };
  const live = liveFiles(lists.numbers(), names);
  const homes = new Map(head.homes.map(([blob, own]) => [blob as BlobId, own.map(path)]));
  const files = openFiles(lists, { live, homes }, names);
  const pages = openPages(lists, head.pages, names);
  const edits = openEdits(lists, names);
  return {
    ...files,
    mainLine: head.mainLine.map(commit),
    get pages() {
      return pages.own();
    },
    get earlier() {
      return pages.earlier();
    },
    pagesToday: pages.today,
    edits,
    unpublishings: new Map(
      head.unpublishings.map(([file, line, last]) => {
        return [path(file), line === undefined || last === undefined ? 'shown' : { line, commit: commit(last) }];
      }),
    ),
  };
}

/** `places` are in order. */
function liveFiles(places: Int32Array, { path, placeOf }: PastNumbers): LiveFiles {
  const bits = new Uint8Array((places.at(-1) ?? -1) + 1);
  for (const place of places) bits[place] = 1;
  return {
    has: (file) => bits[placeOf(file)] === 1,
    *[Symbol.iterator]() {
      for (const place of places) yield path(place);
    },
  };
}

function openEdits(lists: ListReader, { commit }: Pick<PastNumbers, 'commit'>) {
  const from = openFound(lists);
  const ofFrom = openStarts(lists, from.texts.length);
  const [to, counts, last] = [openStrings(lists), lists.numbers(), lists.numbers()];
  ofFrom.fill(to, counts, last);
  const named = openFound(lists);
  const ofName = openStarts(lists, named.texts.length);
  const [texts, times] = [openStrings(lists), lists.numbers()];
  ofName.fill(texts, times);
  return openLinkEdits({
    edits: groupsWhenAsked(from, ofFrom.range, (place): [string, LinkEdit] => {
      const key = to.at(place);
      return [key, { to: key, count: numberAt(counts, place), last: commit(numberAt(last, place)) }];
    }),
    names: groupsWhenAsked(named, ofName.range, (place): [string, number] => [texts.at(place), numberAt(times, place)]),
  });
}

/** The groups as maps, each made when somebody asks for it: nearly none is. `entry` gives what stands at a place. */
function groupsWhenAsked<Value>(
  { texts, placeOf }: FoundTexts,
  range: (group: number) => readonly [start: number, end: number],
  entry: (place: number) => readonly [string, Value],
): CollectedMap<ReadonlyMap<string, Value>> {
  const groupAt = (group: number): ReadonlyMap<string, Value> => {
    const [start, end] = range(group);
    const found = new Map<string, Value>();
    for (let place = start; place < end; place++) found.set(...entry(place));
    return found;
  };
  return {
    size: texts.length,
    get(key) {
      const group = placeOf(key);
      return group < 0 ? undefined : groupAt(group);
    },
    *[Symbol.iterator]() {
      for (let group = 0; group < texts.length; group++) yield [texts.at(group), groupAt(group)];
    },
  };
}
