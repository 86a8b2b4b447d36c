/** All rows of one query: by offset, then by token where offsets end, until there are no more or enough. */
import { highestPrice, type Price } from '../../../core/backlinks/price.ts';
import type { Failure } from '../../../core/ports.ts';
import { count, type Json, type JsonRecord, list, text, wrongType } from '../../disk/json.ts';
import type { Budget } from './budget.ts';
import { type ApiCall, type ApiResult, type Connection, callApi, type Task } from './client.ts';

/** The API's own limits of `limit` and `offset`. */
export const rowsPerRequest = 1000;
export const highestOffset = 20_000;

/** Rows to be fetched page by page. */
export interface Query {
  readonly path: string;
  readonly task: Task;
  readonly price: Price;
  readonly maximumRows: number;
  readonly hasToken: boolean;
  /** Called after every answer with the rows so far and all there are. */
  readonly onPage: (rows: number, total: number | undefined) => void;
  /** Called before each further request with what was paid for. */
  readonly onPart: (rows: Rows) => Promise<void>;
}

/** The rows that were had, and why there are no more. */
export interface Rows {
  readonly items: readonly Json[];
  /** All rows there are, as the API counts them. */
  readonly total: number;
  readonly partial: boolean;
  /** Why it ended before `maximumRows` or `total`, when it did. */
  readonly stopped: Failure | undefined;
  /** Why a page of rows could not be read: the field, what stands in it, and what should. */
  readonly problem: string | undefined;
}

export type RowsResult = { readonly ok: true; readonly value: Rows } | Extract<ApiResult, { ok: false }>;

/** Fails only when the first request does; what later ones fail with is `stopped`. */
export async function allRows(
  connection: Connection,
  query: Query,
  budget: Budget,
  signal: AbortSignal,
): Promise<RowsResult> {
  const items: Json[] = [];
  let total: number | undefined;
  let partial = false;
  let place: Task = { offset: 0, limit: Math.min(rowsPerRequest, query.maximumRows) };
  while (true) {
    const answer = await callApi(connection, pageCall(query, place), budget, signal);
    if (!answer.ok) {
      if (items.length === 0) return answer;
      const stopped = answer.failure;
      return { ok: true, value: { items, total: total ?? items.length, partial, stopped, problem: undefined } };
    }
    const page = answer.value.result;
    const rows = list(page?.items);
    for (const row of rows) items.push(row);
    const counted = count(page?.total_count);
    total = Math.max(counted ?? total ?? 0, items.length);
    partial ||= answer.value.partial;
    query.onPage(items.length, total);
    const isEndOfRows = items.length > 0 && Array.isArray(page?.items);
    const problem = answer.value.problem ?? (isEndOfRows ? undefined : pageProblem(page));
    const next = nextPlace(query, place, rows.length, items.length, text(page?.search_after_token));
    // Without a count of all, a full page may have others behind it.
    const isLast = counted === undefined ? rows.length < (count(place.limit) ?? 1) : items.length >= total;
    if (rows.length === 0 || isLast || next === undefined) {
      return { ok: true, value: { items, total, partial, stopped: undefined, problem } };
    }
    await query.onPart({ items, total, partial, stopped: interrupted, problem });
    place = next;
  }
}

/** What is said of a part when nothing came after it. */
const interrupted: Failure = {
  kind: 'cancelled',
  message: 'the program was ended before they came. Ask the index again for all of them (--refresh).',
};

/** Why a page of rows is not what it should be; `undefined` where it is, and where the API has nothing (`null`). */
export function pageProblem(page: JsonRecord | undefined): string | undefined {
  if (page === undefined) return undefined;
  const { items, total_count: total } = page;
  if (Array.isArray(items)) return items.length === 0 && total !== 0 ? emptyProblem(total) : undefined;
  if (items === null && total === 0) return undefined;
  const problem = wrongType('items', items, 'a list of rows');
  return count(total) === undefined ? problem : `${problem}, and total_count is ${count(total)}`;
}

function emptyProblem(total: Json | undefined): string {
  return count(total) === undefined
    ? `items is empty, and ${wrongType('total_count', total, 'a count')}`
    : `items is empty, and total_count is ${count(total)}`;
}

/** `undefined` when no more rows are wanted, or none can be had. */
function nextPlace(
  query: Query,
  last: Task,
  gotNow: number,
  gotSoFar: number,
  token: string | undefined,
): Task | undefined {
  const wanted = query.maximumRows - gotSoFar;
  const offset = (count(last.offset) ?? 0) + gotNow;
  if (wanted <= 0) return undefined;
  if (last.search_after_token === undefined && offset <= highestOffset) {
    return { offset, limit: Math.min(rowsPerRequest, wanted) };
  }
  // A token is valid only with every other parameter as it was, the limit too.
  return query.hasToken && token !== undefined ? { ...last, search_after_token: token } : undefined;
}

/** Half of the rows are the second try when the server has timed out; by token the limit must not change. */
function pageCall(query: Query, place: Task): ApiCall {
  const call = (limit: number): ApiCall => ({
    path: query.path,
    task: { ...query.task, ...place, limit },
    highestMicros: highestPrice(query.price, limit, rowsPerRequest),
  });
  const limit = count(place.limit) ?? rowsPerRequest;
  const half = Math.floor(limit / 2);
  return half > 0 && place.search_after_token === undefined ? { ...call(limit), smaller: call(half) } : call(limit);
}
