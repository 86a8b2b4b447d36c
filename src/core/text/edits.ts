/** The least text that changes a file. */
import type { RepoPath } from '../paths.ts';

/** Replaces the text from `start` to `end` (offsets, UTF-16 units) by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits of one file; `before` is `undefined` when the file is to be made. */
export interface FileEdit {
  readonly file: RepoPath;
  readonly before: string | undefined;
  readonly edits: readonly TextEdit[];
}

/** Applies edits that do not overlap. Those at one offset are applied in the order given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => a.edit.start - b.edit.start || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { edit } of sorted) {
    if (edit.start < at) throw new Error('edits overlap');
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The edits that take these back: applied to the text they made, they give the text from before. */
export function inverseEdits(before: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  let shift = 0;
  return sorted.map(({ start, end, text }) => {
    const at = start + shift;
    shift += text.length - (end - start);
    return { start: at, end: at + text.length, text: before.slice(start, end) };
  });
}

/** The line ending most lines of the text have; `\n` for a text without any. */
export function lineEnding(text: string): '\n' | '\r\n' {
  const windows = text.match(/\r\n/g)?.length ?? 0;
  const all = text.match(/\n/g)?.length ?? 0;
  return windows * 2 > all ? '\r\n' : '\n';
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
