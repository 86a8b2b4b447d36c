/** The files of a source whose exports are tables, told by the headers of its forms. */
import type { SiteScope } from '../core/backlinks/brokenPages.ts';
import { type ExportFile, exportAnswer, originOfScope } from '../core/backlinks/exports/exportAnswer.ts';
import type { ExportForm, HeaderReading } from '../core/backlinks/exports/exportForm.ts';
import { nearForm, readHeader } from '../core/backlinks/exports/readHeader.ts';
import { readRows } from '../core/backlinks/exports/readRows.ts';
import { cellsOf, delimiterOf, isCommentRow, type TableRow, tableRows } from '../core/backlinks/exports/table.ts';
import { mergeAnswers, type NamedAnswer } from '../core/backlinks/mergeAnswers.ts';
import type { Day } from '../core/model.ts';
import { success } from '../core/ports.ts';
import type { SavedFile, SavedReader } from './sourceHost.ts';

/** `files` says what they are, as in {@link SavedReader}. */
export function exportReader(files: string, forms: readonly ExportForm[]): SavedReader {
  return {
    files,
    recognises: async (file) => headingOf(file, forms) !== undefined,
    shortfall(file) {
      const near = firstRows(file)
        .map((row) => nearForm(row.cells, forms))
        .find((each) => each !== undefined);
      if (near === undefined) return undefined;
      const columns = `column${near.missing.length === 1 ? '' : 's'} ${near.missing.join(', ')}`;
      return `${file.name} looks like ${near.form.title} without its ${columns}. Export it again with all columns.`;
    },
    async read(saved, scope, today) {
      const read: { readonly form: ExportForm; readonly file: ExportFile }[] = [];
      for (const file of saved) {
        const heading = headingOf(file, forms);
        if (heading !== undefined) read.push({ form: heading.form, file: await readExport(file, heading, scope) });
      }
      return success(mergeAnswers(byForm(read, scope, today)));
    },
  };
}

/** A header with the line it stands on; 0 where there is none. */
export interface PlacedHeader extends HeaderReading {
  readonly line: number;
}

function headingOf(file: SavedFile, forms: readonly ExportForm[]): PlacedHeader | undefined {
  for (const { line, cells } of firstRows(file)) {
    const heading = readHeader(cells, forms);
    if (heading !== undefined) return { ...heading, line };
  }
  return undefined;
}

const rowsBeforeHeader = 12;

/** Some exporters write a title, a range of days or remarks in front of the header. */
export function firstRows({ start }: Pick<SavedFile, 'start'>): readonly TableRow[] {
  const delimiter = delimiterOf(start);
  return start
    .split(/\r\n|\r|\n/, rowsBeforeHeader)
    .map((text, at) => ({ line: at + 1, cells: cellsOf(text, delimiter) ?? [] }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== '') && !isCommentRow(cells));
}

export async function readExport(file: SavedFile, heading: PlacedHeader, scope: SiteScope): Promise<ExportFile> {
  const header = heading.line === 0 ? undefined : firstRows(file).find(({ line }) => line === heading.line);
  const table = tableRows(file.lines(), delimiterOf(file.start), header?.cells.length);
  const about = { file: file.name, heading, origin: originOfScope(scope) };
  return { name: file.name, reading: await readRows(below(heading.line, table), about), twice: heading.twice };
}

async function* below(line: number, rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  for await (const row of rows) if (row.line > line && !isCommentRow(row.cells)) yield row;
}

/** One answer for each form, in the order in which the files came. */
export function byForm(
  read: readonly { readonly form: ExportForm; readonly file: ExportFile }[],
  scope: SiteScope,
  today: Day,
): readonly [NamedAnswer, ...NamedAnswer[]] {
  const forms = [...new Set(read.map(({ form }) => form))];
  const answers = forms.map((form) => {
    const own = read.filter((each) => each.form === form).map(({ file }) => file);
    return { title: form.title, answer: exportAnswer(form, own, scope, today) };
  });
  const [first, ...others] = answers;
  if (first === undefined) throw new Error('no file was recognised, and was to be read');
  return [first, ...others];
}
