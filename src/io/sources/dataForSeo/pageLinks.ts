/**
 * Who links to the pages of a list: the strongest broken links of a site in one request, word for word as the article asks
 * for them (https://dataforseo.com/help-center/broken-backlinks-broken-pages), as part of the price of the list.
 */
import { linksFor } from '../../../core/backlinks/pageLinks.ts';
import { atMost, highestPrice, type Price, rowsWithin } from '../../../core/backlinks/price.ts';
import type { SiteTarget } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, PriceLine, Quote } from '../../../core/backlinks/source.ts';
import type { Backlink, Note } from '../../../core/model.ts';
import { count } from '../../../core/wording/amounts.ts';
import { listIn } from '../../disk/json.ts';
import type { Account } from './account.ts';
import type { Budget } from './budget.ts';
import { type Connection, callApi } from './client.ts';
import { pageProblem, rowsPerRequest } from './paging.ts';
import { narrowed, planNamed } from './plans.ts';
import { backlink } from './rows.ts';

/** What the links of a list add to its quote. */
export interface LinksQuote {
  readonly rows: number;
  readonly micros: number;
  readonly lines: readonly PriceLine[];
  readonly notes: readonly Note[];
}

export const noLinks: LinksQuote = { rows: 0, micros: 0, lines: [], notes: [] };

/** The pages come first: where what may be spent is too little for both, who links is not asked for. */
export function linksQuote(pages: number, sites: number, price: Price, leftMicros: number): LinksQuote {
  const further = (sites - 1) * price.perRequestMicros;
  const wanted = linksFor(pages);
  const rows = rowsWithin(price, leftMicros - further, wanted, rowsPerRequest);
  if (rows <= 0) {
    const micros = highestPrice(price, wanted, rowsPerRequest) + further;
    const message = `Who links to these pages is not asked for: that would cost ${atMost(micros)} more.`;
    return { ...noLinks, notes: [{ message }] };
  }
  return {
    rows,
    micros: highestPrice(price, rows, rowsPerRequest) + further,
    lines: [
      { what: 'requests', count: sites, eachMicros: price.perRequestMicros, of: 'referrers' },
      { what: 'rows', count: rows, eachMicros: price.perRowMicros, of: 'referrers' },
    ],
    notes: [],
  };
}

/** What the links are asked with: the run of the list they belong to. */
export interface LinksAsked {
  readonly connection: Connection;
  readonly account: Account;
  readonly isSandbox: boolean;
  readonly request: BacklinkRequest;
  readonly quote: Quote;
  readonly budget: Budget;
  readonly signal: AbortSignal;
}

/** The links of one site, what to say of them, and the end of their payment, to be called once they are kept. */
export interface SiteLinks {
  readonly links: readonly Backlink[];
  readonly rows: number;
  readonly notes: readonly Note[];
  settle(): Promise<void>;
}

/** A list without who links is a list all the same: what failed is a note. */
export async function linksOfSite(
  asked: LinksAsked,
  target: SiteTarget,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<SiteLinks> {
  const { connection, account, isSandbox, request, budget, signal } = asked;
  const nothing = { links: [], rows: 0, notes: [], settle: async () => undefined };
  const plan = planNamed('broken-backlinks');
  if (plan === undefined) return nothing;
  const price = isSandbox ? { perRequestMicros: 0, perRowMicros: 0 } : account.price(plan.function);
  const order = plan.task(target, request, narrowed(plan, target, request, account.filterKeys));
  const task = { ...order, ...(offset > 0 && { offset }), limit };
  const highestMicros = highestPrice(price, limit, rowsPerRequest);
  const call = { path: `backlinks/${plan.function}/live`, task, highestMicros };
  const answer = await callApi(connection, call, budget, signal);
  if (!answer.ok) {
    const isEnded = answer.failure.kind === 'cancelled';
    return { ...nothing, notes: isEnded ? [] : [withoutLinks(answer.failure.message)] };
  }
  const { result, problem, settle } = answer.value;
  const items = listIn(result?.items);
  const links = items.map(backlink).filter((link) => link !== undefined);
  const odd = problem ?? pageProblem(result);
  return { links, rows: items.length, notes: odd === undefined ? [] : [withoutLinks(`${odd}.`)], settle };
}

function withoutLinks(reason: string): Note {
  return { message: `Who links to these pages is unknown: ${reason} ${howToAsk}` };
}

const howToAsk = 'For one page, use Who Links Here or the command links.';

/** Of pages whose links are weaker than all that were asked for, or stand beside a stronger one on the same linking page. */
export function unlinkedNote(pages: number, links: number): readonly Note[] {
  if (pages === 0 || links === 0) return [];
  const are = pages === 1 ? 'is' : 'are';
  return [
    {
      message: `${count(pages, 'page')} ${are} linked by none of the ${count(links, 'strongest link')} that came: of a linking page the index names one target. ${howToAsk}`,
    },
  ];
}
