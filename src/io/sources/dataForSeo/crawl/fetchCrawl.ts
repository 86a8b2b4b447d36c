/** The broken pages, links and images of a site by a crawl: paid for once, waited for, read, and taken up where a run ended. */
import { rowGaps } from '../../../../core/backlinks/answerGaps.ts';
import { brokenPages } from '../../../../core/backlinks/brokenPages.ts';
import { distinctReadings, type ListedAnswer } from '../../../../core/backlinks/listing.ts';
import type { RowReading } from '../../../../core/backlinks/seenRow.ts';
import type { BacklinkRequest, Keeping, Quote } from '../../../../core/backlinks/source.ts';
import type { Gap, Note } from '../../../../core/model.ts';
import { type Failure, failed, type Progress, type Result, success } from '../../../../core/ports.ts';
import { count } from '../../../../core/wording/amounts.ts';
import { withGrace } from '../../../deadline.ts';
import { Budget } from '../budget.ts';
import { type Connection, callApi } from '../client.ts';
import { allRows } from '../paging.ts';
import { unreadableAnswer } from '../paid.ts';
import { crawlRow } from './crawlRows.ts';
import {
  type Crawl,
  type CrawlState,
  crawlOf,
  keptCrawl,
  lostCrawl,
  stateOf,
  stopCrawl,
  taskId,
  untilFinished,
} from './crawlState.ts';
import { crawlLists, crawlTag, crawlTask, listTask } from './crawlTask.ts';

