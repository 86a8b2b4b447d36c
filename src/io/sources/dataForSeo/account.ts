/** What the free calls tell of an account: balance, prices, and the keys that can be filtered by. */
import { dollarsLeft, microsOf, type Price } from '../../../core/backlinks/price.ts';
import { type Failure, failed, type Result, success } from '../../../core/ports.ts';
import { type Json, listIn, money, record, text } from '../../disk/json.ts';
import { Budget } from './budget.ts';
import { type Connection, callApi } from './client.ts';
import type { FilterKeys } from './plans.ts';

export type ApiFunction =
  | 'domain_pages'
  | 'domain_pages_summary'
  | 'backlinks'
  | 'summary'
  | 'history'
  | 'bulk_pages_summary';

/** What the account says of itself; money in millionths of a US dollar. */
export interface Account {
  readonly balanceMicros: number | undefined;
  /** The account's own price where it is told, else the published one. */
  price(name: ApiFunction): Price;
  /** Of one page that is crawled, its images and other resources included. */
  readonly crawledPageMicros: number;
  readonly filterKeys: FilterKeys;
  /** Why balance and prices are not known, when they are not. */
  readonly doubt: Failure | undefined;
}

/** Every live function of the Backlinks API since 2026-07-01: https://dataforseo.com/pricing/backlinks/backlinks */
const publishedPrice: Price = { perRequestMicros: 24_000, perRowMicros: 36 };

/** Of a page that is crawled: https://dataforseo.com/pricing/on-page/onpage-api, at the prices since 2026-07-01. */
const publishedPageMicros = 150;
/** Loading its resources costs twice the basic price more: https://dataforseo.com/help-center/cost-of-onpage-api-parameters */
const withResources = 3;

const balanceKeptMs = 10_000;
const filtersKeptMs = 24 * 60 * 60 * 1000;

/** Asks at most every ten seconds for the balance, which the API allows six times a minute, and once a day for the keys. */
export function accountReader(connection: Connection): (signal: AbortSignal) => Promise<Result<Account>> {
  let userData: Kept<Json> | undefined;
  let filters: Kept<FilterKeys> | undefined;

  return async (signal) => {
    let doubt: Failure | undefined;
    if (userData === undefined || connection.now() - userData.at > balanceKeptMs) {
      const answer = await callApi(connection, free('appendix/user_data'), new Budget(0), signal);
      if (answer.ok) userData = { at: connection.now(), value: answer.value.result ?? null };
      else if (isPassing(answer.failure)) doubt = answer.failure;
      else return answer;
    }
    filters ??= await keptKeys(connection);
    if (filters === undefined || connection.now() - filters.at > filtersKeptMs) {
      const asked = await askedKeys(connection, signal);
      if (!asked.ok) return asked;
      filters = asked.value;
    }
    const data = userData?.value;
    const balance = money(record(record(data)?.money)?.balance);
    return success({
      balanceMicros: balance === undefined ? undefined : Math.floor(Math.round(balance * 1e9) / 1e3),
      price: (name) => priceOf(data, name) ?? publishedPrice,
      crawledPageMicros: (pagePriceOf(data) ?? publishedPageMicros) * withResources,
      filterKeys: filters?.value,
      doubt,
    });
  };
}

/** Balance and login, as a probe tells them. */
export function saidOf(known: Result<Account>): Result<string> {
  if (!known.ok) return known;
  const { balanceMicros, doubt } = known.value;
  if (doubt !== undefined) return failed(doubt.kind, doubt.message);
  return success(balanceMicros === undefined ? 'the balance is unknown' : `balance ${dollarsLeft(balanceMicros)}`);
}

/** `undefined` where they are not told now, without which an audit goes on. */
async function askedKeys(connection: Connection, signal: AbortSignal): Promise<Result<Kept<FilterKeys> | undefined>> {
  const answer = await callApi(connection, free('backlinks/available_filters'), new Budget(0), signal);
  if (!answer.ok) return isPassing(answer.failure) ? success(undefined) : answer;
  const at = connection.now();
  const keys = filterKeys(answer.value.result);
  if (keys === undefined) return success(undefined);
  await connection.facts?.write(keysFact(connection), at, answer.value.result ?? null);
  return success({ at, value: keys });
}

/** Those of the real account and of the sandbox are lists of their own. */
function keysFact({ base }: Connection): string {
  return `available_filters ${new URL(base).host}`;
}

/** What an earlier run was told, where it is young enough; a clock set back makes nothing young. */
async function keptKeys(connection: Connection): Promise<Kept<FilterKeys> | undefined> {
  const kept = await connection.facts?.read(keysFact(connection));
  const age = kept === undefined ? Number.POSITIVE_INFINITY : connection.now() - kept.at;
  const keys = kept !== undefined && age >= 0 && age <= filtersKeptMs ? filterKeys(kept.value as Json) : undefined;
  return kept === undefined || keys === undefined ? undefined : { at: kept.at, value: keys };
}

interface Kept<Value> {
  readonly at: number;
  readonly value: Value;
}

function free(path: string): { readonly path: string; readonly task: undefined; readonly highestMicros: 0 } {
  return { path, task: undefined, highestMicros: 0 };
}

/** Prices can be estimated without these calls; they need not stop an audit. */
function isPassing(failure: Failure): boolean {
  return ['rate-limited', 'server-error', 'bad-answer', 'not-found', 'bad-request'].includes(failure.kind);
}

/** `price.backlinks.<function>.live.priority_normal`, as a list of what is charged a request and a row. */
function priceOf(userData: Json | undefined, name: ApiFunction): Price | undefined {
  const backlinks = record(record(record(userData)?.price)?.backlinks);
  const entries = listIn(record(record(backlinks?.[name])?.live)?.priority_normal);
  const cost = (type: string): number | undefined => {
    const entry = entries.map(record).find((each) => text(each?.cost_type) === type);
    const dollars = money(entry?.cost);
    return dollars === undefined || dollars < 0 ? undefined : microsOf(dollars);
  };
  const perRequestMicros = cost('per_request');
  if (perRequestMicros === undefined) return undefined;
  return { perRequestMicros, perRowMicros: cost('per_result') ?? publishedPrice.perRowMicros };
}

/** `price.on_page.task_post.priority_normal`: the functions of On-Page stand there without `live`. */
function pagePriceOf(userData: Json | undefined): number | undefined {
  const onPage = record(record(record(userData)?.price)?.on_page);
  const entries = listIn(record(onPage?.task_post)?.priority_normal).map(record);
  const cost = money(entries.find((each) => text(each?.cost_type) === 'per_result')?.cost);
  return cost === undefined || cost <= 0 ? undefined : microsOf(cost);
}

/** `undefined` when nothing in it looks like a list of keys. */
function filterKeys(result: Json | undefined): FilterKeys {
  const found = new Map<string, ReadonlySet<string>>();
  for (const [endpoint, keys] of Object.entries(record(result) ?? {}))
    found.set(endpoint, new Set(Object.keys(record(keys) ?? {})));
  return [...found.values()].some((keys) => keys.size > 0) ? found : undefined;
}
