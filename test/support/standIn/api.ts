/** What each request is answered with, apart from the socket: login, task, limits, price, result. */
import { randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import type { DataSet } from './dataSet.ts';
import { envelope, idOf, type TaskAnswer, taskEnvelope } from './envelope.ts';
import type { Fault } from './faults.ts';
import { filterKeys, type Keys } from './filterKeys.ts';
import { compute, type Position } from './functions.ts';
import { OnPageApi } from './onPage.ts';
import { type LiveFunction, refusalOf, type Task } from './parameters.ts';
import type { Wire, WireRow } from './wire.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: WireRow;
}

export interface ApiOptions {
  readonly authorization: string;
  readonly data: DataSet;
  readonly account: Account;
  readonly hiddenKeys: ReadonlySet<string>;
  readonly refusedKeys: ReadonlySet<string>;
  readonly isVerified: boolean;
  readonly callsPerMinute: number;
  readonly simultaneousCalls: number;
}

const live: Readonly<Record<string, LiveFunction>> = {
  '/v3/backlinks/summary/live': 'summary',
  '/v3/backlinks/backlinks/live': 'backlinks',
  '/v3/backlinks/domain_pages/live': 'domain_pages',
  '/v3/backlinks/domain_pages_summary/live': 'domain_pages_summary',
  '/v3/backlinks/bulk_pages_summary/live': 'bulk_pages_summary',
  '/v3/backlinks/history/live': 'history',
};

