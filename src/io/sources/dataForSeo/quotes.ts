/** What each paid call costs at most, in words and figures that can be confirmed. */

import type { RowList } from '../../../core/backlinks/listing.ts';
import {
  atMost,
  dollarsLeft,
  highestPrice,
  type Price,
  requestsFor,
  rowsWithin,
} from '../../../core/backlinks/price.ts';
import { targetAddress } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, PaidCall, Quote } from '../../../core/backlinks/source.ts';
import type { Note } from '../../../core/model.ts';
import { failed, type Result, success } from '../../../core/ports.ts';
import type { Account, ApiFunction } from './account.ts';
import { isLong } from './behind.ts';
import { continuationOf } from './continuation.ts';
import { mostSpellings } from './linkCounts.ts';
import { type LinksQuote, linksQuote, noLinks } from './pageLinks.ts';
import { highestOffset, rowsPerRequest } from './paging.ts';
import { type FilterKeys, type Plan, possiblePlans, separateTargets } from './plans.ts';
import { referrerRows } from './referrers.ts';
import { trendMonths } from './trend.ts';

export function quoteFor(
  call: PaidCall,
  request: BacklinkRequest,
  account: Account,
  isSandbox: boolean,
  held?: RowList,
): Result<Quote> {
  const asked = question(call, request, account, held);
  if (asked === undefined) return failed('bad-request', 'No site is set to ask about.');
  const { balanceMicros } = account;
  const price = isSandbox ? freeOfCharge : account.price(asked.function);
  const budget = request.capMicros ?? Number.MAX_SAFE_INTEGER;
  // Every further site costs at least one more request.
  const further = (asked.sites - 1) * price.perRequestMicros;
  const least = highestPrice(price, asked.leastRows, rowsPerRequest) + further;
  if (least > budget) return failed('cost-limit', capTooTight(least, budget));
  if (!isSandbox && balanceMicros !== undefined && balanceMicros < least) {
    return failed('no-credit', balanceTooSmall(least, balanceMicros));
  }
  const affordable = rowsWithin(price, budget - further, asked.rows, rowsPerRequest);
  const rows = asked.hasToken ? wholeTokens(affordable, asked.offset, asked.leastRows) : affordable;
  const pagesMicros = highestPrice(price, rows, rowsPerRequest) + further;
  const links = linksOf(request, asked, { rows, micros: pagesMicros }, account, isSandbox);
  const highestMicros = pagesMicros + links.micros;
  const limitMicros = affordable < asked.rows ? budget : undefined;
  const requests = requestsFor(rows, rowsPerRequest) + asked.sites - 1;
  return success({
    source: 'dataforseo',
    call,
    plan: asked.plan,
    planTitle: asked.planTitle,
    maximumRows: rows,
    limitMicros,
    rowsAre: asked.rowsAre,
    lines: [
      { what: 'requests', count: requests, eachMicros: price.perRequestMicros },
      { what: 'rows', count: rows, eachMicros: price.perRowMicros },
      ...links.lines,
    ],
    referrerRows: links.rows || undefined,
    highestMicros,
    balanceMicros: isSandbox ? undefined : balanceMicros,
    free: isSandbox
      ? ['everything: this is the sandbox']
      : ['balance, prices and the list of filters', 'filtering and sorting', 'rows that are not returned'],
    notes: [
      ...quoteNotes({ wanted: asked.wanted, rows, limitMicros, highestMicros, account, isSandbox }),
      ...links.notes,
    ],
  });
}

/** Nothing where who links is not wanted, or the rows are links themselves. */
function linksOf(
  { withReferrers = false, capMicros = Number.MAX_SAFE_INTEGER }: BacklinkRequest,
  { rowsAre, sites }: Question,
  pages: { readonly rows: number; readonly micros: number },
  account: Account,
  isSandbox: boolean,
): LinksQuote {
  if (!withReferrers || rowsAre !== 'pages') return noLinks;
  if (isSandbox) return linksQuote(pages.rows, sites, freeOfCharge, capMicros);
  // What the balance cannot pay for is left out, not the pages.
  const { balanceMicros = Number.MAX_SAFE_INTEGER } = account;
  const left = Math.min(capMicros, balanceMicros) - pages.micros;
  return linksQuote(pages.rows, sites, account.price('backlinks'), left);
}

interface Question extends Pick<Quote, 'plan' | 'planTitle' | 'rowsAre'> {
  readonly function: ApiFunction;
  /** As the request has it, and as many of them as the API can give. */
  readonly wanted: number;
  readonly rows: number;
  /** Fewer make no sense. */
  readonly leastRows: number;
  readonly sites: number;
  /** Rows behind the highest offset come in whole requests. */
  readonly hasToken: boolean;
  /** Rows of the site that is asked about first, which are held. */
  readonly offset: number;
}

