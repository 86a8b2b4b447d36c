/** Which export a header is of. By its columns alone; the name of a file says nothing. */
import { headerKey } from './cellValues.ts';
import type { ColumnRole, ExportForm, HeaderReading } from './exportForm.ts';

/** Of several that fit, the one with most marks. */
export function readHeader(cells: readonly string[], forms: readonly ExportForm[]): HeaderReading | undefined {
  const keys = keysOf(cells);
  const fits = forms.filter((form) => missingMarks(keys, form).length === 0 && !hasForeign(keys, form));
  const [form] = fits.sort((a, b) => b.marks.length - a.marks.length);
  if (form === undefined) return undefined;
  const columns = columnsOf(keys, form);
  const again = [...new Set(columns.values())].filter((at) => keys.indexOf(keys[at] ?? '', at + 1) >= 0);
  return { form, columns, twice: again.map((at) => cells[at] ?? '') };
}

/** The form a header was meant to be of, and the columns that it lacks for that. */
export interface NearlyForm {
  readonly form: ExportForm;
  readonly missing: readonly string[];
}

/** At least two marks are there, and more than are missing. */
export function nearForm(cells: readonly string[], forms: readonly ExportForm[]): NearlyForm | undefined {
  const keys = keysOf(cells);
  const near = forms
    .map((form) => ({ form, missing: missingMarks(keys, form) }))
    .filter(({ form, missing }) => {
      const there = form.marks.length - missing.length;
      return there >= 2 && there > missing.length && missing.length > 0 && !hasForeign(keys, form);
    });
  return near.sort((a, b) => a.missing.length - b.missing.length)[0];
}

function keysOf(cells: readonly string[]): readonly string[] {
  return cells.map(headerKey);
}

function missingMarks(keys: readonly string[], { marks }: ExportForm): readonly string[] {
  return marks.filter((mark) => !keys.includes(headerKey(mark)));
}

function hasForeign(keys: readonly string[], { never = [] }: ExportForm): boolean {
  return never.some((name) => keys.includes(headerKey(name)));
}

function columnsOf(keys: readonly string[], { columns }: ExportForm): ReadonlyMap<ColumnRole, number> {
  const found = new Map<ColumnRole, number>();
  for (const [role, names] of Object.entries(columns)) {
    const at = names.map((name) => keys.indexOf(headerKey(name))).find((index) => index >= 0);
    if (at !== undefined) found.set(role as ColumnRole, at);
  }
  return found;
}
