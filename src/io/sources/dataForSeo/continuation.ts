/** Where a list of rows goes on, as it is kept between runs of the program. */
import type { RowList } from '../../../core/backlinks/listing.ts';
import { countIn, type Json, listIn, record, text } from '../../disk/json.ts';
import type { RequestTask } from './client.ts';
import { type Plan, planNamed } from './plans.ts';

/** What was asked to its end, and how far the next site was. */
export interface Continuation {
  /** Addresses of the sites of which all was had. */
  readonly done: readonly string[];
  /** `undefined`: the next site was not asked about. */
  readonly at?: Point | undefined;
}

/** A place in the list of one site. */
interface Point {
  readonly target: string;
  readonly plan: Plan;
  readonly sorted: boolean;
  /** It is longer than offsets reach, and split by filters. */
  readonly isLong?: boolean | undefined;
  readonly place: RequestTask;
  /** Rows that were had of this site, and all there were. */
  readonly rows: number;
  readonly total: number;
}

/** To be kept: plain values only. */
export function keptContinuation({ done, at }: Continuation): Readonly<Record<string, unknown>> {
  return { done, ...(at !== undefined && { at: { ...at, plan: at.plan.id } }) };
}

/** `undefined` where the list cannot be taken up: there is no more of it, or what is kept cannot be read. */
export function continuationOf(listing: RowList | undefined): Continuation | undefined {
  const next = record(listing?.next as Json | undefined);
  if (next === undefined) return undefined;
  const done = listIn(next.done).map(text);
  if (done.some((each) => each === undefined)) return undefined;
  const known = done.filter((each) => each !== undefined);
  if (next.at === undefined) return { done: known };
  const at = pointIn(next.at);
  return at && { done: known, at };
}

function pointIn(value: Json): Point | undefined {
  const found = record(value);
  const [target, plan] = [text(found?.target), planNamed(text(found?.plan))];
  const [rows, total, place] = [countIn(found?.rows), countIn(found?.total), placeIn(found?.place)];
  if (target === undefined || plan === undefined || place === undefined) return undefined;
  if (rows === undefined || total === undefined) return undefined;
  const isLong = found?.isLong === true;
  return { target, plan, sorted: found?.sorted !== false, isLong, place, rows, total };
}

function placeIn(value: Json | undefined): RequestTask | undefined {
  const found = record(value);
  const [offset, limit, token] = [countIn(found?.offset), countIn(found?.limit), text(found?.search_after_token)];
  if (offset === undefined || limit === undefined || limit < 1) return undefined;
  const filters = Array.isArray(found?.filters) ? (found.filters as Json) : undefined;
  return {
    offset,
    limit,
    ...(filters !== undefined && { filters }),
    ...(token !== undefined && { search_after_token: token }),
  };
}
