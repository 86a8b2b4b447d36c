/** What each paid call costs at most, in words and figures that can be confirmed. */
import { dollars, highestPrice, type Price, requestsFor, rowsWithin } from '../../../core/backlinks/price.ts';
import type { BacklinkRequest, PaidCall, Quote } from '../../../core/backlinks/source.ts';
import type { Note } from '../../../core/model.ts';
import { failed, type Result, success } from '../../../core/ports.ts';
import type { Account, ApiFunction } from './account.ts';
import { highestOffset, rowsPerRequest } from './paging.ts';
import { possiblePlans, separateTargets } from './plans.ts';
import { referrerRows } from './referrers.ts';

export function quoteFor(
  call: PaidCall,
  request: BacklinkRequest,
  account: Account,
  isSandbox: boolean,
): Result<Quote> {
  const asked = question(call, request, account);
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
  const rows = wholeTokens(affordable);
  const highestMicros = highestPrice(price, rows, rowsPerRequest) + further;
  const limitedBy = affordable < asked.rows ? 'money' : rows < asked.wanted ? 'reach' : undefined;
  const requests = requestsFor(rows, rowsPerRequest) + asked.sites - 1;
  return success({
    source: 'dataforseo',
    call,
    plan: asked.plan,
    planTitle: asked.planTitle,
    maximumRows: rows,
    limitedBy,
    rowsAre: asked.rowsAre,
    lines: [
      { what: 'requests', count: requests, eachMicros: price.perRequestMicros },
      { what: 'rows', count: rows, eachMicros: price.perRowMicros },
    ],
    highestMicros,
    balanceMicros: isSandbox ? undefined : balanceMicros,
    free: isSandbox
      ? ['everything: this is the sandbox']
      : ['balance, prices and the list of filters', 'filtering and sorting', 'rows that are not returned'],
    notes: quoteNotes({ wanted: asked.wanted, rows, limitedBy, highestMicros, account, isSandbox }),
  });
}

interface Question extends Pick<Quote, 'plan' | 'planTitle' | 'rowsAre'> {
  readonly function: ApiFunction;
  /** As the request has it, and as many of them as the API can give. */
  readonly wanted: number;
  readonly rows: number;
  /** Fewer make no sense. */
  readonly leastRows: number;
  readonly sites: number;
}

function question(call: PaidCall, request: BacklinkRequest, account: Account): Question | undefined {
  const [plan] = possiblePlans(account.filterKeys);
  const sites = separateTargets(request).length;
  if (plan === undefined || sites === 0) return undefined;
  const one = { sites: 1, rowsAre: 'links', plan: call } as const;
  switch (call) {
    case 'pages': {
      const wanted = Math.max(1, Math.floor(request.maximumRows));
      const rows = plan.hasToken ? wanted : Math.min(wanted, highestOffset + rowsPerRequest);
      const { id, title, rowsAre, function: name } = plan;
      return { plan: id, planTitle: title, rowsAre, function: name, wanted, rows, leastRows: 1, sites };
    }
    case 'referrers': {
      const rows = { wanted: referrerRows, rows: referrerRows, leastRows: referrerRows };
      return { ...one, ...rows, function: 'backlinks', planTitle: 'the strongest links to one page' };
    }
    case 'summary':
      return { ...one, wanted: 1, rows: 1, leastRows: 1, function: 'summary', planTitle: 'the totals of the site' };
    default:
      return call satisfies never;
  }
}

function capTooTight(least: number, budget: number): string {
  return `The cheapest request costs up to ${dollars(least)}, and your limit leaves ${dollars(budget)}. Raise the limit (brokenBacklinks.monthlyCap, --monthly-cap, --max-cost) to go on.`;
}

function balanceTooSmall(least: number, balance: number): string {
  return `The balance of your DataForSEO account is ${dollars(balance)}; the cheapest request costs up to ${dollars(least)}. Add funds at https://app.dataforseo.com/.`;
}

/** Requests by token all have the same limit, so that a part of one cannot be asked for. */
function wholeTokens(rows: number): number {
  return rows > highestOffset + rowsPerRequest ? rows - (rows % rowsPerRequest) : rows;
}

const limits = {
  money: 'more could pass what may be spent (--max-cost, --monthly-cap, brokenBacklinks.monthlyCap).',
  reach:
    'the API gives no more in one listing. Ask for a folder of the site (--site, brokenBacklinks.site) to see others.',
} as const;

function amount(rows: number): string {
  return rows.toLocaleString('en-US');
}

const freeOfCharge: Price = { perRequestMicros: 0, perRowMicros: 0 };

function quoteNotes(facts: {
  readonly wanted: number;
  readonly rows: number;
  readonly limitedBy: Quote['limitedBy'];
  readonly highestMicros: number;
  readonly account: Account;
  readonly isSandbox: boolean;
}): readonly Note[] {
  const { wanted, rows, limitedBy, highestMicros, account, isSandbox } = facts;
  const notes: string[] = [];
  if (isSandbox) notes.push('The sandbox answers with canned rows of other sites: nothing it says is about yours.');
  if (limitedBy !== undefined) notes.push(`${amount(rows)} rows instead of ${amount(wanted)}: ${limits[limitedBy]}`);
  if (isSandbox) return notes.map((message) => ({ message }));
  if (account.balanceMicros === undefined) {
    const why = account.doubt === undefined ? 'DataForSEO did not tell them.' : account.doubt.message;
    notes.push(`Balance and prices of your account are not known now; published prices are used. ${why}`);
  } else if (account.balanceMicros < highestMicros) {
    notes.push(`The balance may not last for all of it; what is had until then is kept.`);
  }
  return notes.map((message) => ({ message }));
}
