/** From the rows of an export to what they say of pages; every row is read, or skipped with its line and reason. */
import type { Backlink, Day } from '../../model.ts';
import { eachOnce } from '../../text/remembered.ts';
import type { RowReading, SeenRow } from '../seenRow.ts';
import { bareHost, webAddress } from '../webAddress.ts';
import {
  addressOfCell,
  amountOfCell,
  countOfCell,
  dayOf,
  dayOrderOf,
  isFormula,
  statusOfCell,
  truthOf,
} from './cellValues.ts';
import type { ColumnRole, HeaderReading } from './exportForm.ts';
import type { TableRow } from './table.ts';

/** A file whose rows are read. */
export interface RowsOf {
  /** For messages. */
  readonly file: string;
  readonly heading: HeaderReading;
  /** What addresses without a host are of: `https://example.org`. */
  readonly origin: string;
}

/** A row that says nothing, for the user. */
export interface SkippedRow {
  readonly line: number;
  readonly reason: string;
}

/** Everything that stands in the rows. */
export interface RowsReading {
  readonly rows: readonly RowReading[];
  readonly skipped: readonly SkippedRow[];
  /** Rows behind the most that are held. */
  readonly beyond: number;
  /** Days that only the locale of the exporter could tell: left out. */
  readonly unclearDays: boolean;
}

/** So many links are held in memory at once. */
const mostRows = 1_000_000;

interface Draft {
  readonly row: SeenRow;
  readonly first: string;
  readonly last: string;
  readonly seen: string;
}

export async function readRows(table: AsyncIterable<TableRow>, about: RowsOf): Promise<RowsReading> {
  const drafts: Draft[] = [];
  const skipped: SkippedRow[] = [];
  const bad: RowReading[] = [];
  let beyond = 0;
  for await (const { line, cells, problem } of table) {
    if (drafts.length + skipped.length >= mostRows) {
      beyond++;
      continue;
    }
    const read = problem === undefined ? rowOf(cells, about) : problem;
    if (typeof read !== 'string') {
      drafts.push(read);
      continue;
    }
    skipped.push({ line, reason: read });
    const at = about.heading.columns.get('target') ?? 0;
    bad.push({ ok: false, bad: { url: cells[at] ?? '', problem: `line ${line} of ${about.file}: ${read}` } });
  }
  const written = drafts.flatMap(({ first, last, seen }) => [first, last, seen]).filter((text) => text !== '');
  const order = dayOrderOf(written);
  const day = eachOnce((text) => dayOf(text, order));
  const rows = drafts.map((draft): RowReading => ({ ok: true, row: dated(draft, day) }));
  return { rows: [...rows, ...bad], skipped, beyond, unclearDays: order === 'unknown' && written.some(isUnclear) };
}

function isUnclear(text: string): boolean {
  return dayOf(text, 'unknown') === undefined && dayOf(text, 'day-first') !== undefined;
}

function dated({ row, first, last, seen }: Draft, dayOf: (text: string) => Day | undefined): SeenRow {
  const [firstSeen, lastSeen] = [dayOf(first), dayOf(last)];
  const link = row.link && { ...row.link, firstSeen, lastSeen };
  return { ...row, firstSeen, lastSeen, statusSeen: dayOf(seen), link };
}

/** What a row says, or why it says nothing. */
function rowOf(cells: readonly string[], { heading, origin }: RowsOf): Draft | string {
  const { form, columns } = heading;
  const cell = (role: ColumnRole) => cells[columns.get(role) ?? -1] ?? '';
  const given = addressOfCell(cell('target'));
  const url = absolute(given, origin);
  if (url === undefined) return targetProblem(given);
  const counts = readCounts(cell, columns);
  if (typeof counts === 'string') return counts;
  const link = form.rowsAre === 'links' ? linkOf(url, cell, heading) : undefined;
  if (form.rowsAre === 'links' && link === undefined) {
    return `${shown(cell('from')) || 'an empty cell'} is not an address of a page that links`;
  }
  const status = form.status ?? (columns.has('status') ? statusOfCell(cell('status')) : undefined);
  const dofollow = link === undefined ? undefined : link.dofollow;
  return {
    row: {
      url,
      status,
      statusSeen: undefined,
      backlinks: link === undefined ? counts.backlinks : 1,
      referringDomains: link === undefined ? counts.domains : undefined,
      dofollow: dofollow === undefined ? undefined : Number(dofollow),
      rank: undefined,
      firstSeen: undefined,
      lastSeen: undefined,
      isLost: truthOf(cell('lost')) === true || (columns.has('lostOn') && cell('lostOn') !== ''),
      link,
      ...(counts.visits !== undefined && { demand: { people: counts.visits } }),
    },
    first: cell('firstSeen'),
    last: cell('lastSeen'),
    seen: cell('statusSeen'),
  };
}

