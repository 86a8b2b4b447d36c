/**
 * The crawls of the On-Page API: posted and paid for, in progress for some calls, then finished, with three lists to read.
 * https://docs.dataforseo.com/v3/on_page/task_post/ and the pages beside it.
 */
import type { TaskAnswer } from './envelope.ts';
import type { Keys } from './filterKeys.ts';
import { readFilters } from './filters.ts';
import type { Task } from './parameters.ts';
import type { Wire, WireRow } from './wire.ts';

/** What a crawl of the site finds, as rows of the API. */
export interface CrawlData {
  /** Pages the site has. */
  readonly pages: number;
  /** So many looks at its summary find it in progress. */
  readonly looks: number;
  readonly items: Readonly<Record<'pages' | 'links' | 'resources', readonly WireRow[]>>;
  readonly extendedStatus?: string;
}

interface Crawl {
  readonly task: Task;
  looks: number;
  isStopped: boolean;
  isTaken: boolean;
}

const accepted: Readonly<Record<string, readonly string[]>> = {
  task_post: [
    ...['target', 'max_crawl_pages', 'load_resources', 'allow_subdomains', 'accept_language', 'start_url', 'tag'],
    ...['max_crawl_depth', 'crawl_delay', 'respect_sitemap', 'priority_urls', 'enable_javascript', 'pingback_url'],
  ],
  pages: ['id', 'limit', 'offset', 'filters', 'order_by', 'search_after_token', 'tag'],
  links: ['id', 'page_from', 'page_to', 'limit', 'offset', 'filters', 'search_after_token', 'tag'],
  resources: ['id', 'url', 'limit', 'offset', 'filters', 'order_by', 'search_after_token', 'tag'],
  force_stop: ['id'],
  id_list: ['datetime_from', 'datetime_to', 'limit', 'offset', 'sort', 'include_metadata'],
};

const keys: Readonly<Record<string, Keys>> = {
  pages: { status_code: 'num', resource_type: 'str', url: 'str' },
  links: { is_broken: 'bool', direction: 'str', link_to: 'str', page_to_status_code: 'num' },
  resources: { resource_type: 'str', status_code: 'num', url: 'str' },
};

export class OnPageApi {
  readonly #crawls = new Map<string, Crawl>();
  readonly #micros: number;
  readonly #charge: (micros: number) => number | undefined;
  data: CrawlData | undefined;

  /** `micros`: of a page at the basic price. */
  constructor(data: CrawlData | undefined, micros: number, charge: (micros: number) => number | undefined) {
    this.data = data;
    this.#micros = micros;
    this.#charge = charge;
  }

  /** `undefined` where the path is none of these. `id`: that of the task that is made now. */
  answer(path: string, task: Task | undefined, id: string): TaskAnswer | undefined {
    const [, , api, name = '', of = ''] = path.split('/');
    if (api !== 'on_page') return undefined;
    if (name === 'tasks_ready') return done(this.#ready());
    if (name === 'summary') return this.#summary(of);
    const unknown = Object.keys(task ?? {}).find((field) => !accepted[name]?.includes(field));
    if (task === undefined || accepted[name] === undefined) return undefined;
    if (unknown !== undefined) return refused(40506, `Unknown Fields in POST Data: ${unknown}.`);
    if (name === 'task_post') return this.#post(task, id);
    if (name === 'id_list') return this.#idList(task);
    const crawl = this.#crawls.get(String(task.id));
    if (crawl === undefined) return refused(40401);
    if (name === 'force_stop') {
      crawl.isStopped = true;
      return done(null);
    }
    return this.#list(name as 'pages' | 'links' | 'resources', task, crawl);
  }

  #post(task: Task, id: string): TaskAnswer {
    const { target, max_crawl_pages: most } = task;
    if (typeof target !== 'string' || /^(?:https?:|www\.)/.test(target))
      return refused(40501, "Invalid Field: 'target'.");
    if (!Number.isInteger(most) || Number(most) < 1) return refused(40501, "Invalid Field: 'max_crawl_pages'.");
    const costMicros = Number(most) * this.#micros * (task.load_resources === true ? 3 : 1);
    const unpaid = this.#charge(costMicros);
    if (unpaid !== undefined) return refused(unpaid);
    this.#crawls.set(id, { task, looks: 0, isStopped: false, isTaken: false });
    return { code: 20100, costMicros, result: null };
  }

