/** The broken pages of a site, by the first plan that is not refused. */

import { rowGaps, unknownDomainsNote } from '../../../core/backlinks/answerGaps.ts';
import { brokenPages } from '../../../core/backlinks/brokenPages.ts';
import type { RowReading } from '../../../core/backlinks/seenRow.ts';
import { addressOf, type SiteTarget } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, Quote } from '../../../core/backlinks/source.ts';
import type { BacklinkAnswer, Gap, Note } from '../../../core/model.ts';
import { failed, type Progress, type Result, success } from '../../../core/ports.ts';
import type { Json } from '../../disk/json.ts';
import type { Account } from './account.ts';
import { Budget } from './budget.ts';
import type { Connection } from './client.ts';
import { distinctRows } from './distinctRows.ts';
import { allRows, highestOffset, type Rows, type RowsResult, rowsPerRequest } from './paging.ts';
import { narrowed, type Plan, possiblePlans, separateTargets } from './plans.ts';

/** What one fetch of pages needs besides its request. */
export interface Run {
  readonly connection: Connection;
  readonly account: Account;
  readonly isSandbox: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Gets what was paid for before each further request. */
  readonly keepPart?: ((part: BacklinkAnswer) => Promise<void>) | undefined;
}

/** What was read so far. */
interface Parts {
  readonly readings: readonly RowReading[];
  readonly notes: readonly Note[];
  readonly gaps: readonly Gap[];
  readonly truncated: boolean;
}

export async function fetchBrokenPages(
  given: Run,
  request: BacklinkRequest,
  quote: Quote,
): Promise<Result<BacklinkAnswer>> {
  const run = { ...given, connection: waitingAloud(given) };
  const budget = new Budget(quote.highestMicros);
  let readings: readonly RowReading[] = [];
  let notes: readonly Note[] = [];
  let gaps: readonly Gap[] = [];
  let truncated = false;
  let left = quote.maximumRows;
  let candidates = possiblePlans(run.account.filterKeys);

  for (const target of separateTargets(request)) {
    if (left <= 0) {
      truncated = true;
      notes = [
        ...notes,
        { message: `${addressOf(target)} was not asked about: the limit of rows was reached before.` },
      ];
      continue;
    }
    const before = { readings, notes, gaps };
    const keep = (plan: Plan, rows: Rows) =>
      run.keepPart?.(answerFrom(run, request, budget, withRows(before, plan, rows, request, quote)));
    const asked = await firstAccepted(run, candidates, target, { ...request, maximumRows: left }, budget, keep);
    if (!asked.result.ok) {
      if (readings.length === 0) return failed(asked.result.failure.kind, asked.result.failure.message);
      truncated = true;
      notes = [...notes, { message: `${addressOf(target)} is missing: ${asked.result.failure.message}` }];
      break;
    }
    const { plan } = asked;
    const rows = asked.result.value;
    // What one target refused, the next would refuse too.
    candidates = candidates.slice(candidates.indexOf(plan));
    const read = withRows(before, plan, rows, request, quote);
    ({ readings, notes, gaps } = read);
    left -= rows.items.length;
    truncated ||= read.truncated;
    if (rows.stopped !== undefined) break;
  }
  return success(answerFrom(run, request, budget, { readings, notes, gaps, truncated }));
}

function withRows(
  before: Omit<Parts, 'truncated'>,
  plan: Plan,
  rows: Rows,
  { dofollowOnly }: BacklinkRequest,
  quote: Quote,
): Parts {
  const counted = { dofollowOnly, isBrokenAsked: true };
  const items = distinctRows(rows.items, plan.rowKey, (item) => item);
  return {
    readings: [...before.readings, ...items.map((item) => plan.read(item, counted))],
    notes: [...before.notes, ...notesOn(rows, plan, quote)],
    gaps: [...before.gaps, ...gapsIn(rows)],
    truncated: rows.total > rows.items.length || rows.partial || rows.stopped !== undefined,
  };
}

function answerFrom(
  { connection }: Run,
  request: BacklinkRequest,
  budget: Budget,
  { readings, notes, gaps, truncated }: Parts,
): BacklinkAnswer {
  const found = brokenPages(readings, request);
  return {
    source: 'dataforseo',
    asked: new Date(connection.now()).toISOString().slice(0, 10),
    pages: found.pages,
    leftOut: found.leftOut,
    truncated,
    costMicros: budget.spent,
    notes: unique([...notes, ...unknownDomainsNote(found.pages)]),
    gaps: [...gaps, ...rowGaps(readings, request)],
  };
}

/** What of one query's answer could not be read, and what is missing of it. */
function gapsIn(rows: Rows): readonly Gap[] {
  const missing = rows.total - rows.items.length;
  if (rows.problem !== undefined) {
    const count = rows.total === 0 ? undefined : missing;
    const message = `DataForSEO's answer cannot be read: ${rows.problem}. Ask again later, and report it if it stays.`;
    return [{ kind: 'unreadable-answer', count, message }];
  }
  if (rows.stopped !== undefined) {
    const message = `${missing} of ${rows.total} rows are missing: ${rows.stopped.message}`;
    return [{ kind: 'missing-rows', count: missing, message }];
  }
  if (rows.partial) {
    const message = 'DataForSEO says that its answer is incomplete (40106). Ask again later.';
    return [{ kind: 'missing-rows', count: undefined, message }];
  }
  return [];
}

