/**
 * Tables of programs whose headers are not known, such as Moz, Sitebulb, SE Ranking or Ubersuggest, and tables that people
 * made themselves: read by what stands in their columns.
 */
import type { SiteScope } from '../../core/backlinks/brokenPages.ts';
import type { ExportFile } from '../../core/backlinks/exports/exportAnswer.ts';
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import { type GuessedTable, guessColumns } from '../../core/backlinks/exports/guessColumns.ts';
import { cellsOf, delimiterOf, isCommentRow } from '../../core/backlinks/exports/table.ts';
import { mergeAnswers } from '../../core/backlinks/mergeAnswers.ts';
import { success } from '../../core/ports.ts';
import { byForm, readExport } from '../exportReader.ts';
import type { SavedFile, SourceEntry } from '../sourceHost.ts';

const rowsOfStart = 200;

function guessed({ start }: SavedFile, scope: SiteScope): GuessedTable | undefined {
  if (/^\s*[<{[]/.test(start)) return undefined;
  const delimiter = delimiterOf(start);
  const lines = start.split(/\r\n|\r|\n/, rowsOfStart);
  // The last line of a start may be cut off.
  const whole = lines.length > 1 && lines.length < rowsOfStart && start.length >= 60_000 ? lines.slice(0, -1) : lines;
  const rows = whole
    .map((text, at) => ({ line: at + 1, cells: cellsOf(text, delimiter) ?? [] }))
    .filter(({ cells }) => cells.some((cell) => cell !== '') && !isCommentRow(cells))
    .filter(({ cells }) => !/^sep=/i.test(cells[0] ?? ''));
  return guessColumns(rows, scope);
}

export const anyTable: SourceEntry = {
  id: 'anytable',
  title: 'Any table',
  saved: {
    files: 'table (CSV) with a column of addresses of the site',
    isFallback: true,
    recognises: async (file, scope) => guessed(file, scope) !== undefined,
    async read(files, scope, today) {
      const read: { readonly form: ExportForm; readonly file: ExportFile }[] = [];
      for (const file of files) {
        const table = guessed(file, scope);
        if (table === undefined) continue;
        const form = { ...table.form, title: `${table.form.title} (${file.name})` };
        const exported = await readExport(file, { ...table, form, line: table.headerLine }, scope);
        read.push({ form, file: exported });
      }
      return success(mergeAnswers(byForm(read, scope, today)));
    },
  },
};
