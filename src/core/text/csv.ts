/** Comma-separated values with their places: fields in double quotes may hold commas, line ends and doubled quotes. */

export interface CsvField {
  readonly value: string;
  /** Of the field as it is written, quotes included. */
  readonly start: number;
  readonly end: number;
}

/** Rows that hold anything; `end` is before the line ending. */
export interface CsvRow {
  readonly fields: readonly CsvField[];
  readonly start: number;
  readonly end: number;
}

/** A quote that is never closed ends with its line, so that one bad row does not take the others with it. */
export function csvRows(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const start = at;
    const fields: CsvField[] = [];
    for (;;) {
      const field = fieldAt(text, at);
      fields.push(field);
      at = field.end;
      if (text[at] !== ',') break;
      at++;
    }
    if (text.slice(start, at).trim() !== '') rows.push({ fields, start, end: at });
    const feed = text.indexOf('\n', at);
    at = feed < 0 ? text.length : feed + 1;
  }
  return rows;
}

function fieldAt(text: string, start: number): CsvField {
  const quoted = /^[ \t]*"((?:[^"]|"")*)"[ \t]*(?=,|\r?\n|$)/.exec(window(text, start));
  if (quoted) return { value: (quoted[1] ?? '').replaceAll('""', '"'), start, end: start + quoted[0].length };
  const [plain = ''] = /^[^,\r\n]*/.exec(window(text, start)) ?? [];
  return { value: plain.trim(), start, end: start + plain.length };
}

/** No field of a rule is longer; the whole rest of a large file for each field would take time with its square. */
function window(text: string, start: number): string {
  return text.slice(start, start + 10_000);
}

/** A value as a field, in quotes where it needs them or where its neighbours have them. */
export function csvField(value: string, quoteAll: boolean): string {
  return quoteAll || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
