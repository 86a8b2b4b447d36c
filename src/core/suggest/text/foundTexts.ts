/** Texts that are found by themselves, and lists that have the parts of many things one behind the other. */
import type { ListReader, NumberList } from './keptLists.ts';
import { type KeptStrings, keptStrings, openStrings } from './keptStrings.ts';
import { openTextLists, textLists } from './textLists.ts';

/** Texts with their places. */
export interface FoundTexts {
  readonly texts: KeptStrings;
  /** -1 for one that is not there. */
  placeOf(text: string): number;
}

/** Each text stands once; for `openFound`. */
export function keptFound(texts: readonly string[]): readonly NumberList[] {
  return [...keptStrings(texts), ...textLists(texts.map((text, i) => [text, i] as const)).kept()];
}

export function openFound(lists: ListReader): FoundTexts {
  const texts = openStrings(lists);
  const index = openTextLists(lists);
  return { texts, placeOf: (text) => index.of(text).find((place) => texts.at(place) === text) ?? -1 };
}

/** Where each of so many groups begins in lists that have the parts of all, one group behind the other. */
export function openStarts(lists: ListReader, groups: number) {
  const starts = lists.numbers();
  if (starts.length !== groups + 1) throw new RangeError('there are other groups');
  return {
    /** Throws a RangeError unless the groups fill each of these lists. */
    fill(...filled: readonly Lengthy[]): void {
      sameLengths({ length: numberAt(starts, groups) }, ...filled);
    },
    range: (group: number): readonly [start: number, end: number] => [
      numberAt(starts, group),
      numberAt(starts, group + 1),
    ],
  };
}

type Lengthy = Pick<KeptStrings, 'length'>;

/** Lists of one thing have an entry for each of it. */
export function sameLengths(first: Lengthy, ...others: readonly Lengthy[]): void {
  if (others.some(({ length }) => length !== first.length)) throw new RangeError('a list is not whole');
}

/** Throws a RangeError where there is none. */
export function numberAt(list: Int32Array, place: number): number {
  const value = list[place];
  if (value === undefined) throw new RangeError('a list is not whole');
  return value;
}
