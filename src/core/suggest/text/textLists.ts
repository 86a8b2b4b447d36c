/** Pages by texts, in a form that is looked into as it was kept: no text is in it, only what tells one from another. */
import type { ListReader, NumberList } from './keptLists.ts';
import { openTextNumbers, type TextNumbers, textNumbers } from './numbers.ts';
import {
  eachPageWith,
  keptPostings,
  openPostings,
  type Postings,
  pagesWith,
  postings,
  withoutPages,
} from './postings.ts';

/** The pages of a text by their numbers, in the order they were added. */
export interface TextLists {
  of(text: string): readonly number[];
  /** The same one by one, for whoever may have enough before the last. */
  each(text: string): Iterable<number>;
  has(text: string): boolean;
}

/** Lists that were made here. */
export interface MadeLists extends TextLists {
  /** For `openTextLists`. */
  kept(): readonly NumberList[];
}

export function textLists(pairs: Iterable<readonly [text: string, page: number]>): MadeLists {
  const numbers = textNumbers();
  const entries = postings();
  for (const [text, page] of pairs) entries.add(numbers.of(text), page, 1);
  return made(numbers, entries.build());
}

/** Lists as they were kept. */
export interface KeptTextLists extends TextLists {
  /** With other texts for some pages, each text of a page once. */
  renewed(pages: ReadonlySet<number>, pairs: Iterable<readonly [text: string, page: number]>): MadeLists;
}

export function openTextLists(lists: ListReader): KeptTextLists {
  const [numbers, index] = [openTextNumbers(lists), openPostings(lists)];
  return {
    ...listsOf(numbers, index),
    renewed(pages, pairs) {
      const more = numbers.extended();
      const added = [...pairs].map(([text, page]) => ({ word: more.of(text), page, count: 1 }));
      return made(more, withoutPages(index, pages, added));
    },
  };
}

function made(numbers: TextNumbers, index: Postings): MadeLists {
  return { ...listsOf(numbers, index), kept: () => [...numbers.kept(), ...keptPostings(index)] };
}

function listsOf(numbers: Pick<TextNumbers, 'known'>, index: Postings): TextLists {
  return {
    of: (text) => pagesWith(index, numbers.known(text)),
    each: (text) => eachPageWith(index, numbers.known(text)),
    has: (text) => numbers.known(text) >= 0,
  };
}