/** A pause of up to a minute before the second try is a step of its own. */
function waitingAloud({ connection, progress }: Run): Connection {
  return {
    ...connection,
    wait: (milliseconds, signal) => {
      progress.report(`Waiting ${Math.ceil(milliseconds / 1000)} s to ask DataForSEO again`);
      return connection.wait(milliseconds, signal);
    },
  };
}

/** Tries the plans in order; without `order_by` first, as some keys that filter do not sort. */
async function firstAccepted(
  run: Run,
  candidates: readonly Plan[],
  target: SiteTarget,
  request: BacklinkRequest,
  budget: Budget,
  keep: (plan: Plan, rows: Rows) => Promise<void> | undefined,
): Promise<{ readonly plan: Plan; readonly result: RowsResult }> {
  let last: { readonly plan: Plan; readonly result: RowsResult } | undefined;
  for (const plan of candidates) {
    const { order_by: order, ...unsorted } = plan.task(
      target,
      request,
      narrowed(plan, target, request, run.account.filterKeys),
    );
    const sorted = order === undefined ? unsorted : { ...unsorted, order_by: order };
    const asking = (task: Readonly<Record<string, Json>>) =>
      ask(run, plan, task, request, budget, async (rows) => keep(plan, rows));
    let result = await asking(sorted);
    if (!result.ok && result.code === 40501 && result.said.includes('order_by') && order !== undefined) {
      result = await asking(unsorted);
    }
    last = { plan, result };
    if (result.ok || (result.code !== 40501 && result.code !== 40506)) return last;
    run.connection.logger.warn(`Plan ${plan.id} was refused: ${result.failure.message}`);
  }
  if (last === undefined) throw new Error('There is always a last plan.');
  return last;
}

async function ask(
  run: Run,
  plan: Plan,
  task: Readonly<Record<string, Json>>,
  request: BacklinkRequest,
  budget: Budget,
  onPart: (rows: Rows) => Promise<void>,
): Promise<RowsResult> {
  const pages = Math.max(1, Math.ceil(request.maximumRows / rowsPerRequest));
  let answers = 0;
  run.progress.report('Asking DataForSEO');
  return allRows(
    run.connection,
    {
      path: `backlinks/${plan.function}/live`,
      task,
      price: run.isSandbox ? { perRequestMicros: 0, perRowMicros: 0 } : run.account.price(plan.function),
      maximumRows: request.maximumRows,
      hasToken: plan.hasToken,
      onPart,
      onPage: (_rows, total) => {
        answers += 1;
        const expected = Math.min(pages, Math.ceil((total ?? 0) / rowsPerRequest));
        run.progress.report('Asking DataForSEO', answers, Math.max(answers, expected));
      },
    },
    budget,
    run.signal,
  );
}

function notesOn(rows: Rows, plan: Plan, quote: Quote): readonly Note[] {
  const notes: string[] = [];
  if (plan.id !== quote.plan) notes.push(`DataForSEO refused the cheapest query; asked for ${plan.title} instead.`);
  if (plan.rowsAre === 'links') {
    notes.push('Rows are links, one for each linking page: broken pages linked from few pages may be missing.');
  }
  if (rows.partial) notes.push('DataForSEO says that its answer is incomplete (40106). Refresh later.');
  if (rows.stopped !== undefined) {
    notes.push(`Stopped after ${rows.items.length} of ${rows.total} rows, which are kept: ${rows.stopped.message}`);
  } else if (rows.items.length === 0 && rows.total > 0) {
    notes.push(`DataForSEO counts ${rows.total} rows and returned none. Refresh later.`);
  } else if (rows.total > rows.items.length) {
    const limit = limitReached(plan, quote, rows.items.length);
    notes.push(`${rows.items.length} of ${rows.total} rows were asked for. ${limit}`);
  }
  return notes.map((message) => ({ message }));
}

/** What kept the rest from being asked for, and which option changes that. */
function limitReached(plan: Plan, quote: Quote, asked: number): string {
  if (!plan.hasToken && asked >= highestOffset + rowsPerRequest) {
    return 'The API gives no more in one listing. Ask for a folder of the site (--site, brokenBacklinks.site) to see others.';
  }
  if (quote.limitedBy === 'money') {
    return 'Raise --max-cost, --monthly-cap or brokenBacklinks.monthlyCap to see more.';
  }
  return 'Raise --max-pages or brokenBacklinks.maximumPages to see more.';
}

function unique(notes: readonly Note[]): readonly Note[] {
  return [...new Map(notes.map((note) => [note.message, note])).values()];
}