export class StandInApi {
  readonly #options: ApiOptions;
  #data: DataSet;
  readonly #crawls: OnPageApi;
  #running = 0;
  #serial = 0;
  readonly #times: number[] = [];
  /** What a token continues: the parameters it was given for, and the place reached. */
  readonly #tokens = new Map<string, { readonly task: string; readonly start: number }>();

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#data = options.data;
    this.#crawls = new OnPageApi(options.data.crawl, 150, (micros) => options.account.charge(micros));
  }

  setData(data: DataSet): void {
    this.#data = data;
    this.#crawls.data = data.crawl;
  }

  /** Answers, and counts the call as running until `end`. */
  begin(call: Call, fault: Fault | undefined): Answer {
    if (live[call.path] !== undefined) this.#running += 1;
    const failing = fault?.kind === 'code' ? fault : undefined;
    if (failing?.level === 'envelope' || failing?.http !== undefined) {
      return { status: failing.http ?? 200, body: envelope(failing.code, []) };
    }
    // What is refused on the way is not carried out.
    if (fault?.kind === 'http' && fault.status >= 300 && fault.status < 500) {
      return { status: fault.status, body: envelope(40000, []) };
    }
    if (call.authorization !== this.#options.authorization) return { status: 401, body: envelope(40100, []) };
    if (!this.#options.isVerified && call.path !== '/v3/appendix/user_data') {
      return { status: 403, body: envelope(40104, []) };
    }
    const path = call.path.split('/').slice(1);
    const free = this.#free(call.path);
    if (free !== undefined) {
      const result = fault?.kind === 'no-result' ? null : free;
      const answer = failing ? { code: failing.code, costMicros: 0, result: null } : done(result, 0);
      return { status: 200, body: envelope(20000, [taskEnvelope(path, {}, answer, this.#next())]) };
    }
    const crawling = this.#crawl(call, path, fault);
    if (crawling !== undefined) return { status: 200, body: crawling };
    const name = live[call.path];
    if (name === undefined || call.method !== 'POST') return { status: 404, body: envelope(40402, []) };
    const tasks = tasksOf(call.body);
    if (typeof tasks === 'number') return { status: 200, body: envelope(tasks, []) };
    const rows = tasks.map((task, at) => {
      const answer = at === 0 ? this.#execute(name, task, fault) : refused(40000);
      return taskEnvelope(path, task as WireRow, answer, this.#next());
    });
    return { status: 200, body: envelope(20000, rows) };
  }

  end(path: string): void {
    if (live[path] !== undefined) this.#running -= 1;
  }

  /** Of the On-Page API; its tasks are posted one at a time here. */
  #crawl(call: Call, path: readonly string[], fault: Fault | undefined): WireRow | undefined {
    const tasks = call.method === 'POST' ? tasksOf(call.body) : [undefined];
    if (path[1] !== 'on_page') return undefined;
    if (typeof tasks === 'number') return envelope(tasks, []);
    const serial = this.#next();
    const failing = fault?.kind === 'code' ? refused(fault.code) : undefined;
    const answer = failing ?? this.#crawls.answer(call.path, tasks[0], idOf(serial));
    return answer && envelope(20000, [taskEnvelope(path, { ...(tasks[0] as WireRow) }, answer, serial)]);
  }

  #next(): number {
    this.#serial += 1;
    return this.#serial;
  }

  #free(path: string): Wire | undefined {
    if (path === '/v3/appendix/user_data') return [this.#options.account.userData()];
    if (path === '/v3/backlinks/available_filters') {
      return [Object.fromEntries(Object.entries(filterKeys).map(([list, keys]) => [list, this.#listed(list, keys)]))];
    }
    if (path === '/v3/appendix/status') {
      return [{ api: 'backlinks', status: null, endpoints: [{ endpoint: 'live', status: null }] }];
    }
    return undefined;
  }

  #listed(list: string, keys: Keys): Keys {
    return Object.fromEntries(Object.entries(keys).filter(([key]) => !this.#options.hiddenKeys.has(`${list}.${key}`)));
  }

  #usable(list: string, keys: Keys): Keys {
    const listed = Object.entries(this.#listed(list, keys));
    return Object.fromEntries(listed.filter(([key]) => !this.#options.refusedKeys.has(`${list}.${key}`)));
  }

  #execute(name: LiveFunction, task: Task, fault: Fault | undefined): TaskAnswer {
    if (fault?.kind === 'code') {
      const { code, costMicros = 0, message } = fault;
      if (costMicros > 0) this.#options.account.charge(costMicros);
      if (code !== 40106) return { code, message, costMicros, result: null };
    }
    if (this.#running > this.#options.simultaneousCalls) return refused(40209);
    if (this.#isTooFast()) return refused(40202);
    const refusal = refusalOf(name, task, (list, keys) => this.#usable(list, keys));
    if (refusal?.code === 40506) return refused(40506, `Unknown Fields in POST Data: ${refusal.field}.`);
    if (refusal !== undefined) return refused(40501, `Invalid Field: '${refusal.field}'.`);
    const position = this.#position(task);
    if (position === undefined) return refused(40501, "Invalid Field: 'search_after_token'.");
    const { result, rows } = compute(name, task, this.#data, position);
    const costMicros = this.#options.account.price(rows);
    const unpaid = this.#options.account.charge(costMicros);
    if (unpaid !== undefined) return refused(unpaid);
    if (fault?.kind === 'no-result') return done(null, costMicros);
    if (fault?.kind === 'no-items')
      return done(
        (result as WireRow[]).map((each) => ({ ...each, items: null })),
        costMicros,
      );
    const code = fault?.kind === 'code' ? fault.code : 20000;
    return { code, costMicros, result };
  }

  #isTooFast(): boolean {
    const now = Date.now();
    while (this.#times[0] !== undefined && now - this.#times[0] > 60_000) this.#times.shift();
    this.#times.push(now);
    return this.#times.length > this.#options.callsPerMinute;
  }

  /** `undefined` for a token this server did not give, or not for these parameters. */
  #position({ search_after_token: token, ...others }: Task): Position | undefined {
    const task = JSON.stringify(Object.entries(others).sort());
    const known = token === undefined || token === null ? undefined : this.#tokens.get(String(token));
    if (token !== undefined && token !== null && known?.task !== task) return undefined;
    return {
      start: known?.start,
      token: (start) => {
        const given = Buffer.from(randomUUID()).toString('base64');
        this.#tokens.set(given, { task, start });
        return given;
      },
    };
  }
}

function tasksOf(body: string): readonly Task[] | 40502 | 40503 {
  if (body.trim() === '') return 40502;
  try {
    const tasks: unknown = JSON.parse(body);
    if (!Array.isArray(tasks)) return 40503;
    if (tasks.length === 0) return 40502;
    return tasks.every((task) => typeof task === 'object' && task !== null && !Array.isArray(task)) ? tasks : 40503;
  } catch {
    // Not JSON.
    return 40503;
  }
}

function done(result: Wire, costMicros: number): TaskAnswer {
  return { code: 20000, costMicros, result };
}

function refused(code: number, message?: string): TaskAnswer {
  return { code, message, costMicros: 0, result: null };
}
