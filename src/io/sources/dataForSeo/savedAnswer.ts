/** Answers of the API that somebody saved to files: no account, no request, no cost. */
import { rowGaps, unknownDomainsNote } from '../../../core/backlinks/answerGaps.ts';
import { brokenPages, type SiteScope } from '../../../core/backlinks/brokenPages.ts';
import type { RowReading } from '../../../core/backlinks/seenRow.ts';
import { isHostOf, siteTarget, targetAddress } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkAnswer, BrokenPage, Day, Gap } from '../../../core/model.ts';
import { urlKey } from '../../../core/paths.ts';
import { failed, type Result, success } from '../../../core/ports.ts';
import { countIn, type Json, type JsonRecord, listIn, record, text, wrongType } from '../../disk/json.ts';
import type { SavedFile, SavedReader } from '../../sourceHost.ts';
import { distinctRows } from './distinctRows.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { pageProblem } from './paging.ts';
import { backlinkRow, type Counted, day, domainPage, pageSummary, rowKeys } from './rows.ts';

export const savedAnswers: SavedReader = {
  files: "answer of DataForSEO's API (save the whole JSON body of the request)",
  recognises: async (file) =>
    /^\s*\{/.test(file.start) &&
    /"tasks(?:_\w+)?"\s*:/.test(file.start) &&
    readEnvelope(await file.text()) !== undefined,
  read: async (files, scope, today) => readSavedAnswers(await Promise.all(files.map(bodyOf)), scope, today),
};

/** One saved answer of the API as it was received, not yet parsed. */
export interface SavedBody {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

async function bodyOf(file: SavedFile): Promise<SavedBody> {
  return { name: file.name, text: await file.text() };
}

interface RowKind {
  readonly type: string;
  /** Functions of the API that answer with such rows. */
  readonly functions: readonly string[];
  readonly key: readonly string[];
  read(item: Json, counted: Counted): RowReading;
}

const kinds: readonly RowKind[] = [
  { type: 'backlinks_domain_page', functions: ['domain_pages'], key: rowKeys.domainPage, read: domainPage },
  {
    type: 'backlinks_page_summary',
    functions: ['domain_pages_summary', 'bulk_pages_summary'],
    key: rowKeys.pageSummary,
    read: pageSummary,
  },
  { type: 'backlink', functions: ['backlinks'], key: rowKeys.backlink, read: backlinkRow },
];

interface SavedRow {
  readonly kind: RowKind;
  readonly item: Json;
  readonly counted: Counted;
}

interface ReadFile {
  readonly rows: readonly SavedRow[];
  /** Rows of no kind that is known, and what is odd about each. */
  readonly bad: readonly RowReading[];
  readonly gaps: readonly Gap[];
  /** Equal for pages of the same listing. */
  readonly listing: string;
  /** All rows of the listing, as the API counts them. */
  readonly total: number;
}

/**
 * Reads bodies of `domain_pages`, `domain_pages_summary`, `bulk_pages_summary` and `backlinks`. A row that is saved
 * twice counts once. Where pages were saved, rows of single links only name their referrers, as both count the same
 * links. A failure names the file, and what was expected of it.
 */
export function readSavedAnswers(files: readonly SavedBody[], scope: SiteScope, today: Day): Result<BacklinkAnswer> {
  const read: ReadFile[] = [];
  for (const file of files) {
    const found = readFile(file, scope);
    if (!found.ok) return found;
    read.push(found.value);
  }
  const rows = read.flatMap((file) => file.rows);
  const bad = read.flatMap((file) => file.bad);
  const pageRows = readings(rows.filter(({ kind }) => kind.type !== 'backlink'));
  const byLink = brokenPages(readings(rows.filter(({ kind }) => kind.type === 'backlink')), scope);
  const found = pageRows.length === 0 ? byLink : brokenPages([...pageRows, ...bad], scope);
  const all = [...readings(rows), ...bad];
  const gaps = [...read.flatMap((file) => file.gaps), ...rowGaps(all, scope)];
  const foreign = gaps.find(({ kind }) => kind === 'other-site');
  if (foreign !== undefined) return failed('bad-answer', `${names(files)}: ${foreign.message}`);
  return success({
    source: 'file',
    asked: newest(found.pages) ?? today,
    pages: pageRows.length === 0 ? found.pages : withReferrers(found.pages, byLink.pages),
    leftOut: found.leftOut,
    truncated: isCutOff(read),
    costMicros: 0,
    notes: unknownDomainsNote(found.pages),
    gaps,
  });
}

function readFile({ name, text: body }: SavedBody, scope: SiteScope): Result<ReadFile> {
  const envelope = readEnvelope(body);
  if (envelope === undefined) {
    return failed(
      'bad-answer',
      `${name} is not an answer of DataForSEO's API: save the whole JSON body of the request.`,
    );
  }
  if (envelope.code !== 20000 && envelope.code !== 40102) {
    return failed('bad-answer', `${name} holds an error, ${envelope.code}: ${envelope.message}`);
  }
  const asked = text(envelope.asked.function);
  const kind = kinds.find(({ functions }) => functions.includes(asked ?? ''));
  if (asked !== undefined && kind === undefined) return failed('bad-answer', wrongFunction(name, asked));
  const found = readResults(name, envelope, kind);
  // An empty listing of another site would pass for one of ours.
  const target = text(envelope.asked.target);
  if (found.rows.length === 0 && target !== undefined && !isAbout(target, scope)) {
    return failed(
      'bad-answer',
      `${name} is about ${target}; ${scope.targets.map(targetAddress).join(', ')} was expected.`,
    );
  }
  return success(found);
}

function isAbout(asked: string, { targets }: SiteScope): boolean {
  const about = siteTarget(asked);
  return (
    about === undefined ||
    targets.some((target) => isHostOf(about.host, target, true) || isHostOf(target.host, about, true))
  );
}

function wrongFunction(name: string, found: string): string {
  const wanted = kinds.flatMap(({ functions }) => functions).join(', ');
  return `${name} is an answer of ${found}; one of these was expected: ${wanted}.`;
}

function readResults(name: string, { results, problem, asked }: Envelope, kind: RowKind | undefined): ReadFile {
  const counted = { dofollowOnly: false, isBrokenAsked: asksForBroken(asked) };
  const rows: SavedRow[] = [];
  const bad: RowReading[] = [];
  const gaps: Gap[] = problem === undefined ? [] : [unreadable(name, problem)];
  let total = 0;
  for (const result of results) {
    const items = listIn(result.items);
    const odd = pageProblem(result);
    if (odd !== undefined) gaps.push(unreadable(name, odd));
    total = Math.max(total, countIn(result.total_count) ?? 0);
    for (const item of items) {
      const own = kindOf(item) ?? kind;
      if (own !== undefined && isOf(own, item)) rows.push({ kind: own, item, counted });
      else bad.push(unknownRow(item));
    }
  }
  return { rows, bad, gaps, listing: listingOf(asked, name), total };
}

/** All that was asked but the part of the rows; a body that does not repeat it is a listing of its own. */
function listingOf({ offset, limit, search_after_token: token, tag, ...asked }: JsonRecord, name: string): string {
  return Object.keys(asked).length === 0 ? name : JSON.stringify(asked);
}

function unreadable(name: string, problem: string): Gap {
  const message = `${name} cannot be read completely: ${problem}. Save the answer again.`;
  return { kind: 'unreadable-answer', count: undefined, message };
}

/** By the row's own word; `undefined` when it says none. */
function kindOf(item: Json): RowKind | undefined {
  const type = record(item)?.type;
  return kinds.find((each) => each.type === type);
}

/** A row without a type is of the file's kind; one with the name of something else is not. */
function isOf(kind: RowKind, item: Json): boolean {
  const type = record(item)?.type;
  return type === undefined || type === null || type === kind.type;
}

function unknownRow(item: Json): RowReading {
  const row = record(item);
  const wanted = kinds.map(({ type }) => type).join(', ');
  const problem = row === undefined ? wrongType('a row', item, 'an object') : wrongType('type', row.type, wanted);
  const url = [row?.url, row?.page, row?.url_to].map(text).find(Boolean) ?? 'null';
  return { ok: false, bad: { url, problem } };
}

function readings(rows: readonly SavedRow[]): readonly RowReading[] {
  return kinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    return distinct(own, kind).map(({ item, counted }) => kind.read(item, counted));
  });
}

