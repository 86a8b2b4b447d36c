/** The totals of a site: https://docs.dataforseo.com/v3/backlinks/summary/live/ */
import type { SiteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, SiteSummary } from '../../core/backlinks/source.ts';
import { count, type Json, record } from '../json.ts';
import type { Task } from './client.ts';

export function summaryTask(target: SiteTarget, request: BacklinkRequest): Task {
  return {
    target: target.host,
    include_subdomains: request.includeSubdomains,
    internal_list_limit: 1,
    backlinks_status_type: 'live',
    ...(request.dofollowOnly && { backlinks_filters: ['dofollow', '=', true] }),
  };
}

/** A site the index does not know has no figures; it is charged all the same. */
export function summaryOf(result: Json | undefined, costMicros: number): SiteSummary {
  const totals = record(result);
  return {
    backlinks: count(totals?.backlinks),
    referringDomains: count(totals?.referring_domains),
    brokenBacklinks: count(totals?.broken_backlinks),
    brokenPages: count(totals?.broken_pages),
    costMicros,
  };
}
