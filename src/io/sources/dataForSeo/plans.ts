/**
 * The three ways to ask for broken pages that receive links, cheapest and most exact first. All cost the same a row;
 * a row is a page in the first two and a single link in the third. All ask for what has most referring domains first, by
 * which findings are ranked: where a limit cuts the list off, the rest matters least.
 */

import type { RowReading } from '../../../core/backlinks/seenRow.ts';
import { isHostOf, type SiteTarget } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest } from '../../../core/backlinks/source.ts';
import type { Json } from '../../disk/json.ts';
import type { ApiFunction } from './account.ts';
import type { RequestTask } from './client.ts';
import { backlinkRow, type Counted, domainPage, pageSummary, rowKeys } from './rows.ts';

/** One way to ask the API for broken pages, with what the account needs for it. */
export interface Plan {
  readonly id: 'domain-pages' | 'domain-pages-summary' | 'broken-backlinks';
  /** For the user: what is asked for. */
  readonly title: string;
  readonly function: ApiFunction;
  readonly rowsAre: 'pages' | 'links';
  /** Keys the endpoint must be able to filter by; those of `backlinks` are for its `backlinks_filters`. */
  readonly needs: readonly FilterKey[];
  /** Key of a row's own address, to ask for one folder of the site only; and of its host, for one host only. */
  readonly address: FilterKey;
  readonly host: FilterKey | undefined;
  /** What tells the place of a row in the list, in the order it is asked for in: two counts and a time. */
  readonly place?: readonly [string, string, string];
  /** Whether rows beyond the highest offset can be had by a token. */
  readonly hasToken: boolean;
  task(target: SiteTarget, request: BacklinkRequest, narrowed: Narrowed): RequestTask;
  /** The fields that name what a row is about. */
  readonly rowKey: readonly string[];
  read(item: Json, counted: Counted): RowReading;
}

/** `list` is an entry of `available_filters`. */
export interface FilterKey {
  readonly list: string;
  readonly key: string;
}

export type Condition = readonly [
  field: string,
  operator: string,
  value: string | number | boolean | readonly string[],
];

/** Conditions that keep rows away which would be paid for and put aside. */
export interface Narrowed {
  readonly folder: Condition | undefined;
  readonly host: Condition | undefined;
}

/** https://docs.dataforseo.com/v3/backlinks/domain_pages/live/: also tells when the crawler saw the status. */
const domainPages: Plan = {
  id: 'domain-pages',
  title: 'pages that answer 4xx or 5xx, with their links counted',
  function: 'domain_pages',
  rowsAre: 'pages',
  needs: [
    { list: 'domain_pages', key: 'status_code' },
    { list: 'domain_pages', key: 'page_summary.backlinks' },
  ],
  address: { list: 'domain_pages', key: 'page' },
  host: { list: 'domain_pages', key: 'domain' },
  place: ['page_summary.referring_domains', 'page_summary.backlinks', 'first_visited'],
  hasToken: false,
  task: (target, request, { folder, host }) => ({
    target: target.host,
    internal_list_limit: 1,
    backlinks_status_type: 'live',
    include_subdomains: request.includeSubdomains || host !== undefined,
    filters: all(['status_code', '>=', 400], ['page_summary.backlinks', '>', 0], folder, host),
    order_by: ['page_summary.referring_domains,desc', 'page_summary.backlinks,desc'],
    ...(request.dofollowOnly && { backlinks_filters: all(dofollow) }),
  }),
  rowKey: rowKeys.domainPage,
  read: domainPage,
};

/** https://docs.dataforseo.com/v3/backlinks/domain_pages_summary/live/: counts of broken links, no status. */
const domainPagesSummary: Plan = {
  id: 'domain-pages-summary',
  title: 'pages that broken links lead to, with their links counted',
  function: 'domain_pages_summary',
  rowsAre: 'pages',
  needs: [
    { list: 'domain_pages_summary', key: 'backlinks' },
    { list: 'backlinks', key: 'is_broken' },
  ],
  address: { list: 'domain_pages_summary', key: 'url' },
  host: undefined,
  place: ['referring_domains', 'backlinks', 'first_seen'],
  hasToken: false,
  task: (target, request, { folder, host }) => ({
    target: target.host,
    internal_list_limit: 1,
    backlinks_status_type: 'live',
    include_subdomains: request.includeSubdomains || host !== undefined,
    backlinks_filters: all(request.dofollowOnly ? dofollow : undefined, ['is_broken', '=', true]),
    filters: all(['backlinks', '>', 0], folder, host),
    order_by: ['referring_domains,desc', 'backlinks,desc'],
  }),
  rowKey: rowKeys.pageSummary,
  read: pageSummary,
};

