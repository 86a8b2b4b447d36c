/** Our own client, wired to a stand-in. */
import assert from 'node:assert/strict';
import { Agent } from 'undici';
import type { AskHost } from '../../../src/core/backlinks/ask.ts';
import type { Book, Expense } from '../../../src/core/backlinks/ledger.ts';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import type { BacklinkRequest, BacklinkSource, Quote } from '../../../src/core/backlinks/source.ts';
import type { BacklinkAnswer } from '../../../src/core/model.ts';
import { type Failure, type Result, success } from '../../../src/core/ports.ts';
import type { SourceAccess, SourceHost } from '../../../src/io/sourceHost.ts';
import { dataForSeo } from '../../../src/io/sources/dataForSeo/dataForSeo.ts';
import type { SpendStore } from '../../../src/io/stores/spendStore.ts';
import type { Store } from '../../../src/io/stores/store.ts';
import type { StandIn } from './server.ts';

export interface Opened {
  readonly source: BacklinkSource;
  /** Everything that was booked. */
  readonly expenses: readonly Expense[];
  /** Everything that was logged, and every wait, in milliseconds. */
  readonly log: readonly string[];
  readonly waits: readonly number[];
}

export const never = new AbortController().signal;
export const silent = { report: () => undefined };
/** 2026-10-26 14:15 UTC */
export const now = Date.UTC(2026, 9, 26, 14, 15);

const dispatcher = new Agent({ keepAliveTimeout: 10 });

export function openSource(
  standIn: StandIn,
  host: Partial<SourceHost> = {},
  { access }: { readonly access: Pick<SourceAccess, 'open'> } = dataForSeo,
): Opened {
  const expenses: Expense[] = [];
  const log: string[] = [];
  const waits: number[] = [];
  const write = (message: string): void => void log.push(message);
  const opened = access.open({
    dispatcher,
    credentials: { login: standIn.login, password: standIn.password },
    sandbox: false,
    apiBase: standIn.url,
    logger: { debug: write, info: write, warn: write, error: write },
    now: () => now,
    book: bookInto(expenses),
    wait: async (milliseconds) => void waits.push(milliseconds),
    ...host,
  });
  return { source: value(opened), expenses, log, waits };
}

/** Takes note of what is settled; a request that is never settled leaves nothing. */
export function bookInto(expenses: Expense[]): Book {
  return async (request) =>
    success({
      settle: async (micros, certain) => {
        if (micros > 0) expenses.push({ ...request, micros, certain });
      },
    });
}

/** Books a charge that is known, as a source does around its request. */
export async function charge(spend: Pick<SpendStore, 'book'>, expense: Expense): Promise<void> {
  const booking = value(await spend.book(expense, undefined));
  await booking.settle(expense.micros, expense.certain);
}

export function requestFor(site: string, options: Partial<BacklinkRequest> = {}): BacklinkRequest {
  const target = siteTarget(site);
  assert.ok(target, `${site} is a site`);
  return {
    targets: [target],
    dofollowOnly: false,
    includeSubdomains: true,
    maximumRows: 1000,
    capMicros: undefined,
    ...options,
  };
}

/** Asks as a host does, into a store, and agrees to every price. */
export function askingHost(
  source: BacklinkSource,
  { answers, spend }: Pick<Store, 'answers' | 'spend'>,
  fields: Pick<AskHost, 'sourceId'> & Partial<AskHost>,
): AskHost {
  return {
    open: () => success(source),
    answers,
    ledger: spend.read,
    expenses: spend.expenses,
    today: () => new Date().toISOString().slice(0, 10),
    answersKeptDays: 30,
    monthlyCapMicros: undefined,
    confirm: async () => ({ kind: 'go' }),
    ...fields,
  };
}

/** Quote and answer of one run, as a host would do it. */
export async function ask(
  source: BacklinkSource,
  request: BacklinkRequest,
  signal = never,
): Promise<{ readonly quote: Quote; readonly result: Result<BacklinkAnswer> }> {
  const quote = value(await source.quote(request, signal));
  return { quote, result: await source.fetchPages(request, quote, silent, signal) };
}

export function value<Value>(result: Result<Value>): Value {
  assert.ok(result.ok, result.ok ? '' : `${result.failure.kind}: ${result.failure.message}`);
  return result.value;
}

export function failure(result: Result<unknown>): Failure {
  assert.ok(!result.ok, 'it should have failed');
  return result.failure;
}