function distinct(rows: readonly SavedRow[], { key }: RowKind): readonly SavedRow[] {
  return distinctRows(rows, key, ({ item }) => item);
}

/** Whether rows are missing of a listing that was saved in one file, or page by page in several. */
function isCutOff(files: readonly ReadFile[]): boolean {
  return files.some(({ listing }) => {
    const parts = files.filter((file) => file.listing === listing);
    const had = readings(parts.flatMap((part) => part.rows)).length;
    const bad = parts.reduce((sum, part) => sum + part.bad.length, 0);
    return parts.some(({ total }) => total > had + bad);
  });
}

/** Whether the request, as the API repeats it, asked for nothing but what is broken. */
function asksForBroken({ filters, backlinks_filters: links }: JsonRecord): boolean {
  return [filters, links].some((each) => conditions(each).some(isBrokenCondition));
}

/** A bare condition, or a list of them with words between; alternatives (`or`) prove nothing. */
function conditions(filter: Json | undefined): readonly (readonly Json[])[] {
  const parts = listIn(filter);
  if (typeof parts[0] === 'string') return [parts];
  return parts.includes('or') ? [] : parts.map(listIn);
}

function isBrokenCondition([field, operator, value]: readonly Json[]): boolean {
  if (field === 'is_broken') return operator === '=' && value === true;
  if (field !== 'status_code' && field !== 'url_to_status_code') return false;
  const least = typeof value === 'number' ? value : 0;
  return operator === '>=' ? least >= 400 : operator === '>' ? least >= 399 : operator === '=' && least >= 400;
}

function names(files: readonly SavedBody[]): string {
  return files.map(({ name }) => name).join(', ');
}

function withReferrers(pages: readonly BrokenPage[], linked: readonly BrokenPage[]): readonly BrokenPage[] {
  const referrers = new Map(linked.map((page) => [urlKey(page.path), page.referrers]));
  return pages.map((page) => ({ ...page, referrers: referrers.get(urlKey(page.path)) ?? page.referrers }));
}

/** A saved answer does not say when it was asked; its newest visit is the latest it can be sure of. */
function newest(pages: readonly BrokenPage[]): Day | undefined {
  return pages
    .map((page) => day(page.statusSeen) ?? page.lastSeen)
    .filter((seen) => seen !== undefined)
    .sort()
    .at(-1);
}
