/** Rows that an index gave twice: it moves while it is read, and people save what they have saved before. */
import { type Json, record, text } from '../../disk/json.ts';

/** The fields that name what a row is about; rows that lack one of them are all kept, to be told as unreadable. */
export function distinctRows<Row>(
  rows: readonly Row[],
  key: readonly string[],
  itemOf: (row: Row) => Json,
): readonly Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const item = record(itemOf(row));
    const parts = key.map((field) => text(item?.[field]));
    if (parts.some((part) => part === undefined)) return true;
    const name = JSON.stringify(parts);
    return !seen.has(name) && seen.add(name).size > 0;
  });
}
