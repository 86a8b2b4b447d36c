/** The site month by month: https://docs.dataforseo.com/v3/backlinks/history/live/ */
import type { SiteTarget } from '../../../core/backlinks/siteTarget.ts';
import type { SiteTrend, TrendMonth } from '../../../core/backlinks/source.ts';
import { type Result, success } from '../../../core/ports.ts';
import { countIn, type JsonRecord, listIn, record, wrongType } from '../../disk/json.ts';
import type { RequestTask } from './client.ts';
import { type Paid, unreadableAnswer } from './paid.ts';
import { day } from './rows.ts';

/** The last twelve months and the one that has begun. */
export const trendMonths = 13;

/** A value for the first of each month; `now` in milliseconds. The function takes no page, no folder and no filter. */
export function trendTask(target: SiteTarget, now: number): RequestTask {
  const today = new Date(now);
  const from = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - trendMonths + 1, 1));
  return { target: target.host, date_from: from.toISOString().slice(0, 10), date_to: today.toISOString().slice(0, 10) };
}

/** Earliest month first, as no order is documented; a month without a day is left out, a figure that is no count is not told. */
export function trendOf({ result, problem, costMicros }: Paid): Result<SiteTrend> {
  if (problem !== undefined) return unreadableAnswer(problem, costMicros);
  const { items = null } = result ?? {};
  if (items !== null && !Array.isArray(items)) return unreadableAnswer(wrongType('items', items, 'a list'), costMicros);
  const rows: readonly JsonRecord[] = listIn(items)
    .map((item) => record(item))
    .filter((row) => row !== undefined);
  const months = rows.flatMap((row) => monthOf(row) ?? []).sort((a, b) => (a.month < b.month ? -1 : 1));
  if (months.length === 0 && rows.length > 0)
    return unreadableAnswer(wrongType('date', rows[0]?.date, 'a day'), costMicros);
  return success({ months, costMicros });
}

function monthOf(row: JsonRecord): TrendMonth | undefined {
  const month = day(row.date)?.slice(0, 7);
  if (month === undefined) return undefined;
  return {
    month,
    backlinks: countIn(row.backlinks),
    referringDomains: countIn(row.referring_domains),
    brokenBacklinks: countIn(row.broken_backlinks),
    brokenPages: countIn(row.broken_pages),
  };
}
