/**
 * One question with less and less of what an account may not be able to sort and filter by: a field that is refused costs
 * that condition alone, and not the plan. Only what saves money is given up; what the question is about stays.
 */
import type { Json } from '../../disk/json.ts';
import type { ApiResult } from './client.ts';
import type { Narrowed } from './plans.ts';

/** All rules of order, each of them alone, none. */
export function ordersOf(order: Json | undefined): readonly (Json | undefined)[] {
  if (!Array.isArray(order)) return [undefined];
  const alone = order.length > 1 ? order.map((each) => [each]) : [];
  return [order, ...alone, undefined];
}

/** Both conditions that keep rows of other folders and hosts away, each of them alone, none. */
export function narrowingsOf({ folder, host }: Narrowed): readonly Narrowed[] {
  const none = { folder: undefined, host: undefined };
  const all = [{ folder, host }, { folder, host: undefined }, { folder: undefined, host }, none];
  return all.filter((each, at) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === at);
}

/** The field that was refused, where it is one of these; the API names the parameter and not the key in it. */
export function refusedField(result: ApiResult | { readonly ok: true }): 'order_by' | 'filters' | undefined {
  if (result.ok || result.code !== 40501) return undefined;
  if (result.said.includes("'order_by'")) return 'order_by';
  return result.said.includes("'filters'") ? 'filters' : undefined;
}
