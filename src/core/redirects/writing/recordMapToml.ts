/** Entries of a map in a table of TOML: lines below a header. */
import { type DataObject, type DataText, openData } from '../../data/data.ts';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import { lineIndent } from '../../text/lists.ts';
import { insertLines, removeLines } from '../../text/redirectLines.ts';

/** Whether a map has a header of its own; else it stands in braces, or in the names of keys. */
export function isTable({ start, end }: DataObject, { text, syntax }: DataText): boolean {
  return syntax === 'toml' && text[start] === '[' && end > start;
}

/** Lines in front of the entry of a table that is at `index`, or behind its last one, or below its header. */
export function intoTable(
  map: DataObject,
  index: number,
  entries: readonly string[],
  { text }: DataText,
): readonly TextEdit[] {
  const last = map.members.at(-1);
  const indent = last ? lineIndent(text, last.start) : lineIndent(text, map.start);
  const feed = text.indexOf('\n', map.members[index - 1]?.end ?? map.start);
  return insertLines(
    text,
    feed < 0 ? text.length : feed + 1,
    entries.map((entry) => indent + entry),
  );
}

/** A table of its own at the end of the text. */
export function newTable(name: string, entries: readonly string[], { text }: DataText): readonly TextEdit[] {
  const isApart = text.trim() === '' || text === '\uFEFF' || /\n[ \t]*\r?\n$/.test(text);
  return insertLines(text, text.length, [...(isApart ? [] : ['']), `[${name}]`, ...entries]);
}

/** `again`: the edits that make the table of a text where it is missing. */
export function outOfTable(
  map: DataObject,
  index: number,
  data: DataText,
  again: (before: DataText) => readonly TextEdit[] | undefined,
): readonly TextEdit[] {
  const { text } = data;
  const entry = map.members[index];
  if (!entry) return [];
  if (map.members.length > 1) return [removeLines(text, entry.start, entry.end)];
  const table = removeLines(text, map.start, entry.end);
  const gap = /\r?\n$/.exec(text.slice(0, table.start))?.[0].length ?? 0;
  for (const whole of [{ ...table, start: table.start - gap }, table]) {
    const before = openData(applyEdits(text, [whole]), data.file);
    const made = before && again(before);
    if (made && applyEdits(before.text, made) === text) return [whole];
  }
  return [removeLines(text, entry.start, entry.end)];
}
