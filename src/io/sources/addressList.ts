/** Plain lists with one address a line, and sitemaps: addresses alone. https://www.sitemaps.org/protocol.html */
import { emptyGap } from '../../core/backlinks/answerGaps.ts';
import { brokenPages, type SiteScope } from '../../core/backlinks/brokenPages.ts';
import { originOfScope, skippedText } from '../../core/backlinks/exports/exportAnswer.ts';
import { absolute, type SkippedRow, unreadable } from '../../core/backlinks/exports/readRows.ts';
import type { RowReading, SeenRow } from '../../core/backlinks/seenRow.ts';
import { readSitemap } from '../../core/backlinks/sitemap.ts';
import type { BacklinkAnswer, Day, Note } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { count } from '../../core/wording/amounts.ts';
import type { SavedFile, SourceEntry } from '../sourceHost.ts';

const title = 'a list of addresses';

interface Listed {
  readonly rows: readonly RowReading[];
  readonly notes: readonly Note[];
}

async function recognises({ start }: SavedFile): Promise<boolean> {
  if (/^\s*</.test(start)) return /<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]/.test(start);
  const lines = start.split(/\r\n?|\n/, 200).map((line) => line.trim());
  const told = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const addresses = told.filter(isAddressLine);
  return addresses.length > 0 && addresses.length >= 0.8 * told.length;
}

/** One address and nothing beside it; a row of a log or a table is none. */
function isAddressLine(line: string): boolean {
  const isOne = /^(?:https?:\/\/[^\s;|"]+|\/[^\s;|"]*|(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}\/[^\s;|"]*)$/i.test(line);
  return isOne && !/,https?:|,\d{3}\b/i.test(line);
}

async function read(files: readonly SavedFile[], scope: SiteScope, today: Day): Promise<Result<BacklinkAnswer>> {
  const listed: Listed[] = [];
  for (const file of files) {
    const found = /^\s*</.test(file.start) ? fromSitemap(file.name, await file.text()) : await fromLines(file, scope);
    if (!found.ok) return found;
    listed.push(found.value);
  }
  const rows = listed.flatMap((each) => each.rows);
  const { pages, leftOut } = brokenPages(distinctRows(rows), scope, title);
  const cannot = 'A list says neither whether its addresses fail nor who links to them.';
  const notes = [...listed.flatMap((each) => each.notes), { message: cannot }];
  const gaps = rows.length === 0 ? [emptyGap(files, title)] : [];
  return success({ source: 'file', asked: today, pages, leftOut, truncated: false, costMicros: 0, notes, gaps });
}

function distinctRows(rows: readonly RowReading[]): readonly RowReading[] {
  const found = new Map<string, RowReading>();
  for (const row of rows) found.set(row.ok ? row.row.url : `${row.bad.url} ${row.bad.problem}`, row);
  return [...found.values()];
}

function fromSitemap(name: string, text: string): Result<Listed> {
  const sitemap = readSitemap(text);
  if (sitemap === undefined) return failed('bad-answer', `${name} is a sitemap that cannot be read. Save it again.`);
  if (sitemap.kind === 'index') {
    return failed('bad-answer', `${name} names other sitemaps. Give those, as files.`);
  }
  const rows = sitemap.addresses.map((url): RowReading => ({ ok: true, row: rowOf(url) }));
  return success({ rows, notes: [{ message: `${name} is a sitemap: ${count(rows.length, 'page')}.` }] });
}

async function fromLines(file: SavedFile, scope: SiteScope): Promise<Result<Listed>> {
  const rows: RowReading[] = [];
  const skipped: SkippedRow[] = [];
  const origin = originOfScope(scope);
  let line = 0;
  for await (const batch of file.lines()) {
    for (const given of batch) {
      line++;
      const text = given?.trim();
      if (text === '' || text?.startsWith('#')) continue;
      const url = text === undefined ? undefined : absolute(text, origin);
      if (url !== undefined) {
        rows.push({ ok: true, row: rowOf(url) });
        continue;
      }
      const reason = reasonOf(text);
      skipped.push({ line, reason });
      rows.push({
        ok: false,
        bad: { url: text?.slice(0, 200) ?? '', problem: `line ${line} of ${file.name}: ${reason}` },
      });
    }
  }
  const notes = [{ message: `${file.name} is ${title}: ${count(rows.length - skipped.length, 'page')}.` }];
  if (skipped.length > 0) notes.push({ message: skippedText(file.name, skipped) });
  return success({ rows, notes });
}

function reasonOf(text: string | undefined): string {
  if (text === undefined) return 'the line is too long to be an address';
  return text.includes(unreadable) ? 'it has letters in another encoding; save the file as UTF-8' : 'no address';
}

function rowOf(url: string): SeenRow {
  return {
    url,
    status: undefined,
    statusSeen: undefined,
    backlinks: undefined,
    referringDomains: undefined,
    dofollow: undefined,
    rank: undefined,
    firstSeen: undefined,
    lastSeen: undefined,
    link: undefined,
  };
}

export const addressList: SourceEntry = {
  id: 'addresslist',
  title: 'Plain list',
  saved: { files: 'list with one address a line, or sitemap', recognises, read },
};
