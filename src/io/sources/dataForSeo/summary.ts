/** The totals of a site: https://docs.dataforseo.com/v3/backlinks/summary/live/ */
import type { SiteTarget } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, SiteSummary } from '../../../core/backlinks/source.ts';
import { type Result, success } from '../../../core/ports.ts';
import { countIn, type JsonRecord, wrongType } from '../../disk/json.ts';
import type { RequestTask } from './client.ts';
import { type Paid, unreadableAnswer } from './paid.ts';

export function summaryTask(target: SiteTarget, request: BacklinkRequest): RequestTask {
  return {
    target: target.host,
    include_subdomains: request.includeSubdomains,
    internal_list_limit: 1,
    backlinks_status_type: 'live',
    ...(request.dofollowOnly && { backlinks_filters: ['dofollow', '=', true] }),
  };
}

/**
 * A site the index does not know has no figures (`result: null`); it is charged all the same. A failure names the
 * field: totals that are not all numbers are not the answer that was paid for, and must not be kept as one.
 */
export function summaryOf({ result, problem, costMicros }: Paid): Result<SiteSummary> {
  const odd =
    problem ?? (result === undefined ? undefined : totals.map((field) => oddCount(result, field)).find(Boolean));
  if (odd !== undefined) return unreadableAnswer(odd, costMicros);
  return success({
    backlinks: countIn(result?.backlinks),
    referringDomains: countIn(result?.referring_domains),
    brokenBacklinks: countIn(result?.broken_backlinks),
    brokenPages: countIn(result?.broken_pages),
    costMicros,
  });
}

const totals = ['backlinks', 'referring_domains', 'broken_backlinks', 'broken_pages'] as const;

/** Any figure may be `null`, which is "not told". */
function oddCount(result: JsonRecord, field: (typeof totals)[number]): string | undefined {
  const value = result[field];
  return value === null || countIn(value) !== undefined ? undefined : wrongType(field, value, 'a count');
}
