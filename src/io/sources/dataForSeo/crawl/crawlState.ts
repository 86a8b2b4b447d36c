/** A crawl that goes on at DataForSEO: begun once, found again, waited for, stopped. */

import type { RowList } from '../../../../core/backlinks/listing.ts';
import type { Day } from '../../../../core/model.ts';
import { type Failure, failed, type Progress, type Result, success } from '../../../../core/ports.ts';
import { countIn, type Json, type JsonRecord, record, text } from '../../../disk/json.ts';
import { Budget } from '../budget.ts';
import { type ApiResult, type Connection, callApi, type RequestTask } from '../client.ts';

/** A crawl that is paid for. */
export interface Crawl {
  readonly id: string;
  readonly asked: Day;
}

/** How far it is, or how it ended. */
export interface CrawlState {
  readonly isFinished: boolean;
  readonly crawled: number;
  readonly wanted: number | undefined;
  /** `limit_exceeded`, `empty_queue`, `force_stopped`, `unexpected_exception`. */
  readonly stopReason: string | undefined;
  /** Why the crawler could not read the site, where it says so: `forbidden_robots`. */
  readonly problem: string | undefined;
}

/** Below the 2,000 calls a minute of an account, and often enough to show how far it is. */
const pollMs = 10_000;
/** So often in a row a crawl may not be told of before its waiting ends; it goes on meanwhile. */
const mostMisses = 5;
/** In the queue, or handed over: https://docs.dataforseo.com/v3/appendix/errors/ */
const waitingCodes: ReadonlySet<number | undefined> = new Set([40601, 40602]);
const passing: ReadonlySet<Failure['kind']> = new Set([
  'rate-limited',
  'server-error',
  'timed-out',
  'offline',
  'bad-answer',
]);

/** What is kept of a crawl between runs of the program. */
export function keptCrawl({ id }: Crawl): Readonly<Record<string, unknown>> {
  return { crawl: id };
}

/** The crawl that was begun in an earlier run; `undefined` where there is none. */
export function crawlOf(held: RowList | undefined): Crawl | undefined {
  const id = taskId(record(held?.next as Json | undefined)?.crawl);
  return held === undefined || id === undefined ? undefined : { id, asked: held.asked };
}

/** It becomes part of an address. */
export function taskId(value: Json | undefined): string | undefined {
  const id = text(value);
  return id !== undefined && /^[\w-]{8,80}$/.test(id) ? id : undefined;
}

/**
 * A crawl of one of these tags, each with its day, that was paid for in a run that never learnt its id: one that is finished and
 * whose result nobody has taken (https://docs.dataforseo.com/v3/on_page/tasks_ready/), else one that still goes on, which
 * https://docs.dataforseo.com/v3/on_page/id_list/ alone tells. Both are free of charge; where they cannot be asked, there is none.
 */
export async function lostCrawl(
  connection: Connection,
  host: string,
  tags: ReadonlyMap<string, Day>,
  signal: AbortSignal,
): Promise<Crawl | undefined> {
  const crawlIn = (id: Json | undefined, { target, tag }: JsonRecord): Crawl | undefined => {
    const asked = tags.get(text(tag) ?? '');
    const known = taskId(id);
    return target !== host || asked === undefined || known === undefined ? undefined : { id: known, asked };
  };
  const ready = await taskList(connection, 'on_page/tasks_ready', undefined, signal);
  const [untaken] = ready.ok ? ready.value.results.flatMap((each) => crawlIn(each.id, each) ?? []) : [];
  if (untaken !== undefined) return untaken;
  const listed = await taskList(connection, 'on_page/id_list', listedSince(connection.now()), signal);
  if (!listed.ok) return undefined;
  for (const each of listed.value.results) {
    const crawl = crawlIn(each.id, record(each.metadata) ?? {});
    // One that is finished was taken already.
    const told = crawl && (await stateOf(connection, crawl.id, signal));
    if (told?.ok === true && !told.value.isFinished) return crawl;
  }
  return undefined;
}

