/**
 * What the history tells of directories that moved, as it is looked up: it follows from the past and from the addresses of
 * today, and is kept for these.
 */
import type { Commit } from '../../model.ts';
import { keptFound, numberAt, openFound, openStarts, sameLengths } from '../text/foundTexts.ts';
import { keptLists, openLists } from '../text/keptLists.ts';
import { keptStrings, openStrings } from '../text/keptStrings.ts';
import { historyTallies, type MoveTally } from './directoryMoves.ts';
import type { LivePages } from './livePages.ts';
import type { SuggestInput, SuggestPorts } from './world.ts';

/** Tells of one directory. */
export type ToldMoves = (directory: string) => MoveTally | undefined;

/** `of` names the routes of today. */
export async function toldMoves(
  input: Pick<SuggestInput, 'ledger'>,
  pages: Pick<LivePages, 'ofFile'>,
  { keptTexts }: Pick<SuggestPorts, 'keptTexts'>,
  of: readonly string[],
): Promise<ToldMoves> {
  const { kept } = input.ledger;
  const store = kept && keptTexts?.table?.('moves', [kept.name, ...of]);
  const bytes = await store?.read();
  const known = bytes && openTold(bytes);
  if (known !== undefined) return known;
  const told = historyTallies(input, pages);
  await store?.keep(keptTold(told));
  return (directory) => told.get(directory);
}

/** What stands in front of the lists. */
interface Head {
  readonly commits: readonly (readonly [hash: string, date: string])[];
}

function keptTold(told: ReadonlyMap<string, MoveTally>): Uint8Array {
  const commits: [hash: string, date: string][] = [];
  const places = new Map<string, number>();
  const placeOf = ({ hash, date }: Commit): number => {
    const name = `${hash} ${date}`;
    const place = places.get(name) ?? commits.push([hash, date]) - 1;
    places.set(name, place);
    return place;
  };
  const starts = [0];
  const moved = [...told.values()].flatMap(({ to }) => {
    starts.push((starts.at(-1) ?? 0) + to.size);
    return [...to];
  });
  const lists = [
    ...keptFound([...told.keys()]),
    Int32Array.from(told.values(), ({ total }) => total),
    Int32Array.from(starts),
    ...keptStrings(moved.map(([to]) => to)),
    Int32Array.from(moved, ([, { count }]) => count),
    Int32Array.from(moved, ([, { commit }]) => (commit === undefined ? -1 : placeOf(commit))),
    Uint8Array.from(moved, ([, { atOnce }]) => (atOnce ? 1 : 0)),
  ];
  return keptLists({ commits } satisfies Head, lists);
}

/** `undefined` for bytes that are not whole. */
function openTold(bytes: Uint8Array): ToldMoves | undefined {
  const opened = openLists(bytes);
  if (opened === undefined) return undefined;
  const { head, lists } = opened;
  const { commits } = head as Head;
  const { texts, placeOf } = openFound(lists);
  const totals = lists.numbers();
  const { fill, range } = openStarts(lists, texts.length);
  const [to, counts, last, atOnce] = [openStrings(lists), lists.numbers(), lists.numbers(), lists.bytes()];
  sameLengths(texts, totals);
  fill(to, counts, last, atOnce);
  const commitAt = (place: number): Commit | undefined => {
    const [hash = '', date = ''] = commits[place] ?? [];
    return place < 0 ? undefined : { hash, date };
  };
  return (directory) => {
    const group = placeOf(directory);
    if (group < 0) return undefined;
    const [start, end] = range(group);
    const moved = Array.from({ length: end - start }, (_, i) => {
      const place = start + i;
      const [count, commit] = [numberAt(counts, place), commitAt(numberAt(last, place))];
      return [to.at(place), { count, commit, atOnce: atOnce[place] === 1 }] as const;
    });
    return { total: numberAt(totals, group), to: new Map(moved) };
  };
}
