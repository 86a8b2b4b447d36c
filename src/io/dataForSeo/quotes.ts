/** What each paid call costs at most, in words and figures that can be confirmed. */
import { dollars, highestPrice, type Price, requestsFor, rowsWithin } from '../../core/backlinks/price.ts';
import type { BacklinkRequest, PaidCall, Quote } from '../../core/backlinks/source.ts';
import type { Note } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { Account } from './account.ts';
import { highestOffset, rowsPerRequest } from './paging.ts';
import { possiblePlans, separateTargets } from './plans.ts';

/** Referrers of one page that are asked for. */
export const referrerRows = 20;

export function quoteFor(
  call: PaidCall,
  request: BacklinkRequest,
  account: Account,
  isSandbox: boolean,
): Result<Quote> {
  const [plan] = possiblePlans(account.filterKeys);
  if (plan === undefined || request.targets.length === 0) return failed('bad-request', 'No site is set to ask about.');
  const asked = {
    pages: { ...plan, plan: plan.id, planTitle: plan.title },
    referrers: {
      function: 'backlinks',
      plan: 'referrers',
      planTitle: 'the strongest links to one page',
      rowsAre: 'links',
      hasToken: true,
    },
    summary: {
      function: 'summary',
      plan: 'summary',
      planTitle: 'the totals of the site',
      rowsAre: 'links',
      hasToken: false,
    },
  } as const;
  const { plan: id, planTitle, rowsAre, hasToken, function: name } = asked[call];
  const wanted =
    call === 'pages' ? Math.max(1, Math.floor(request.maximumRows)) : call === 'summary' ? 1 : referrerRows;
  const reachable = hasToken ? wanted : Math.min(wanted, highestOffset + rowsPerRequest);
  const price = isSandbox ? freeOfCharge : account.price(name);
  const targets = call === 'pages' ? separateTargets(request).length : 1;
  const budget = Math.min(request.capMicros ?? Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER);
  // Every further target costs at least one more request.
  const extra = (targets - 1) * price.perRequestMicros;
  const rows = call === 'pages' ? wholeTokens(rowsWithin(price, budget - extra, reachable, rowsPerRequest)) : reachable;
  const highestMicros = highestPrice(price, rows, rowsPerRequest) + extra;
  const least = highestPrice(price, 1, rowsPerRequest) + extra;
  if (rows < 1 || highestMicros > budget) {
    return failed(
      'cost-limit',
      `The cheapest request costs up to ${dollars(least)}, and your limit leaves ${dollars(budget)}. Raise the limit (brokenBacklinks.monthlyCap, --cap) to go on.`,
    );
  }
  const { balanceMicros } = account;
  if (!isSandbox && balanceMicros !== undefined && balanceMicros < least) {
    return failed(
      'no-credit',
      `The balance of your DataForSEO account is ${dollars(balanceMicros)}; the cheapest request costs up to ${dollars(least)}. Add funds at https://app.dataforseo.com/.`,
    );
  }
  return success({
    source: 'dataforseo',
    call,
    plan: id,
    planTitle,
    maximumRows: rows,
    rowsAre,
    lines: [
      { what: 'requests', count: requestsFor(rows, rowsPerRequest) + targets - 1, eachMicros: price.perRequestMicros },
      { what: 'rows', count: rows, eachMicros: price.perRowMicros },
    ],
    highestMicros,
    balanceMicros: isSandbox ? undefined : balanceMicros,
    free: isSandbox
      ? ['everything: this is the sandbox']
      : ['balance, prices and the list of filters', 'filtering and sorting', 'rows that are not returned'],
    notes: quoteNotes({ wanted, rows, highestMicros, account, isSandbox }),
  });
}

/** Requests by token all have the same limit, so that a part of one cannot be asked for. */
function wholeTokens(rows: number): number {
  return rows > highestOffset + rowsPerRequest ? rows - (rows % rowsPerRequest) : rows;
}

const freeOfCharge: Price = { perRequestMicros: 0, perRowMicros: 0 };

function quoteNotes(facts: {
  readonly wanted: number;
  readonly rows: number;
  readonly highestMicros: number;
  readonly account: Account;
  readonly isSandbox: boolean;
}): readonly Note[] {
  const { wanted, rows, highestMicros, account, isSandbox } = facts;
  const notes: string[] = [];
  if (isSandbox) notes.push('The sandbox answers with canned rows of other sites: nothing it says is about yours.');
  if (rows < wanted)
    notes.push(`${rows} rows instead of ${wanted}: more would pass your limit or the reach of the API.`);
  if (isSandbox) return notes.map((message) => ({ message }));
  if (account.doubt !== undefined) {
    notes.push(
      `Balance and prices of your account are not known now; published prices are used. ${account.doubt.message}`,
    );
  } else if (account.balanceMicros !== undefined && account.balanceMicros < highestMicros) {
    notes.push(`The balance may not last for all of it; what is had until then is kept.`);
  }
  return notes.map((message) => ({ message }));
}
