/**
 * Lists that are longer than offsets reach, split by filters: https://docs.dataforseo.com/v3/backlinks/filters/ (at most eight
 * conditions and three rules of order). Each part is what stands behind the last row of the part before, by the order the
 * list is asked for in, so that the first rows of a list that is cut off are its strongest all the same.
 */
import { countIn, type Json, record, text } from '../../disk/json.ts';
import type { RequestTask } from './client.ts';
import { highestOffset, rowsPerRequest } from './paging.ts';
import type { FilterKeys, Plan } from './plans.ts';

const mostConditions = 8;
/** Those of a row's place. */
const ownConditions = 5;

/** Whether so many rows are wanted that they do not come in one listing, and the account can split it. */
export function isLong(plan: Plan, maximumRows: number, keys: FilterKeys): boolean {
  if (maximumRows <= highestOffset + rowsPerRequest || plan.place === undefined) return false;
  const known = keys?.get(plan.function);
  return plan.place.every((key) => known?.has(key) === true);
}

/** In an order in which hardly two rows have the same place. */
export function orderedByPlace(task: RequestTask, { place }: Plan): RequestTask {
  return place === undefined ? task : { ...task, order_by: place.map((key) => `${key},desc`) };
}

/** The filters for a row and all behind it: rows of its very place come once more, and are known by their address. */
export function filtersBehind(task: RequestTask, { place }: Plan): ((last: Json) => Json | undefined) | undefined {
  if (place === undefined) return undefined;
  const [domains, links, seen] = place;
  return (last) => {
    const [most, more, time] = [countIn(inside(last, domains)), countIn(inside(last, links)), text(inside(last, seen))];
    const after = secondAfter(time);
    if (most === undefined || more === undefined || after === undefined) return undefined;
    const sameDomains = [[links, '<=', more], 'and', [[links, '<', more], 'or', [seen, '<', after]]];
    const own = [[domains, '<=', most], 'and', [[domains, '<', most], 'or', sameDomains]];
    // Conditions that only keep rows away which would be put aside come last, and are left out where there is no room.
    const base = conditionsOf(task.filters).slice(0, mostConditions - ownConditions);
    return [...base.flatMap((each, at) => (at === 0 ? [each] : ['and', each])), 'and', ...own] as Json;
  };
}

function conditionsOf(filters: Json | undefined): readonly Json[] {
  if (!Array.isArray(filters)) return [];
  return typeof filters[0] === 'string' ? [filters as Json] : filters.filter((each) => Array.isArray(each));
}

function inside(row: Json, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((value, name) => record(value)?.[name], row);
}

/** `2026-09-02 03:14:55 +00:00`: times are compared by `<` and `>` alone. */
function secondAfter(time: string | undefined): string | undefined {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) \+00:00$/.exec(time ?? '');
  if (parts === null) return undefined;
  const after = new Date(Date.parse(`${parts[1]}T${parts[2]}Z`) + 1000).toISOString();
  return `${after.slice(0, 10)} ${after.slice(11, 19)} +00:00`;
}