function question(
  call: PaidCall,
  request: BacklinkRequest,
  account: Account,
  held: RowList | undefined,
): Question | undefined {
  const [plan] = possiblePlans(account.filterKeys, request.asLinks);
  const sites = separateTargets(request);
  if (plan === undefined || sites.length === 0) return undefined;
  const one = { sites: 1, rowsAre: 'links', plan: call, offset: 0, hasToken: false } as const;
  switch (call) {
    case 'pages':
      return pagesQuestion(plan, request, sites.map(targetAddress), account.filterKeys, held);
    case 'referrers': {
      const rows = { wanted: referrerRows, rows: referrerRows, leastRows: referrerRows };
      return { ...one, ...rows, function: 'backlinks', planTitle: 'the strongest links to one page' };
    }
    case 'summary':
      return { ...one, wanted: 1, rows: 1, leastRows: 1, function: 'summary', planTitle: 'the totals of the site' };
    case 'trend': {
      const rows = { wanted: trendMonths, rows: trendMonths, leastRows: trendMonths };
      return { ...one, ...rows, function: 'history', planTitle: 'the totals of the site, month by month' };
    }
    case 'counts': {
      const rows = Math.max(1, request.maximumRows) * mostSpellings;
      const planTitle = 'the links to pages that are named';
      return { ...one, wanted: rows, rows, leastRows: rows, function: 'bulk_pages_summary', planTitle };
    }
    default:
      return call satisfies never;
  }
}

/** Of a list that is held in part: its plan, and the rows that are missing. */
function pagesQuestion(
  cheapest: Plan,
  request: BacklinkRequest,
  sites: readonly string[],
  keys: FilterKeys,
  held: RowList | undefined,
): Question {
  const from = continuationOf(held);
  const plan = from?.at?.plan ?? cheapest;
  const { id, title, rowsAre, function: name, hasToken } = plan;
  const had = (from && held?.rows) ?? 0;
  const asked = sites.filter((site) => !from?.done.includes(site));
  const at = from?.at;
  // Rows of one place come once more at the beginning of a part.
  const again = at?.isLong === true ? rowsPerRequest : 0;
  const known =
    at === undefined || asked.length > 1 ? Number.POSITIVE_INFINITY : Math.max(1, at.total - at.rows + again);
  const isByToken = at?.place.search_after_token !== undefined;
  // A token takes all of a request or none of it.
  const leastRows = isByToken ? rowsPerRequest : 1;
  const missing = Math.max(1, Math.min(Math.floor(request.maximumRows) - had, known));
  const wanted = Math.ceil(missing / leastRows) * leastRows;
  const offset = at?.rows ?? 0;
  // A list goes on in the order it was begun in.
  const isSplit = at === undefined ? isLong(plan, request.maximumRows, keys) : at.isLong === true;
  const rows = hasToken || isSplit ? wanted : Math.max(1, Math.min(wanted, highestOffset + rowsPerRequest - offset));
  return {
    plan: id,
    planTitle: title,
    rowsAre,
    function: name,
    wanted,
    rows,
    leastRows,
    sites: asked.length || 1,
    hasToken,
    offset,
  };
}

function capTooTight(least: number, budget: number): string {
  return `The cheapest request costs ${atMost(least)}, and your limit leaves ${dollarsLeft(budget)}. Raise the limit (brokenBacklinks.monthlyCap, --monthly-cap, --max-cost) to go on.`;
}

function balanceTooSmall(least: number, balance: number): string {
  return `The balance of your DataForSEO account is ${dollarsLeft(balance)}; the cheapest request costs ${atMost(least)}. Add funds at https://app.dataforseo.com/.`;
}

/** Requests by token all have the same limit, so that a part of one cannot be asked for. */
function wholeTokens(rows: number, offset: number, least: number): number {
  const end = offset + rows;
  return end > highestOffset + rowsPerRequest ? Math.max(least, rows - (end % rowsPerRequest)) : rows;
}

const limits = {
  money: 'more could exceed what may be spent (--max-cost, --monthly-cap, brokenBacklinks.monthlyCap).',
  reach:
    'the API returns no more rows in one listing. Ask for a folder of the site (--site, brokenBacklinks.site) to see others.',
} as const;

function amount(rows: number): string {
  return rows.toLocaleString('en-US');
}

const freeOfCharge: Price = { perRequestMicros: 0, perRowMicros: 0 };

function quoteNotes(facts: {
  readonly wanted: number;
  readonly rows: number;
  readonly limitMicros: Quote['limitMicros'];
  readonly highestMicros: number;
  readonly account: Account;
  readonly isSandbox: boolean;
}): readonly Note[] {
  const { wanted, rows, limitMicros, highestMicros, account, isSandbox } = facts;
  const notes: string[] = [];
  if (isSandbox) notes.push('The sandbox answers with canned rows of other sites: nothing it says is about yours.');
  if (rows < wanted) {
    const why = limits[limitMicros === undefined ? 'reach' : 'money'];
    notes.push(`${amount(rows)} rows instead of ${amount(wanted)}: ${why}`);
  }
  if (isSandbox) return notes.map((message) => ({ message }));
  if (account.balanceMicros === undefined) {
    const why = account.doubt === undefined ? 'DataForSEO did not send them.' : account.doubt.message;
    notes.push(`Balance and prices of your account are not known now; published prices are used. ${why}`);
  } else if (account.balanceMicros < highestMicros) {
    notes.push(`The balance may not be enough for everything; what arrives until then is kept.`);
  }
  return notes.map((message) => ({ message }));
}
