/** The live functions of the Backlinks API, computed from a data set. */
import type { CrawledPage, DataSet } from './dataSet.ts';
import { filterKeys } from './filterKeys.ts';
import { readFilters, readOrder } from './filters.ts';
import { hostOf, isOf, mainDomain } from './hosts.ts';
import { metricsOf } from './metrics.ts';
import type { LiveFunction, Task } from './parameters.ts';
import { backlinkRow, domainPageRow, pageSummaryRow } from './rows.ts';
import type { Wire, WireRow } from './wire.ts';

export interface Computed {
  readonly result: Wire;
  /** Rows that are charged. */
  readonly rows: number;
}

/** Rows before this one have been given out already; it comes with a token instead of an offset. */
export interface Position {
  readonly start: number | undefined;
  /** Makes the token for the rows that follow. */
  readonly token: (next: number) => string;
}

export function compute(name: LiveFunction, task: Task, data: DataSet, position: Position): Computed {
  const answer = answers[name](task, data, position);
  return task.rank_scale === 'one_hundred' ? { ...answer, result: scaled(answer.result) } : answer;
}

const answers: Readonly<Record<LiveFunction, (task: Task, data: DataSet, position: Position) => Computed>> = {
  summary,
  backlinks,
  domain_pages: pageList('domain_pages'),
  domain_pages_summary: pageList('domain_pages_summary'),
  bulk_pages_summary: bulkPagesSummary,
  history,
};

function summary(task: Task, data: DataSet): Computed {
  const target = String(task.target);
  const links = linksTo(task, data);
  const pages = pagesOf(task, data);
  // One row is charged although nothing is known.
  if (links.length === 0 && pages.length === 0) return { result: null, rows: 1 };
  const metrics = metricsOf({
    links,
    brokenPages: pages.filter(isBroken).length,
    rank: Math.max(0, ...pages.map((page) => page.rank ?? 0)),
    spamScore: 0,
    lostDate: null,
    listLimit: Number(task.internal_list_limit ?? 10),
  });
  const info = {
    server: 'nginx',
    cms: null,
    platform_type: ['unknown'],
    ip_address: '203.0.113.10',
    country: 'US',
    is_ip: false,
    target_spam_score: 0,
  };
  const counts = { crawled_pages: pages.length, internal_links_count: 0, external_links_count: 0 };
  return { result: [{ target, ...metrics, ...counts, info }], rows: 1 };
}

function backlinks(task: Task, data: DataSet, position: Position): Computed {
  const rows = rowsOf('backlinks', task, data);
  const { items, next } = slice(rows, task, position);
  const result = {
    target: String(task.target),
    mode: String(task.mode ?? 'as_is'),
    custom_mode: (task.custom_mode ?? null) as Wire,
    total_count: rows.length,
    items_count: items.length,
    items,
    search_after_token: position.token(next),
  };
  return { result: [result], rows: items.length };
}

function pageList(name: 'domain_pages' | 'domain_pages_summary') {
  return (task: Task, data: DataSet, position: Position): Computed => {
    const rows = rowsOf(name, task, data);
    const { items } = slice(rows, task, position);
    const target = String(task.target);
    return { result: [{ target, total_count: rows.length, items_count: items.length, items }], rows: items.length };
  };
}

function bulkPagesSummary(task: Task, data: DataSet): Computed {
  const pages = new Map(data.pages.map((page) => [page.url, page]));
  const items = (task.targets as readonly string[]).map((target) => {
    const links = linksTo({ ...task, target }, data);
    const metrics = pageMetrics(target, pages.get(target), new Map([[target, links]]), task);
    return { ...pageSummaryRow(target, metrics), main_domain_rank: 0 };
  });
  return { result: [{ total_count: items.length, items_count: items.length, items }], rows: items.length };
}

/** Not in the order of time: none is documented. */
function history(task: Task, { months = [] }: DataSet): Computed {
  const [from, to] = [String(task.date_from ?? '2019-01-01'), String(task.date_to ?? '9999-12-31')];
  const told = months.filter(({ date }) => date >= from && date <= to).reverse();
  const items = told.map(
    (month): WireRow => ({ ...month, type: 'backlinks_history', date: `${month.date} 00:00:00 +00:00` }),
  );
  const range = { date_from: from, date_to: to };
  return {
    result: [{ target: String(task.target), ...range, items_count: items.length, items }],
    rows: items.length,
  };
}

type ListFunction = 'backlinks' | 'domain_pages' | 'domain_pages_summary';

const rowLists: Readonly<Record<ListFunction, (task: Task, data: DataSet) => readonly WireRow[]>> = {
  backlinks: (task, data) => {
    const test = task.filters ? readFilters(task.filters, filterKeys.backlinks ?? {}) : undefined;
    const found = linksTo(task, data).filter((row) => test?.(row) ?? true);
    const rows = grouped(collapsed(found), task).sort(byRank);
    return task.order_by ? rows.sort(readOrder(task.order_by, filterKeys.backlinks ?? {})) : rows;
  },
  domain_pages: (task, data) => {
    const byTarget = linksByTarget(task, data);
    const rows = pagesOf(task, data).map((page) => domainPageRow(page, pageMetrics(page.url, page, byTarget, task)));
    return sifted('domain_pages', 'page_summary.backlinks,desc', rows, task);
  },
  // Pages that counted links lead to, crawled or not.
  domain_pages_summary: (task, data) => {
    const pages = new Map(pagesOf(task, data).map((page) => [page.url, page]));
    const byTarget = linksByTarget(task, data);
    const urls = [...byTarget.keys()];
    const rows = urls.map((url) => pageSummaryRow(url, pageMetrics(url, pages.get(url), byTarget, task)));
    return sifted('domain_pages_summary', 'backlinks,desc', rows, task);
  },
};

