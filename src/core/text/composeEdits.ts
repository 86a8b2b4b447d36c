/** Two steps of editing as one. */

import type { TextEdit } from './edits.ts';
import { append } from './longLists.ts';

/** A stretch of the text as it was, or text that was put in. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/** The edits that do at once what `first`, and then `second` on its result, would do. */
export function composeEdits(first: readonly TextEdit[], second: readonly TextEdit[]): readonly TextEdit[] {
  if (first.length === 0 || second.length === 0) return first.length === 0 ? second : first;
  let rest = edited([{ start: 0, end: Number.POSITIVE_INFINITY }], first);
  rest = edited(rest, second);
  return differences(rest);
}

/** The pieces of a text after edits of it; its ends are those of the pieces. */
function edited(pieces: readonly Piece[], edits: readonly TextEdit[]): readonly Piece[] {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => a.edit.start - b.edit.start || a.order - b.order);
  const result: Piece[] = [];
  let rest = pieces;
  let at = 0;
  for (const { edit } of sorted) {
    const [before, behind] = cut(rest, edit.start - at);
    append(result, before);
    result.push({ text: edit.text });
    [, rest] = cut(behind, edit.end - edit.start);
    at = edit.end;
  }
  return [...result, ...rest];
}

/** The pieces in front of an offset and those behind it. */
function cut(pieces: readonly Piece[], offset: number): readonly [readonly Piece[], readonly Piece[]] {
  let left = offset;
  for (const [i, piece] of pieces.entries()) {
    const length = lengthOf(piece);
    if (left >= length) {
      left -= length;
      continue;
    }
    if (left === 0) return [pieces.slice(0, i), pieces.slice(i)];
    return [
      [...pieces.slice(0, i), part(piece, 0, left)],
      [part(piece, left, length), ...pieces.slice(i + 1)],
    ];
  }
  return [pieces, []];
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  if ('text' in piece) return { text: piece.text.slice(from, to) };
  return { start: piece.start + from, end: piece.start + to };
}

/** What stands between the stretches that stayed, in place of what stood there. */
function differences(pieces: readonly Piece[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let start = 0;
  let text = '';
  for (const piece of pieces) {
    if ('text' in piece) text += piece.text;
    else {
      if (text !== '' || piece.start > start) edits.push({ start, end: piece.start, text });
      start = piece.end;
      text = '';
    }
  }
  return edits;
}
