/** Two steps of editing as one. */
import type { TextEdit } from './edits.ts';

/**
 * The edits that do at once what `first`, and then `second` on its result, would do. `first` only takes text out, as the
 * removal of a rule does; an insertion of `second` where text was taken out stands in front of it.
 */
export function composeEdits(first: readonly TextEdit[], second: readonly TextEdit[]): readonly TextEdit[] {
  const cuts = [...first].sort((a, b) => a.start - b.start);
  const before = (offset: number) => offset + cutsBefore(cuts, offset);
  return [...first, ...second.map(({ start, end, text }) => ({ start: before(start), end: before(end), text }))];
}

/** How much was taken out in front of an offset of the result. */
function cutsBefore(cuts: readonly TextEdit[], offset: number): number {
  let taken = 0;
  for (const cut of cuts) {
    if (cut.start - taken >= offset) break;
    taken += cut.end - cut.start - cut.text.length;
  }
  return taken;
}