/**
 * The query DataForSEO's help centre gives for this question, word for word:
 * https://dataforseo.com/help-center/broken-backlinks-broken-pages. One row for each linking page, so that a page
 * which links to two broken addresses shows one of them only.
 */
const brokenBacklinks: Plan = {
  id: 'broken-backlinks',
  title: 'links that lead to pages answering 4xx or 5xx',
  function: 'backlinks',
  rowsAre: 'links',
  needs: [{ list: 'backlinks', key: 'is_broken' }],
  address: { list: 'backlinks', key: 'url_to' },
  host: { list: 'backlinks', key: 'domain_to' },
  hasToken: true,
  task: (target, request, { folder, host }) => ({
    target: target.host,
    mode: 'as_is',
    filters: all(request.dofollowOnly ? dofollow : undefined, ['is_broken', '=', true], folder, host),
    // A row is one link: the nearest to "most domains first" that it can be asked in, for where the limit cuts it off.
    order_by: ['domain_from_rank,desc', 'rank,desc'],
    ...(!request.includeSubdomains && host === undefined && { include_subdomains: false }),
  }),
  rowKey: rowKeys.backlink,
  read: backlinkRow,
};

const dofollow: Condition = ['dofollow', '=', true];

/** In the order they are tried. */
const plans: readonly Plan[] = [domainPages, domainPagesSummary, brokenBacklinks];

/** `undefined` for a name that is none, as of a later version. */
export function planNamed(id: string | undefined): Plan | undefined {
  return plans.find((plan) => plan.id === id);
}

/** What `available_filters` lists, by endpoint; `undefined` when it could not be had. */
export type FilterKeys = ReadonlyMap<string, ReadonlySet<string>> | undefined;

/**
 * The plans this account can be asked by, in order. The last one is documented word for word and is never ruled out;
 * without a list of filters every plan is tried, and a refusal (40501) decides.
 */
export function possiblePlans(keys: FilterKeys, asLinks = false): readonly Plan[] {
  if (asLinks) return [brokenBacklinks];
  const last = plans.at(-1);
  return plans.filter((plan) => plan === last || keys === undefined || plan.needs.every((need) => has(keys, need)));
}

/** What of the site is asked for; `undefined` where the endpoint has no such filter, or it cannot be written in one. */
export function narrowed(plan: Plan, target: SiteTarget, request: BacklinkRequest, keys: FilterKeys): Narrowed {
  const folder = target.basePath.replace(/\/$/, '');
  const isPlain = /^[a-z0-9\-./~]+$/i.test(folder);
  const canFilter = (key: FilterKey | undefined): key is FilterKey =>
    key !== undefined && keys !== undefined && has(keys, key);
  return {
    folder: isPlain && canFilter(plan.address) ? [plan.address.key, 'like', `%//%${target.host}${folder}%`] : undefined,
    // `include_subdomains: false` leaves open what becomes of `www.`, where many sites live.
    host:
      !request.includeSubdomains && canFilter(plan.host)
        ? [plan.host.key, 'in', [target.host, `www.${target.host}`]]
        : undefined,
  };
}

/** Targets none of which lies within another's answer: `docs.example.org` is part of `example.org` with subdomains. */
export function separateTargets(request: BacklinkRequest): readonly SiteTarget[] {
  return request.targets.filter(
    (target, at) =>
      !request.targets.some(
        (other, i) =>
          i !== at &&
          isHostOf(target.host, other, request.includeSubdomains) &&
          target.basePath.startsWith(other.basePath) &&
          (target.host !== other.host || target.basePath !== other.basePath || i < at),
      ),
  );
}

function has(keys: Exclude<FilterKeys, undefined>, { list, key }: FilterKey): boolean {
  return keys.get(list)?.has(key) ?? false;
}

/** A bare condition when there is one, as in the documented examples; joined by `and` when there are more. */
function all(...wanted: readonly (Condition | undefined)[]): Json {
  const conditions = wanted.filter((each) => each !== undefined);
  const [only] = conditions;
  if (conditions.length === 1 && only !== undefined) return only;
  return conditions.flatMap((each, at) => (at === 0 ? [each] : ['and', each]));
}
