/** The files of one export as an answer: what was recognised, what was skipped, and what such a file cannot know. */
import type { BacklinkAnswer, BrokenPage, Day, Gap, Note } from '../../model.ts';
import { eachOnce } from '../../text/remembered.ts';
import { count } from '../../wording/amounts.ts';
import { emptyGap } from '../answerGaps.ts';
import { brokenPages, type SiteScope } from '../brokenPages.ts';
import type { RowReading } from '../seenRow.ts';
import { isHostOf, webOrigin } from '../siteTarget.ts';
import { readSpelling } from '../spelling.ts';
import type { ExportForm } from './exportForm.ts';
import type { RowsReading, SkippedRow } from './readRows.ts';

/** One file of a form, read. */
export interface ExportFile {
  readonly name: string;
  readonly reading: RowsReading;
  /** Headers that stand there again. */
  readonly twice?: readonly string[] | undefined;
}

export function exportAnswer(
  form: ExportForm,
  files: readonly ExportFile[],
  scope: SiteScope,
  today: Day,
): BacklinkAnswer {
  const rows = distinct(
    files.flatMap(({ reading }) => reading.rows),
    form,
  );
  const { pages: found, leftOut } = brokenPages(rows, scope, form.title);
  const pages = form.internal ? found.map(withoutBacklinks) : found;
  const beyond = files.reduce((sum, { reading }) => sum + reading.beyond, 0);
  const cut = files.filter(({ reading }) => form.cutAt !== undefined && reading.rows.length >= form.cutAt);
  const gaps = beyond > 0 ? [beyondGap(beyond, files)] : [];
  const isEmpty = files.every(({ reading }) => reading.rows.length === 0 && reading.skipped.length === 0);
  return {
    source: 'file',
    asked: newestDay(pages) ?? today,
    pages,
    leftOut,
    truncated: false,
    costMicros: 0,
    notes: [...files.flatMap((file) => notesOfFile(form, file, scope)), ...notesOfForm(form)],
    gaps: [...gaps, ...cut.map((file) => cutGap(file, form)), ...(isEmpty ? [emptyGap(files, form.title)] : [])],
  };
}

/** Links of the site to itself stay in what the source counts, and are none of what others link. */
function withoutBacklinks(page: BrokenPage): BrokenPage {
  const counts = page.counts?.map((each) => ({ ...each, internal: true as const }));
  return { ...page, backlinks: undefined, referringDomains: undefined, dofollow: undefined, counts };
}

/** Exports of several days hold the same rows again: a link counts once, a page has the larger numbers of both. */
function distinct(rows: readonly RowReading[], form: ExportForm): readonly RowReading[] {
  const found = new Map<string, RowReading>();
  const bad: RowReading[] = [];
  for (const reading of rows) {
    if (!reading.ok) {
      bad.push(reading);
      continue;
    }
    const { url, link, backlinks = 0 } = reading.row;
    const key = form.rowsAre === 'links' ? `${url} ${link?.from} ${link?.anchor ?? ''}` : url;
    const known = found.get(key);
    if (known === undefined || (known.ok && (known.row.backlinks ?? 0) < backlinks)) found.set(key, reading);
  }
  return [...found.values(), ...bad];
}

function notesOfFile(form: ExportForm, { name, reading, twice = [] }: ExportFile, scope: SiteScope): readonly Note[] {
  const own = new Set<string>();
  const spellingOf = eachOnce(readSpelling);
  let rows = 0;
  for (const each of reading.rows) {
    const spelling = each.ok ? spellingOf(each.row.url) : undefined;
    if (spelling === undefined || !scope.targets.some((target) => isHostOf(spelling.host, target, true))) continue;
    rows++;
    own.add(spelling.key);
  }
  const site = scope.targets.map(({ host }) => host).join(', ');
  const what =
    form.rowsAre === 'links' ? `${count(rows, 'link')} to ${count(own.size, 'page')}` : count(own.size, 'page');
  const notes = [{ message: `${name} is ${form.title}: ${what} of ${site}.` }];
  if (reading.skipped.length > 0) notes.push({ message: skippedText(name, reading.skipped) });
  for (const header of twice)
    notes.push({ message: `${name} has the column ${header} more than once; the first one was read.` });
  if (reading.unclearDays) {
    notes.push({
      message: `${name}: whether days are written with the day or the month first is not certain, so they are left out.`,
    });
  }
  return notes;
}

const mostShown = 10;

/** `broken.csv: 2 rows were skipped: line 4 (…), line 9 (…).` */
export function skippedText(name: string, skipped: readonly SkippedRow[]): string {
  const shown = skipped.slice(0, mostShown).map(({ line, reason }) => `line ${line} (${reason})`);
  const more = skipped.length > mostShown ? `, and ${skipped.length - mostShown} more` : '';
  const rows = skipped.length === 1 ? '1 row was' : `${skipped.length.toLocaleString('en-US')} rows were`;
  return `${name}: ${rows} skipped: ${shown.join(', ')}${more}.`;
}

function notesOfForm({ title, cannotKnow, internal }: ExportForm): readonly Note[] {
  const notes = internal
    ? [{ message: `${title}: its links are within the site itself, so none of them is a backlink.` }]
    : [];
  return cannotKnow === undefined ? notes : [...notes, { message: `${title}: ${cannotKnow}` }];
}

function beyondGap(beyond: number, files: readonly ExportFile[]): Gap {
  const names = files.map(({ name }) => name).join(', ');
  const message = `${names}: ${count(beyond, 'row')} beyond the first million were not read. Give the file in parts.`;
  return { kind: 'missing-rows', count: beyond, message };
}

function cutGap({ name }: ExportFile, { title, cutAt = 0 }: ExportForm): Gap {
  const message = `${name}: ${title} ends at ${cutAt.toLocaleString('en-US')} rows, so more may exist than it holds. Export parts of the site one by one, where it can be narrowed down.`;
  return { kind: 'missing-rows', count: undefined, message };
}

function newestDay(pages: readonly BrokenPage[]): Day | undefined {
  return pages
    .map(({ statusSeen, lastSeen }) => statusSeen ?? lastSeen)
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}

/** The origin that addresses without a host are of. */
export function originOfScope({ targets }: SiteScope): string {
  const [first] = targets;
  return first === undefined ? '' : webOrigin(first);
}
