/** DataForSEO's Backlinks API as a source: https://docs.dataforseo.com/v3/backlinks/overview/ */

import type { SiteTarget } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, BacklinkSource, KeepOne, Quote } from '../../../core/backlinks/source.ts';
import { failed, type Result, success } from '../../../core/ports.ts';
import type { SourceEntry, SourceHost } from '../../sourceHost.ts';
import { type ApiFunction, accountReader, saidOf } from './account.ts';
import { Budget } from './budget.ts';
import { type Connection, callApi, type RequestTask } from './client.ts';
import { apiAccess, connect } from './connect.ts';
import { fetchBrokenPages } from './fetchPages.ts';
import { countsOf } from './linkCounts.ts';
import type { Paid } from './paid.ts';
import { quoteFor } from './quotes.ts';
import { referrersOf, referrersTask } from './referrers.ts';
import { rehearseFree, rehearsePaid } from './rehearse.ts';
import { savedAnswers } from './savedAnswer.ts';
import { summaryOf, summaryTask } from './summary.ts';
import { trendOf, trendTask } from './trend.ts';

export const dataForSeo = {
  id: 'dataforseo',
  title: 'DataForSEO',
  access: { ...apiAccess, open },
  saved: savedAnswers,
} as const satisfies SourceEntry;

function open(host: SourceHost): Result<BacklinkSource> {
  const connected = connect(host);
  if (!connected.ok) return connected;
  const { connection, isSandbox, isPaidFor } = connected.value;
  const account = accountReader(connection);

  return success({
    // Canned answers must never be taken for real ones later.
    id: isSandbox ? `${dataForSeo.id}-sandbox` : dataForSeo.id,
    title: isSandbox ? `${dataForSeo.title} sandbox` : dataForSeo.title,
    probe: async (signal) => saidOf(await account(signal)),
    rehearse: (signal) => (isPaidFor ? rehearseFree(connection, signal) : rehearsePaid(connection, signal)),
    quote: async (request, signal, call = 'pages', held) => {
      const known = await account(signal);
      return known.ok ? quoteFor(call, request, known.value, isSandbox, held) : known;
    },
    fetchPages: async (request, quote, progress, signal, keeping) => {
      const known = await account(signal);
      const run = { connection, isSandbox, progress, signal, ...keeping };
      return known.ok ? fetchBrokenPages({ ...run, account: known.value }, request, quote) : known;
    },
    referrers: async (page, request, quote, signal, keep) => {
      const task = referrersTask(page, request);
      if (task === undefined) return failed('bad-request', `${page.url} is not an address that can be asked about.`);
      return paid(connection, quote, { name: 'backlinks', task, read: referrersOf, keep }, signal);
    },
    counts: (urls, request, quote, signal, keep) => countsOf(connection, urls, { request, quote, keep }, signal),
    summary: async (request, quote, signal, keep) =>
      ofSite(request, (target) => {
        const task = summaryTask(target, request);
        return paid(connection, quote, { name: 'summary', task, read: summaryOf, keep }, signal);
      }),
    trend: async (request, quote, signal, keep) =>
      ofSite(request, (target) => {
        const task = trendTask(target, connection.now());
        return paid(connection, quote, { name: 'history', task, read: trendOf, keep }, signal);
      }),
  });
}

async function ofSite<Value>(
  { targets: [target] }: BacklinkRequest,
  ask: (target: SiteTarget) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  return target === undefined ? failed('bad-request', 'No site is set to ask about.') : ask(target);
}

/** A question of one request, and what becomes of its answer. */
interface OneCall<Value> {
  readonly name: ApiFunction;
  readonly task: RequestTask;
  readonly read: (paid: Paid) => Result<Value>;
  readonly keep: KeepOne<Value> | undefined;
}

async function paid<Value>(
  connection: Connection,
  quote: Quote,
  { name, task, read, keep }: OneCall<Value>,
  signal: AbortSignal,
): Promise<Result<Value>> {
  const budget = new Budget(quote.highestMicros);
  const call = { path: `backlinks/${name}/live`, task, highestMicros: quote.highestMicros };
  const answer = await callApi(connection, call, budget, signal);
  if (!answer.ok) return failed(answer.failure.kind, answer.failure.message);
  const { result, problem, settle } = answer.value;
  const value = read({ result, problem, costMicros: budget.spent });
  // Ended between the two, the program leaves a charge that may have happened, and not an answer that nobody has.
  if (value.ok) await keep?.(value.value);
  await settle();
  return value;
}
