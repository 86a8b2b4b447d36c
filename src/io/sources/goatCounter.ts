/**
 * GoatCounter's export of hits, which counts visits and not what the server answered: only addresses that nothing answers
 * are of use. https://www.goatcounter.com/help/export
 */
import { createTally, type Tally } from '../../core/backlinks/accessLog/tally.ts';
import { emptyGap } from '../../core/backlinks/answerGaps.ts';
import { brokenPages } from '../../core/backlinks/brokenPages.ts';
import { dayOf, headerKey } from '../../core/backlinks/exports/cellValues.ts';
import { skippedText } from '../../core/backlinks/exports/exportAnswer.ts';
import type { SkippedRow } from '../../core/backlinks/exports/readRows.ts';
import { cellsOf, delimiterOf, tableRows } from '../../core/backlinks/exports/table.ts';
import type { Note } from '../../core/model.ts';
import { success } from '../../core/ports.ts';
import { count } from '../../core/wording/amounts.ts';
import type { SavedFile, SourceEntry } from '../sourceHost.ts';

const title = 'GoatCounter';
/** The version of the export stands in front of the first name. */
const marks = ['path', 'event', 'bot', 'referrer', 'firstvisit', 'date'];

function columnsOf({ start }: SavedFile): readonly string[] | undefined {
  const [header = ''] = start.split(/\r?\n/, 1);
  const keys = (cellsOf(header, delimiterOf(start)) ?? []).map((cell) => headerKey(cell).replace(/^\d+(?=path$)/, ''));
  return marks.every((mark) => keys.includes(mark)) ? keys : undefined;
}

async function readHits(
  file: SavedFile,
  columns: readonly string[],
  tally: Tally,
): Promise<{ readonly rows: number; readonly skipped: readonly SkippedRow[] }> {
  const skipped: SkippedRow[] = [];
  const at = (name: string, cells: readonly string[]) => cells[columns.indexOf(name)] ?? '';
  let rows = 0;
  for await (const { line, cells, problem } of tableRows(file.lines(), delimiterOf(file.start))) {
    if (line === 1 || at('event', cells) === '1' || at('event', cells) === 'true') continue;
    const path = at('path', cells);
    if (problem !== undefined || !path.startsWith('/')) {
      skipped.push({ line, reason: problem ?? 'no path' });
      continue;
    }
    rows++;
    const referrer = at('referrer', cells);
    tally.add({
      day: dayOf(at('date', cells), 'unknown'),
      host: undefined,
      path,
      status: undefined,
      method: 'GET',
      referrer: referrer === '' || /^https?:/i.test(referrer) ? referrer : `https://${referrer}`,
      // It counts browsers alone, and says which of them were robots.
      userAgent: /^[1-9]/.test(at('bot', cells)) ? 'bot' : 'Mozilla/5.0',
    });
  }
  return { rows, skipped };
}

export const goatCounter: SourceEntry = {
  id: 'goatcounter',
  title,
  saved: {
    files: 'export of GoatCounter (CSV, gzipped or not)',
    recognises: async (file) => columnsOf(file) !== undefined,
    async read(files, scope, today) {
      const tally = createTally(scope);
      const notes: Note[] = [];
      let seen = 0;
      for (const file of files) {
        const { rows, skipped } = await readHits(file, columnsOf(file) ?? [], tally);
        seen += rows + skipped.length;
        notes.push({ message: `${file.name} is an export of ${title}: ${count(rows, 'visit')}.` });
        if (skipped.length > 0) notes.push({ message: skippedText(file.name, skipped) });
      }
      notes.push({ message: `${title} counts visits, and does not say what the server answered.` });
      const rows = tally.rows().map((row) => ({ ok: true, row }) as const);
      const { pages, leftOut } = brokenPages(rows, scope, title);
      const asked = tally.totals().until ?? today;
      const gaps = seen === 0 ? [emptyGap(files, title)] : [];
      return success({ source: 'file', asked, pages, leftOut, truncated: false, costMicros: 0, notes, gaps });
    },
  },
};