/** Paging through a long list asks the same question again and again: its rows are computed once. */
const known = new WeakMap<DataSet, Map<string, readonly WireRow[]>>();

function rowsOf(name: ListFunction, task: Task, data: DataSet): readonly WireRow[] {
  const { limit: _limit, offset: _offset, search_after_token: _token, tag: _tag, ...question } = task;
  const key = JSON.stringify([name, question]);
  const lists = known.get(data) ?? new Map<string, readonly WireRow[]>();
  known.set(data, lists);
  const rows = lists.get(key) ?? rowLists[name](task, data);
  lists.set(key, rows);
  return rows;
}

function sifted(name: ListFunction, defaultOrder: string, all: readonly WireRow[], task: Task): readonly WireRow[] {
  const keys = filterKeys[name] ?? {};
  const test = task.filters ? readFilters(task.filters, keys) : undefined;
  return all.filter((row) => test?.(row) ?? true).sort(readOrder(task.order_by ?? [defaultOrder], keys));
}

function linksTo(task: Task, data: DataSet): readonly WireRow[] {
  const pages = new Map(data.pages.map((page) => [page.url, page]));
  const target = String(task.target);
  const wanted = task.backlinks_status_type ?? 'live';
  const test = task.backlinks_filters ? readFilters(task.backlinks_filters, filterKeys.backlinks ?? {}) : undefined;
  return data.links
    .filter((link) => isOf(link.to, target, task.include_subdomains !== false))
    .filter((link) => task.exclude_internal_backlinks === false || !isInternal(link.from, link.to))
    .filter((link) => wanted === 'all' || (link.isLost ?? false) === (wanted === 'lost'))
    .map((link) => backlinkRow(link, pages.get(link.to)))
    .filter((row) => test?.(row) ?? true);
}

function linksByTarget(task: Task, data: DataSet): ReadonlyMap<string, readonly WireRow[]> {
  return groupBy(linksTo(task, data), (row) => String(row.url_to));
}

function pagesOf(task: Task, data: DataSet): readonly CrawledPage[] {
  return data.pages.filter((page) => isOf(page.url, String(task.target), task.include_subdomains !== false));
}

function pageMetrics(
  url: string,
  page: CrawledPage | undefined,
  byTarget: ReadonlyMap<string, readonly WireRow[]>,
  task: Task,
): WireRow {
  const broken = page !== undefined && isBroken(page);
  return metricsOf({
    links: byTarget.get(url) ?? [],
    brokenPages: Number(broken),
    rank: page?.rank ?? 0,
    spamScore: page?.spamScore ?? 0,
    lostDate: broken ? (page.fetchTime ?? null) : null,
    listLimit: Number(task.internal_list_limit ?? 10),
  });
}

function isBroken(page: CrawledPage): boolean {
  return page.status !== null && page.status >= 400;
}

function isInternal(from: string, to: string): boolean {
  return mainDomain(hostOf(from)) === mainDomain(hostOf(to));
}

/** One row a referring page: its strongest link, and how many there were. Filters come first. */
function collapsed(rows: readonly WireRow[]): WireRow[] {
  const groups = groupBy([...rows].sort(byRank), (row) => String(row.url_from));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const links = group.reduce((sum, row) => sum + Number(row.links_count), 0);
    return first === undefined ? [] : [{ ...first, links_count: links }];
  });
}

function grouped(rows: WireRow[], task: Task): WireRow[] {
  const custom = task.custom_mode as { readonly field: string; readonly value: number } | undefined | null;
  const mode = task.mode ?? 'as_is';
  if (!custom && mode === 'as_is') return rows;
  const field = custom ? custom.field : mode === 'one_per_domain' ? 'domain_from' : 'anchor';
  const groups = groupBy(rows, (row) => String(row[field]));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, custom?.value ?? 1).map((row) => ({ ...row, group_count: group.length })),
  );
}

function groupBy(rows: readonly WireRow[], keyOf: (row: WireRow) => string): ReadonlyMap<string, WireRow[]> {
  const groups = new Map<string, WireRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function byRank(a: WireRow, b: WireRow): number {
  return Number(b.rank) - Number(a.rank);
}

function slice(
  rows: readonly WireRow[],
  task: Task,
  position: Position,
): { readonly items: readonly WireRow[]; readonly next: number } {
  const start = position.start ?? Number(task.offset ?? 0);
  const next = start + Number(task.limit ?? 100);
  return { items: rows.slice(start, next), next };
}

/** Every rank from 0 to 100 instead of 0 to 1000. */
function scaled(value: Wire): Wire {
  if (Array.isArray(value)) return value.map(scaled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as WireRow).map(([name, inner]) => [
      name,
      /(?:^|_)rank$/.test(name) && typeof inner === 'number' ? Math.round(inner / 10) : scaled(inner),
    ]),
  );
}
