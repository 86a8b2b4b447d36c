/** The rows of one site, by the first plan that is not refused, and with as little less as possible of what is. */
import type { SiteTarget } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest } from '../../../core/backlinks/source.ts';
import type { Progress } from '../../../core/ports.ts';
import type { Json } from '../../disk/json.ts';
import type { Account } from './account.ts';
import { filtersBehind, isLong, orderedByPlace } from './behind.ts';
import type { Budget } from './budget.ts';
import type { Connection } from './client.ts';
import type { Continuation } from './continuation.ts';
import { allRows, type Rows, type RowsResult, rowsPerRequest } from './paging.ts';
import { type Narrowed, narrowed, type Plan } from './plans.ts';
import { narrowingsOf, ordersOf, refusedField } from './variants.ts';

/** What is asked of one site with. */
export interface SiteFetch {
  readonly connection: Connection;
  readonly account: Account;
  readonly isSandbox: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly request: BacklinkRequest;
  readonly budget: Budget;
  /** Where its list goes on. */
  readonly at: Continuation['at'];
  readonly onPart: (rows: SiteRows) => Promise<void>;
}

/** The rows of one site, by which plan they were had and in which order. */
export interface SiteRows {
  readonly plan: Plan;
  readonly sorted: boolean;
  readonly isLong: boolean;
  readonly rows: Rows;
}

/** What the first plan that was not refused was answered with. */
export interface Accepted {
  readonly plan: Plan;
  readonly sorted: boolean;
  readonly isLong: boolean;
  readonly result: RowsResult;
}

/** Tries the plans in order, and each with less of what is refused. */
export async function firstAccepted(
  fetch: SiteFetch,
  candidates: readonly Plan[],
  target: SiteTarget,
  maximumRows: number,
): Promise<Accepted> {
  // A list goes on in the order it was begun in.
  const { request, at } = fetch;
  let last: Accepted | undefined;
  for (const plan of at === undefined ? candidates : [at.plan]) {
    const { filterKeys } = fetch.account;
    const long = at === undefined ? isLong(plan, request.maximumRows, filterKeys) : at.isLong === true;
    const asking = async (order: Json | undefined, within: Narrowed): Promise<Accepted> => {
      const { order_by: _, ...unsorted } = plan.task(target, request, within);
      const sorted = order !== undefined;
      const task = sorted ? { ...unsorted, order_by: order } : unsorted;
      const onPart = (rows: Rows) => fetch.onPart({ plan, sorted, isLong: long, rows });
      const from = at && { place: at.place, rows: at.rows, total: at.total };
      const behind = long && order === orders[0] ? filtersBehind(task, plan) : undefined;
      const query = { plan, task, maximumRows, from, behind, onPart };
      return { plan, sorted, isLong: long, result: await ask(fetch, query) };
    };
    const within = narrowingsOf(narrowed(plan, target, request, filterKeys));
    const whole = plan.task(target, request, within[0] ?? notNarrowed);
    const orders = ordersOf((long ? orderedByPlace(whole, plan) : whole).order_by);
    last = await withLess(asking, at?.sorted === false ? [undefined] : orders, within);
    if (last.result.ok || (last.result.code !== 40501 && last.result.code !== 40506)) return last;
    fetch.connection.logger.warn(`Plan ${plan.id} was refused: ${last.result.failure.message}`);
  }
  if (last === undefined) throw new Error('There is always a last plan.');
  return last;
}

const notNarrowed: Narrowed = { folder: undefined, host: undefined };

/** What is refused is not charged. */
async function withLess(
  asking: (order: Json | undefined, within: Narrowed) => Promise<Accepted>,
  orders: readonly (Json | undefined)[],
  within: readonly Narrowed[],
): Promise<Accepted> {
  let [order, narrowing] = [0, 0];
  while (true) {
    const asked = await asking(orders[order], within[narrowing] ?? notNarrowed);
    const field = refusedField(asked.result);
    if (field === 'order_by' && order + 1 < orders.length) order += 1;
    else if (field === 'filters' && narrowing + 1 < within.length) narrowing += 1;
    else return asked;
  }
}

/** One query, of one plan. */
interface PlanQuery {
  readonly plan: Plan;
  readonly task: Readonly<Record<string, Json>>;
  readonly maximumRows: number;
  readonly from: Parameters<typeof allRows>[1]['from'];
  readonly behind: Parameters<typeof allRows>[1]['behind'];
  readonly onPart: (rows: Rows) => Promise<void>;
}

async function ask(
  fetch: SiteFetch,
  { plan, task, maximumRows, from, behind, onPart }: PlanQuery,
): Promise<RowsResult> {
  const { progress, connection, isSandbox, account } = fetch;
  const pages = Math.max(1, Math.ceil(maximumRows / rowsPerRequest));
  let answers = 0;
  progress.report('Asking DataForSEO');
  return allRows(
    connection,
    {
      path: `backlinks/${plan.function}/live`,
      task,
      price: isSandbox ? { perRequestMicros: 0, perRowMicros: 0 } : account.price(plan.function),
      maximumRows,
      hasToken: plan.hasToken,
      from,
      behind,
      onPart,
      onPage: (_rows, total) => {
        answers += 1;
        const expected = Math.min(pages, Math.ceil((total ?? 0) / rowsPerRequest));
        progress.report('Asking DataForSEO', answers, Math.max(answers, expected));
      },
    },
    fetch.budget,
    fetch.signal,
  );
}