/** All that was begun in the last two days, the latest first; no crawl goes on for longer. */
function listedSince(now: number): RequestTask {
  const at = (time: number) => `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} +00:00`;
  return {
    datetime_from: at(now - 2 * 24 * 60 * 60 * 1000),
    datetime_to: at(now),
    limit: 1000,
    sort: 'desc',
    include_metadata: true,
  };
}

/** Waits until it is finished; ends early, with what is known, where the user stops it. */
export async function untilFinished(
  connection: Connection,
  { id }: Crawl,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result<CrawlState>> {
  let misses = 0;
  while (!signal.aborted) {
    const told = await stateOf(connection, id, signal);
    if (told.ok && told.value.isFinished) return told;
    if (told.ok) {
      misses = 0;
      const { crawled, wanted } = told.value;
      progress.report('DataForSEO crawls the site', crawled, wanted);
    } else if (told.failure.kind !== 'cancelled') {
      misses += told.isWaiting ? 0 : 1;
      if (!told.isWaiting && (misses > mostMisses || !passing.has(told.failure.kind))) return goesOn(told.failure);
      progress.report('Waiting for DataForSEO to report on the crawl');
    }
    try {
      await connection.wait(pollMs, signal);
    } catch {
      // The wait ends early for one reason only.
      break;
    }
  }
  return failed('cancelled', 'Cancelled.');
}

function goesOn(failure: Failure): Result<never> {
  const isGone = failure.kind === 'not-found';
  const next = isGone
    ? 'Ask for a new one with --refresh or Refresh From Index.'
    : 'It goes on at DataForSEO and is paid for: the next audit takes its result.';
  return failed(failure.kind, `DataForSEO did not report on the crawl: ${failure.message} ${next}`);
}

/** How far the crawl is: https://docs.dataforseo.com/v3/on_page/summary/ */
export async function stateOf(
  connection: Connection,
  id: string,
  signal: AbortSignal,
): Promise<Result<CrawlState> & { readonly isWaiting?: boolean }> {
  const answer = await free(connection, `on_page/summary/${id}`, undefined, signal);
  if (!answer.ok) return { ok: false, failure: answer.failure, isWaiting: waitingCodes.has(answer.code) };
  const { result, problem } = answer.value;
  const progress = text(result?.crawl_progress);
  if (result === undefined || (progress !== 'in_progress' && progress !== 'finished')) {
    const why = problem ?? `crawl_progress is ${JSON.stringify(result?.crawl_progress ?? null)}`;
    return failed('bad-answer', `DataForSEO's answer cannot be read: ${why}.`);
  }
  return success(readState(result, progress));
}

function readState(result: JsonRecord, progress: 'in_progress' | 'finished'): CrawlState {
  const status = record(result.crawl_status);
  const extended = text(record(result.domain_info)?.extended_crawl_status);
  return {
    isFinished: progress === 'finished',
    crawled: countIn(status?.pages_crawled) ?? 0,
    wanted: countIn(status?.max_crawl_pages),
    stopReason: text(result.crawl_stop_reason),
    problem: extended === undefined || extended === 'no_errors' ? undefined : extended,
  };
}

/** Ends it: what it has crawled can still be read (https://docs.dataforseo.com/v3/on_page/force_stop/). */
export async function stopCrawl(connection: Connection, { id }: Crawl, signal: AbortSignal): Promise<boolean> {
  return (await free(connection, 'on_page/force_stop', { id }, signal)).ok;
}

function free(
  connection: Connection,
  path: string,
  task: RequestTask | undefined,
  signal: AbortSignal,
): Promise<ApiResult> {
  return callApi(connection, { path, task, highestMicros: 0 }, new Budget(0), signal);
}

function taskList(
  connection: Connection,
  path: string,
  task: RequestTask | undefined,
  signal: AbortSignal,
): Promise<ApiResult> {
  return callApi(connection, { path, task, highestMicros: 0, isTaskList: true }, new Budget(0), signal);
}
