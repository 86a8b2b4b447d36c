/**
 * Bodies of DataForSEO's Backlinks API, v3, as https://docs.dataforseo.com/v3/backlinks/overview/ describes them:
 * as they should be, and with any part of them wrong.
 */

export type Odd = unknown;

export interface BodyParts {
  readonly function?: string;
  readonly target?: string;
  readonly total?: Odd;
  /** In place of the whole `result`. */
  readonly result?: Odd;
  /** Fields of the one result, over those that are right. */
  readonly page?: Readonly<Record<string, Odd>>;
  /** Fields of the task, over those that are right; `undefined` takes one away. */
  readonly task?: Readonly<Record<string, Odd>>;
  readonly filters?: Odd;
}

const brokenOnly: Readonly<Record<string, Odd>> = {
  domain_pages: { filters: [['status_code', '>=', 400], 'and', ['page_summary.backlinks', '>', 0]] },
  domain_pages_summary: { backlinks_filters: ['is_broken', '=', true] },
  backlinks: { filters: ['is_broken', '=', true] },
};

/** One whole answer as text. */
export function savedBody(items: Odd, parts: BodyParts = {}): string {
  const {
    function: name = 'domain_pages',
    target = 'docs.invalid',
    total = Array.isArray(items) ? items.length : 0,
  } = parts;
  const asked = 'filters' in parts ? (parts.filters as object | undefined) : (brokenOnly[name] as object | undefined);
  const page = { target, total_count: total, items_count: total, items, ...parts.page };
  const task = {
    id: '11231413-1535-0271-0000-22d65296b79d',
    status_code: 20000,
    status_message: 'Ok.',
    time: '0.3 sec.',
    cost: 0.024036,
    result_count: 1,
    path: ['v3', 'backlinks', name, 'live'],
    data: { api: 'backlinks', function: name, target, ...asked },
    result: 'result' in parts ? parts.result : [page],
    ...parts.task,
  };
  return JSON.stringify({ version: '0.1', status_code: 20000, status_message: 'Ok.', cost: 0.024036, tasks: [task] });
}

/** A row of `domain_pages`. */
export function pageRow(
  path: string,
  row: Readonly<Record<string, Odd>> = {},
  summary: Readonly<Record<string, Odd>> = {},
) {
  return {
    type: 'backlinks_domain_page',
    page: /^https?:/.test(path) ? path : `http://docs.invalid${path}`,
    fetch_time: '2026-09-02 03:14:55 +00:00',
    status_code: 404,
    page_summary: {
      backlinks: 12,
      referring_domains: 5,
      rank: 100,
      first_seen: '2022-11-03 17:20:09 +00:00',
      ...summary,
    },
    ...row,
  };
}

/** A row of `domain_pages_summary` and `bulk_pages_summary`. */
export function summaryRow(path: string, row: Readonly<Record<string, Odd>> = {}) {
  return {
    type: 'backlinks_page_summary',
    url: `http://docs.invalid${path}`,
    backlinks: 12,
    referring_domains: 5,
    broken_pages: 1,
    ...row,
  };
}

/** A row of `backlinks`. */
export function linkRow(path: string, row: Readonly<Record<string, Odd>> = {}) {
  return {
    type: 'backlink',
    domain_from: 'news.example',
    url_from: 'https://news.example/a',
    url_to: `http://docs.invalid${path}`,
    url_to_status_code: 404,
    is_broken: true,
    is_lost: false,
    dofollow: true,
    ...row,
  };
}
