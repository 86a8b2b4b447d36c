/** All rows of one query: by offset, then by token where offsets end, until there are no more or enough. */
import { highestPrice, type Price } from '../../../core/backlinks/price.ts';
import type { Failure } from '../../../core/ports.ts';
import { countIn, type Json, type JsonRecord, listIn, text, wrongType } from '../../disk/json.ts';
import type { Budget } from './budget.ts';
import { type ApiAnswer, type ApiCall, type ApiResult, type Connection, callApi, type RequestTask } from './client.ts';

/** The API's own limits of `limit` and `offset`. */
export const rowsPerRequest = 1000;
export const highestOffset = 20_000;

/** Rows to be fetched page by page. */
export interface Query {
  readonly path: string;
  readonly task: RequestTask;
  readonly price: Price;
  readonly maximumRows: number;
  readonly hasToken: boolean;
  /** The filters for what comes behind a row, where no offset reaches it; `undefined` where that cannot be written. */
  readonly behind?: ((last: Json) => Json | undefined) | undefined;
  /** Where the list goes on that was begun before, with the rows that were had then; its beginning where it is not given. */
  readonly from?: { readonly place: RequestTask; readonly rows: number; readonly total: number } | undefined;
  /** Called after every answer with the rows so far and all there are. */
  readonly onPage: (rows: number, total: number | undefined) => void;
  /** Called after each answer with what was paid for, before its price is noted: what is not kept may be charged again. */
  readonly onPart: (rows: Rows) => Promise<void>;
}

/** The rows that were had, and why there are no more. */
export interface Rows {
  readonly items: readonly Json[];
  /** Those of before among them, which are not in `items`. */
  readonly before: number;
  /** Where the next rows are; `undefined` where there are none, or none can be had. */
  readonly next: RequestTask | undefined;
  /** All rows there are, as the API counts them. */
  readonly total: number;
  readonly partial: boolean;
  /** Why it ended before `maximumRows` or `total`, when it did. */
  readonly stopped: Failure | undefined;
  /** Why a page of rows could not be read: the field, what stands in it, and what should. */
  readonly problem: string | undefined;
}

export type RowsResult = { readonly ok: true; readonly value: Rows } | Extract<ApiResult, { ok: false }>;

/** Fails only when the first request does; what later ones fail with is `stopped`. `maximumRows` are those to be had now. */
export async function allRows(
  connection: Connection,
  query: Query,
  budget: Budget,
  signal: AbortSignal,
): Promise<RowsResult> {
  const items: Json[] = [];
  const before = query.from?.rows ?? 0;
  let total = query.from?.total;
  let partial = false;
  let last: readonly Json[] = [];
  let place = placeWithin(query, query.from?.place ?? { offset: 0, limit: rowsPerRequest }, 0);
  const rowsSoFar = (parts: Pick<Rows, 'next' | 'stopped' | 'problem'>): Rows => ({
    items,
    before,
    total: total ?? before + items.length,
    partial,
    ...parts,
  });
  while (true) {
    const answer = await callApi(connection, pageCall(query, place), budget, signal);
    if (!answer.ok) {
      if (items.length === 0) return answer;
      return { ok: true, value: rowsSoFar({ next: place, stopped: answer.failure, problem: undefined }) };
    }
    const page = readPage(answer.value, last);
    last = listIn(answer.value.result?.items);
    for (const row of page.rows) items.push(row);
    const had = before + items.length;
    total = Math.max(countOfAll(page, place) ?? total ?? 0, had);
    partial ||= answer.value.partial;
    query.onPage(had, total);
    const problem = problemIn(page, answer.value.result, had);
    const next = isEnd(page, place, had >= total)
      ? undefined
      : placeAfter(query, place, page.rows, answer.value.result);
    const isDone = next === undefined || items.length >= query.maximumRows;
    const so = rowsSoFar({ next, stopped: isDone ? undefined : interrupted, problem });
    await query.onPart(so);
    await answer.value.settle();
    if (next === undefined || isDone) return { ok: true, value: so };
    place = placeWithin(query, next, items.length);
  }
}

interface PageOfRows {
  readonly rows: readonly Json[];
  /** All rows there are, as this answer counts them. */
  readonly counted: number | undefined;
  readonly isList: boolean;
  /** Why its rows cannot be used. */
  readonly fault: string | undefined;
}

/** An empty list at the end of the rows is none that cannot be read. */
function problemIn({ isList, fault }: PageOfRows, result: JsonRecord | undefined, had: number): string | undefined {
  return had > 0 && isList ? fault : (fault ?? pageProblem(result));
}

