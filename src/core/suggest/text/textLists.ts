/** Pages by texts, in a form that is looked into as it was kept: no text is in it, only what tells one from another. */
import type { ListReader, NumberList } from './keptLists.ts';
import { openTextNumbers, type TextNumbers, textNumbers } from './numbers.ts';
import { keptPostings, openPostings, type Postings, pagesWith, postings } from './postings.ts';

/** The pages of a text by their numbers, in the order they were added. */
export interface TextLists {
  of(text: string): readonly number[];
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
  const index = entries.build();
  return { ...listsOf(numbers, index), kept: () => [...numbers.kept(), ...keptPostings(index)] };
}

export function openTextLists(lists: ListReader): TextLists {
  return listsOf(openTextNumbers(lists), openPostings(lists));
}

function listsOf(numbers: Pick<TextNumbers, 'known'>, index: Postings): TextLists {
  return {
    of: (text) => pagesWith(index, numbers.known(text)),
    has: (text) => numbers.known(text) >= 0,
  };
}