interface Counts {
  readonly backlinks: number | undefined;
  readonly domains: number | undefined;
  readonly visits: number | undefined;
}

/** An empty cell says nothing; anything that is no count is a problem. */
function readCounts(cell: (role: ColumnRole) => string, columns: ReadonlyMap<ColumnRole, number>): Counts | string {
  const found = new Map<ColumnRole, number>();
  for (const role of ['backlinks', 'domains', 'visits'] as const) {
    const text = columns.has(role) ? cell(role) : '';
    if (text === '' || text === '-') continue;
    const number = countOfCell(text);
    if (number === undefined) return `${shown(text)} is not a number`;
    found.set(role, number);
  }
  return { backlinks: found.get('backlinks'), domains: found.get('domains'), visits: found.get('visits') };
}

function linkOf(
  to: string,
  cell: (role: ColumnRole) => string,
  { form, columns }: HeaderReading,
): Backlink | undefined {
  const from = addressOfCell(cell('from'));
  const host = webAddress(from)?.hostname;
  if (host === undefined) return undefined;
  const nofollow = columns.has('nofollow') ? truthOf(cell('nofollow')) : undefined;
  const follow = columns.has('follow') ? truthOf(cell('follow')) : undefined;
  const rank = amountOfCell(cell('rank'));
  const never: Day | undefined = undefined;
  return {
    from,
    fromDomain: bareHost(host),
    fromTitle: cell('fromTitle') || undefined,
    to,
    anchor: cell('anchor') || undefined,
    dofollow: nofollow === undefined ? follow : !nofollow,
    domainRank: rank === undefined || form.rankTo === undefined ? undefined : Math.round((rank * 1000) / form.rankTo),
    ...spamOf(truthOf(cell('spam'))),
    firstSeen: never,
    lastSeen: never,
  };
}

/** Such a column says yes or no. */
function spamOf(isSpam: boolean | undefined): Pick<Backlink, 'spamScore'> {
  return isSpam === undefined ? {} : { spamScore: isSpam ? 100 : 0 };
}

/** Stands for bytes that are of no letter in the encoding of the file: nobody can tell which address it was. */
export const unreadable = '\uFFFD';

/** `example.org/old/` and `/old/` are written so by some exporters. `undefined` for what is no address. */
export function absolute(text: string, origin: string): string | undefined {
  if (text.includes(unreadable)) return undefined;
  if (/^https?:\/\//i.test(text)) return webAddress(text) === undefined ? undefined : text;
  if (/^\/\/[^/]/.test(text)) return absolute(`https:${text}`, origin);
  if (/^\/[^\s]*$/.test(text)) return origin === '' ? undefined : `${origin}${text}`;
  return /^(?:[a-z0-9-]{1,63}\.){1,8}[a-z0-9-]{2,63}(?::\d{1,5})?(?:[/?#]\S*)?$/i.test(text)
    ? absolute(`https://${text}`, origin)
    : undefined;
}

function targetProblem(text: string): string {
  if (text === '') return 'the cell of the address is empty';
  if (isFormula(text)) return `${shown(text)} is a formula, not an address`;
  if (text.includes(unreadable)) return `${shown(text)} has letters in another encoding; save the file as UTF-8`;
  return `${shown(text)} is not an address`;
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
