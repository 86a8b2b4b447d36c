/** DataForSEO's Backlinks API as a source: https://docs.dataforseo.com/v3/backlinks/overview/ */
import { byStrength } from '../../core/backlinks/brokenPages.ts';
import type { BacklinkRequest, BacklinkSource, Quote, Referrers, SiteSummary } from '../../core/backlinks/source.ts';
import type { BrokenPage } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { count, type Json, list, record } from '../json.ts';
import type { SourceEntry, SourceHost } from '../sources.ts';
import { wait } from '../wait.ts';
import { type ApiFunction, accountReader } from './account.ts';
import { type Connection, callApi, type Task } from './client.ts';
import { authorization, remedy } from './credentials.ts';
import { fetchBrokenPages } from './fetchPages.ts';
import { Purse } from './purse.ts';
import { quoteFor, referrerRows } from './quotes.ts';
import { backlink } from './rows.ts';

const liveBase = 'https://api.dataforseo.com';
const sandboxBase = 'https://sandbox.dataforseo.com';

export const dataForSeo: SourceEntry = { id: 'dataforseo', title: 'DataForSEO', needsCredentials: true, open };

function open(host: SourceHost): Result<BacklinkSource> {
  if (host.credentials === undefined) return failed('unauthorised', `DataForSEO needs a login. ${remedy}`);
  const header = authorization(host.credentials);
  if (!header.ok) return header;
  const isSandbox = host.sandbox;
  const connection: Connection = {
    base: (host.apiBase ?? (isSandbox ? sandboxBase : liveBase)).replace(/\/+$/, ''),
    authorization: header.value,
    dispatcher: host.dispatcher,
    logger: host.logger,
    now: host.now,
    wait: host.wait ?? wait,
    book: host.book,
  };
  const account = accountReader(connection);

  return success({
    // Canned answers must never be taken for real ones later.
    id: isSandbox ? `${dataForSeo.id}-sandbox` : dataForSeo.id,
    title: isSandbox ? `${dataForSeo.title} sandbox` : dataForSeo.title,
    quote: async (request, signal, call = 'pages') => {
      const known = await account(signal);
      return known.ok ? quoteFor(call, request, known.value, isSandbox) : known;
    },
    fetchPages: async (request, quote, progress, signal) => {
      const known = await account(signal);
      if (!known.ok) return known;
      return fetchBrokenPages({ connection, account: known.value, isSandbox, progress, signal }, request, quote);
    },
    referrers: async (page, request, quote, signal) => {
      const asked = await paid(connection, quote, 'backlinks', referrersTask(page, request), signal);
      return asked.ok ? success(referrersOf(asked.value)) : asked;
    },
    summary: async (request, quote, signal) => {
      const [target] = request.targets;
      if (target === undefined) return failed('bad-request', 'No site is set to ask about.');
      const task = {
        target: target.host,
        include_subdomains: request.includeSubdomains,
        internal_list_limit: 1,
        backlinks_status_type: 'live',
        ...(request.dofollowOnly && { backlinks_filters: ['dofollow', '=', true] }),
      };
      const asked = await paid(connection, quote, 'summary', task, signal);
      return asked.ok ? success(summaryOf(asked.value)) : asked;
    },
  });
}

interface Paid {
  readonly result: Json | undefined;
  readonly costMicros: number;
}

async function paid(
  connection: Connection,
  quote: Quote,
  name: ApiFunction,
  task: Task,
  signal: AbortSignal,
): Promise<Result<Paid>> {
  const purse = new Purse(quote.highestMicros);
  const call = { path: `backlinks/${name}/live`, task, highestMicros: quote.highestMicros };
  const answer = await callApi(connection, call, purse, signal);
  if (!answer.ok) return failed(answer.failure.kind, answer.failure.message);
  return success({ result: answer.value.results[0], costMicros: purse.spent });
}

/** Conditions one query may have. */
const mostConditions = 8;

/** "Who links here": the page under every spelling the index uses. */
function referrersTask(page: BrokenPage, request: BacklinkRequest): Task {
  const spellings = page.spellings.slice(0, mostConditions - (request.dofollowOnly ? 1 : 0));
  const urls = spellings.map((url) => ['url_to', '=', url]);
  const [only] = urls;
  const anyUrl =
    urls.length === 1 && only !== undefined ? only : urls.flatMap((each, at) => (at === 0 ? [each] : ['or', each]));
  return {
    target: new URL(page.url).hostname.replace(/^www\./, ''),
    mode: 'as_is',
    filters: request.dofollowOnly ? [anyUrl, 'and', ['dofollow', '=', true]] : anyUrl,
    order_by: ['domain_from_rank,desc', 'rank,desc'],
    limit: referrerRows,
  };
}

function referrersOf({ result, costMicros }: Paid): Referrers {
  const links = list(record(result)?.items)
    .map(backlink)
    .filter((link) => link !== undefined);
  return { links: links.sort(byStrength), total: count(record(result)?.total_count) ?? links.length, costMicros };
}

function summaryOf({ result, costMicros }: Paid): SiteSummary {
  const totals = record(result);
  return {
    backlinks: count(totals?.backlinks),
    referringDomains: count(totals?.referring_domains),
    brokenBacklinks: count(totals?.broken_backlinks),
    brokenPages: count(totals?.broken_pages),
    costMicros,
  };
}