/** What is behind a row is counted without what is before it. */
function countOfAll({ counted }: PageOfRows, place: RequestTask): number | undefined {
  return place.filters === undefined ? counted : undefined;
}

/** Without a count of all, a full page may have others behind it. */
function isEnd({ rows, counted }: PageOfRows, place: RequestTask, isAll: boolean): boolean {
  if (rows.length === 0) return true;
  if (place.filters !== undefined) return (countIn(place.offset) ?? 0) + rows.length >= (counted ?? 0);
  return counted === undefined ? rows.length < (countIn(place.limit) ?? 1) : isAll;
}

/** The rows of one answer; none where they are those of the answer before. */
function readPage({ result, problem }: ApiAnswer, before: readonly Json[]): PageOfRows {
  const found = listIn(result?.items);
  const isAgain = isSamePage(found, before);
  const isList = Array.isArray(result?.items);
  const fault = problem ?? (isAgain ? again : undefined);
  return { rows: isAgain ? [] : found, counted: countIn(totalOf(result)), isList, fault };
}

const again = 'items holds the rows of the page before once more';

/** A server that does not move on would be paid for the same rows without end. */
function isSamePage(rows: readonly Json[], before: readonly Json[]): boolean {
  const ends = (list: readonly Json[]) => JSON.stringify([list.length, list[0], list.at(-1)]);
  return before.length > 0 && ends(rows) === ends(before);
}

/** What is said of a part when nothing came after it. */
const interrupted: Failure = {
  kind: 'cancelled',
  message: 'the program was ended before they came. Run the audit again: it asks for these alone.',
};

/** Why a page of rows is not what it should be; `undefined` where it is, and where the API has nothing (`null`). */
export function pageProblem(page: JsonRecord | undefined): string | undefined {
  if (page === undefined) return undefined;
  const { items } = page;
  const total = totalOf(page);
  if (Array.isArray(items)) return items.length === 0 && total !== 0 ? emptyProblem(total) : undefined;
  if (items === null && total === 0) return undefined;
  const problem = wrongType('items', items, 'a list of rows');
  return countIn(total) === undefined ? problem : `${problem}, and total_count is ${countIn(total)}`;
}

/** The lists of a crawl call it by another name. */
function totalOf(page: JsonRecord | undefined): Json | undefined {
  return page?.total_count ?? page?.total_items_count;
}

function emptyProblem(total: Json | undefined): string {
  return countIn(total) === undefined
    ? `items is empty, and ${wrongType('total_count', total, 'a count')}`
    : `items is empty, and total_count is ${countIn(total)}`;
}

/** Where the rows behind a page are; `undefined` where none can be had. */
function placeAfter(
  query: Query,
  last: RequestTask,
  rows: readonly Json[],
  page: JsonRecord | undefined,
): RequestTask | undefined {
  const offset = (countIn(last.offset) ?? 0) + rows.length;
  if (last.search_after_token === undefined && offset <= highestOffset)
    return { ...(last.filters !== undefined && { filters: last.filters }), offset, limit: rowsPerRequest };
  const filters = query.behind?.(rows.at(-1) ?? null);
  // Behind the row that stands before this part already, the same rows would be paid for again and again.
  if (filters !== undefined && JSON.stringify(filters) !== JSON.stringify(last.filters))
    return { filters, offset: 0, limit: rowsPerRequest };
  const token = text(page?.search_after_token);
  // The API gives the same token again and again where its list is broken; so would the rows be.
  if (!query.hasToken || token === undefined || token === last.search_after_token) return undefined;
  // A token is valid only with every other parameter as it was, the limit too.
  return { ...last, search_after_token: token };
}

/** No more rows than are wanted; by token the limit must not change. */
function placeWithin(query: Query, place: RequestTask, gotSoFar: number): RequestTask {
  if (place.search_after_token !== undefined) return place;
  const limit = Math.min(countIn(place.limit) ?? rowsPerRequest, query.maximumRows - gotSoFar);
  return { ...place, limit };
}

/** Half of the rows are the second try when the server has timed out; by token the limit must not change. */
function pageCall(query: Query, place: RequestTask): ApiCall {
  const call = (limit: number): ApiCall => ({
    path: query.path,
    task: { ...query.task, ...place, limit },
    highestMicros: highestPrice(query.price, limit, rowsPerRequest),
  });
  const limit = countIn(place.limit) ?? rowsPerRequest;
  const half = Math.floor(limit / 2);
  return half > 0 && place.search_after_token === undefined ? { ...call(limit), smaller: call(half) } : call(limit);
}