/** What one crawl needs besides its request. */
export interface CrawlFetch extends Keeping {
  readonly connection: Connection;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Rows read of each list at most: reading costs nothing, and a menu repeats a broken link on every page. */
const mostRows = 20_000;
const dayMs = 24 * 60 * 60 * 1000;
/** After a cancellation, to stop the crawl and to read what it has. */
const graceMs = 20_000;

export async function fetchCrawl(
  run: CrawlFetch,
  request: BacklinkRequest,
  quote: Quote,
): Promise<Result<ListedAnswer>> {
  const { connection, progress, signal } = run;
  const budget = new Budget(quote.highestMicros);
  const crawl = await begun(run, request, quote, budget);
  if (!crawl.ok) return crawl;
  const state = await untilFinished(connection, crawl.value, progress, signal);
  if (state.ok) return read(run, { request, crawl: crawl.value, state: state.value, budget }, signal);
  if (state.failure.kind !== 'cancelled') return state;
  const grace = (ended: AbortSignal) => connection.wait(graceMs, ended);
  return withGrace(grace, signal, async (later) => {
    const isStopped = await stopCrawl(connection, crawl.value, later);
    const told = isStopped ? await stateOf(connection, crawl.value.id, later) : undefined;
    if (told?.ok !== true) {
      return failed(
        'cancelled',
        'Cancelled. The crawl goes on at DataForSEO and is paid for: the next audit takes its result.',
      );
    }
    return read(run, { request, crawl: crawl.value, state: told.value, budget }, later);
  });
}

/** The crawl of an earlier run, or one that is paid for and that nobody has taken, or a new one. */
async function begun(
  { connection, held, keepPart, signal }: CrawlFetch,
  request: BacklinkRequest,
  { maximumRows, highestMicros }: Quote,
  budget: Budget,
): Promise<Result<Crawl>> {
  const earlier = crawlOf(held);
  if (earlier !== undefined) return success(earlier);
  const [target] = request.targets;
  if (target === undefined) return failed('bad-request', 'No site is set to ask about.');
  const asked = new Date(connection.now()).toISOString().slice(0, 10);
  const task = crawlTask(target, request, maximumRows, crawlTag(asked, maximumRows, target));
  // One of a run that was ended may have begun before midnight.
  const before = new Date(connection.now() - dayMs).toISOString().slice(0, 10);
  const tags = new Map([asked, before].map((day) => [crawlTag(day, maximumRows, target), day]));
  const lost = await lostCrawl(connection, target.host, tags, signal);
  if (lost !== undefined) return success(lost);
  const answer = await callApi(connection, { path: 'on_page/task_post', task, highestMicros }, budget, signal);
  if (!answer.ok) return failed(answer.failure.kind, answer.failure.message);
  const id = taskId(answer.value.taskId);
  const crawl = id === undefined ? undefined : { id, asked };
  // Ended between the two, the program leaves a charge that may have happened, and not a crawl that nobody finds again.
  if (crawl !== undefined) await keepPart?.(beforeRows(crawl, budget.spent));
  await answer.value.settle();
  return crawl === undefined ? unreadableAnswer('id is not the id of a task', budget.spent) : success(crawl);
}

function beforeRows(crawl: Crawl, costMicros: number): ListedAnswer {
  const { asked } = crawl;
  const listing = { asked, readings: [], rows: 0, total: 0, isInterrupted: true, next: keptCrawl(crawl) };
  return { source: sourceId, asked, pages: [], leftOut: [], truncated: true, costMicros, notes: [], gaps: [], listing };
}

/** As answers are kept under it. */
export const sourceId = 'dataforseo-crawl';

interface Read {
  readonly request: BacklinkRequest;
  readonly crawl: Crawl;
  readonly state: CrawlState;
  readonly budget: Budget;
}

/** All three lists, or none: what is read costs nothing and can be read again for thirty days. */
async function read(
  run: CrawlFetch,
  { request, crawl, state, budget }: Read,
  signal: AbortSignal,
): Promise<Result<ListedAnswer>> {
  const { connection, progress } = run;
  const readings: RowReading[] = [];
  const gaps: Gap[] = [];
  for (const list of crawlLists) {
    progress.report('Reading what the crawl found');
    const query = {
      path: list.path,
      task: listTask(crawl.id, list),
      price: { perRequestMicros: 0, perRowMicros: 0 },
      maximumRows: mostRows,
      hasToken: true,
      onPage: () => undefined,
      onPart: async () => undefined,
    };
    const rows = await allRows(connection, query, new Budget(0), signal);
    if (!rows.ok) return unread(rows.failure);
    const { items, total, stopped, problem } = rows.value;
    if (stopped !== undefined && stopped.kind !== 'cancelled') return unread(stopped);
    if (signal.aborted) return unread({ kind: 'cancelled', message: 'Cancelled.' });
    if (problem !== undefined)
      gaps.push({
        kind: 'unreadable-answer',
        count: undefined,
        message: `DataForSEO's answer cannot be read: ${list.path}: ${problem}. Ask again later, and report it if this happens again.`,
      });
    else if (total > items.length)
      gaps.push({
        kind: 'missing-rows',
        count: total - items.length,
        message: `${items.length} of ${total} rows of ${list.path} were read; most of the others are the same links on other pages.`,
      });
    for (const item of items) readings.push(crawlRow(list.path, item));
  }
  return success(answerOf(distinctReadings(readings), { request, crawl, state, budget }, gaps));
}

function unread(failure: Failure): Result<never> {
  return failed(
    failure.kind,
    `What the crawl found was not read: ${failure.message} It is paid for and stays for 30 days: the next audit reads it.`,
  );
}

function answerOf(
  readings: readonly RowReading[],
  { request, crawl, state, budget }: Read,
  unreadGaps: readonly Gap[],
): ListedAnswer {
  const scope = { ...request, includeAssets: true };
  const { pages, leftOut } = brokenPages(readings, scope);
  const gaps = [...unreadGaps, ...rowGaps(readings, scope), ...endGaps(state)];
  const total = readings.length;
  return {
    source: sourceId,
    asked: crawl.asked,
    pages,
    leftOut,
    truncated: gaps.some(({ kind }) => kind === 'missing-rows'),
    costMicros: budget.spent,
    notes: crawlNotes(state),
    gaps,
    listing: {
      asked: crawl.asked,
      readings,
      rows: total,
      total,
      isInterrupted: false,
      isDone: unreadGaps.every(({ kind }) => kind !== 'unreadable-answer'),
      next: undefined,
    },
  };
}

/** What it did not look at. */
function endGaps({ crawled, stopReason, problem }: CrawlState): readonly Gap[] {
  const had = `after ${count(crawled, 'page')}`;
  const gap = (message: string): readonly Gap[] => [{ kind: 'missing-rows', count: undefined, message }];
  if (problem !== undefined)
    return gap(
      `DataForSEO's crawler could not read the site (${problem}). See https://dataforseo.com/help-center/reason-why-website-is-not-crawled-by-onpage-api.`,
    );
  if (stopReason === 'limit_exceeded')
    return gap(
      `The crawl ended at its limit ${had}: others were not looked at. Ask for more with --max-pages or brokenBacklinks.maximumPages.`,
    );
  if (stopReason === 'force_stopped')
    return gap(
      `The crawl was stopped ${had}: others were not looked at. Ask for a new one with --refresh or Refresh From Index.`,
    );
  if (stopReason !== undefined && stopReason !== 'empty_queue')
    return gap(
      `The crawl ended early, ${had} (${stopReason}). Ask for a new one with --refresh or Refresh From Index.`,
    );
  return [];
}

function crawlNotes({ crawled, wanted }: CrawlState): readonly Note[] {
  const refund =
    wanted !== undefined && crawled < wanted
      ? `; DataForSEO refunds the other ${(wanted - crawled).toLocaleString('en-US')} that were charged`
      : '';
  return [
    {
      message: `${count(crawled, 'page')} of the site ${crawled === 1 ? 'was' : 'were'} crawled${refund}. A crawl finds what links inside the site and its sitemap lead to, and nothing that only other sites link to.`,
    },
  ];
}