  /** Every crawl there is, by https://docs.dataforseo.com/v3/on_page/id_list/: also those that go on, and those that were taken. */
  #idList({ datetime_from: from, datetime_to: to, include_metadata: isWhole }: Task): TaskAnswer {
    const isTime = (value: unknown) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+00:00$/.test(String(value));
    if (!isTime(from)) return refused(40501, "Invalid Field: 'datetime_from'.");
    if (!isTime(to)) return refused(40501, "Invalid Field: 'datetime_to'.");
    const rows = [...this.#crawls].map(([id, crawl]) => ({
      id,
      url: 'https://api.dataforseo.com/v3/on_page/task_post',
      datetime_posted: '2026-10-26 14:15:00 +00:00',
      datetime_done: this.#isFinished(crawl) ? '2026-10-26 14:16:00 +00:00' : null,
      status: this.#isFinished(crawl) ? 'ok' : 'in progress',
      cost: 0.045,
      metadata: isWhole === true ? ({ api: 'on_page', function: 'task_post', ...crawl.task } as WireRow) : null,
    }));
    return done(rows.reverse());
  }

  /** Finished and not taken yet. */
  #ready(): Wire {
    const rows = [...this.#crawls].filter(([, crawl]) => !crawl.isTaken && this.#isFinished(crawl));
    if (rows.length === 0) return null;
    return rows.map(([id, { task }]) => ({
      id,
      target: String(task.target),
      date_posted: '2026-10-26 14:15:00 +00:00',
      tag: (task.tag ?? null) as Wire,
    }));
  }

  #isFinished({ looks, isStopped }: Crawl): boolean {
    return isStopped || looks >= (this.data?.looks ?? 0);
  }

  #progress(crawl: Crawl): WireRow {
    const most = Number(crawl.task.max_crawl_pages);
    const all = Math.min(most, this.data?.pages ?? 0);
    const crawled = this.#isFinished(crawl) && !crawl.isStopped ? all : Math.min(all, crawl.looks);
    return {
      crawl_progress: this.#isFinished(crawl) ? 'finished' : 'in_progress',
      crawl_status: { max_crawl_pages: most, pages_in_queue: all - crawled, pages_crawled: crawled },
    };
  }

  #summary(id: string): TaskAnswer {
    const crawl = this.#crawls.get(id);
    if (crawl === undefined) return refused(40401);
    const isOver = (this.data?.pages ?? 0) > Number(crawl.task.max_crawl_pages);
    const reason = crawl.isStopped ? 'force_stopped' : isOver ? 'limit_exceeded' : 'empty_queue';
    const answer = done([
      {
        ...this.#progress(crawl),
        crawl_stop_reason: this.#isFinished(crawl) ? reason : null,
        domain_info: {
          name: String(crawl.task.target),
          extended_crawl_status: this.data?.extendedStatus ?? 'no_errors',
        },
      },
    ]);
    crawl.looks += 1;
    return answer;
  }

  #list(name: 'pages' | 'links' | 'resources', task: Task, crawl: Crawl): TaskAnswer {
    const test = task.filters ? readFilters(task.filters, keys[name] ?? {}) : () => true;
    if (test === undefined) return refused(40501, "Invalid Field: 'filters'.");
    const [limit, offset] = [Number(task.limit ?? 100), Number(task.offset ?? 0)];
    if (limit < 1 || limit > 1000) return refused(40501, "Invalid Field: 'limit'.");
    crawl.isTaken = true;
    const rows = (this.data?.items[name] ?? []).filter(test);
    const items = rows.slice(offset, offset + limit);
    const place = { search_after_token: null, current_offset: offset };
    return done([
      {
        ...this.#progress(crawl),
        ...place,
        total_items_count: rows.length,
        items_count: items.length,
        items: [...items],
      },
    ]);
  }
}

function done(result: Wire): TaskAnswer {
  return { code: 20000, costMicros: 0, result };
}

function refused(code: number, message?: string): TaskAnswer {
  return { code, message, costMicros: 0, result: null };
}
