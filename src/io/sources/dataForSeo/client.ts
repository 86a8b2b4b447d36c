/** One call of the API: sent, understood, paid for, tried again at most once where the table of codes says so. */
import type { Dispatcher } from 'undici';
import type { Book, Booking } from '../../../core/backlinks/ledger.ts';
import { atMost, dollarsLeft, exactDollars } from '../../../core/backlinks/price.ts';
import type { FactStore } from '../../../core/backlinks/source.ts';
import { type Failure, type Logger, type Result, success } from '../../../core/ports.ts';
import { withGrace } from '../../deadline.ts';
import type { Json, JsonRecord } from '../../disk/json.ts';
import { exchange, type HttpResult } from '../../http/exchange.ts';
import { userAgent } from '../../http/userAgent.ts';
import type { Wait } from '../../wait.ts';
import type { Budget } from './budget.ts';
import { failureOf, isAnswer, type Retry, ruleOf } from './codes.ts';
import { emptyResult, readEnvelope } from './envelope.ts';
import { httpFailure, retryOfHttp } from './httpStatus.ts';

/** How the API is reached, and who takes note of what it costs. */
export interface Connection {
  /** `https://api.dataforseo.com`, without a slash at its end. */
  readonly base: string;
  /** The `Authorization` header; never logged. */
  readonly authorization: string;
  /** Takes the login out of a text, before anybody sees it. */
  readonly hide: (text: string) => string;
  readonly dispatcher: Dispatcher;
  readonly logger: Logger;
  readonly now: () => number;
  readonly wait: Wait;
  readonly timeoutMs: number;
  readonly book: Book;
  /** Keeps between runs what is told free of charge. */
  readonly facts: FactStore | undefined;
}

/** The one task of a request. */
export type RequestTask = Readonly<Record<string, Json>>;

/** One request to the API. */
export interface ApiCall {
  /** Below `/v3/`: `backlinks/domain_pages/live`. */
  readonly path: string;
  /** `undefined` for the free calls, which are GET. */
  readonly task: RequestTask | undefined;
  /** What this call can cost at most; 0 when it is free. */
  readonly highestMicros: number;
  /** It lists tasks, of which there may be none. */
  readonly isTaskList?: true | undefined;
  /** The same for fewer rows, to be tried after a time-out of the server. */
  readonly smaller?: ApiCall | undefined;
}

/** What the API answered, as far as it can be read. */
export interface ApiAnswer {
  /** `undefined` when the API has nothing, or nothing that can be read: then `problem` says why. */
  readonly result: JsonRecord | undefined;
  readonly problem: string | undefined;
  /** All that can be read; the calls made here have one, but for lists of tasks. */
  readonly results: readonly JsonRecord[];
  readonly taskId: string | undefined;
  /** The API said its answer is incomplete (40106). */
  readonly partial: boolean;
  /** Notes what it cost; called when it is kept. Ended before, the program leaves a charge that may have happened. */
  readonly settle: () => Promise<void>;
}

export type ApiResult =
  | { readonly ok: true; readonly value: ApiAnswer }
  | { readonly ok: false; readonly failure: Failure; readonly code: number | undefined; readonly said: string };

/** The server gives up after 120 seconds by itself. */
export const usualTimeoutMs = 125_000;
const maximumBytes = 64 * 2 ** 20;

/** An answer that is being paid for is waited for so long after the user has cancelled. */
const graceMs = 8000;

/** Makes the call. What each try cost, or may have cost, is recorded and taken from the budget. */
export async function callApi(
  connection: Connection,
  call: ApiCall,
  budget: Budget,
  signal: AbortSignal,
): Promise<ApiResult> {
  const answer = await tries(connection, call, budget, signal);
  if (answer.ok) return answer;
  const { hide } = connection;
  return {
    ...answer,
    failure: { ...answer.failure, message: hide(answer.failure.message) },
    said: hide(answer.said),
  };
}

async function tries(connection: Connection, call: ApiCall, budget: Budget, signal: AbortSignal): Promise<ApiResult> {
  if (!budget.affords(call.highestMicros)) return refused(budgetSpent(budget));
  const first = await attempt(connection, call, budget, signal);
  if (first.ok || first.retry === 'never' || signal.aborted) return first;
  const again = first.retry.smaller ? (call.smaller ?? call) : call;
  if (!budget.affords(again.highestMicros)) return first;
  const { afterSeconds } = first.retry;
  connection.logger.warn(
    connection.hide(`${call.path}: ${first.failure.message} Trying once more in ${afterSeconds} s.`),
  );
  try {
    await connection.wait(afterSeconds * 1000, signal);
  } catch {
    // The wait ends early for one reason only.
    return refused(cancelled);
  }
  return attempt(connection, again, budget, signal);
}

type Attempt = ({ readonly ok: true } & Extract<ApiResult, { ok: true }>) | (Refusal & { readonly retry: Retry });
type Refusal = Extract<ApiResult, { ok: false }>;

async function attempt(connection: Connection, call: ApiCall, budget: Budget, signal: AbortSignal): Promise<Attempt> {
  if (signal.aborted) return { ...refused(cancelled), retry: 'never' };
  const booked = await bookedFor(connection, call);
  if (!booked.ok) return { ...refused(booked.failure), retry: 'never' };
  const settle = async (micros: number, certain: boolean): Promise<void> => {
    budget.spend(micros);
    await booked.value.settle(micros, certain);
  };
  const started = connection.now();
  const answer = await sent(connection, call, signal);
  if (!answer.ok) {
    const { unsent, ...failure } = answer.failure;
    await settle(unsent ? 0 : call.highestMicros, unsent);
    return { ...refused(unsent ? failure : withDoubt(failure, call)), retry: 'never' };
  }
  const envelope = envelopeOf(call, answer.value.body);
  const seconds = ((connection.now() - started) / 1000).toFixed(1);
  const { status } = answer.value;
  if (envelope === undefined) {
    connection.logger.info(`${call.path}: HTTP ${status}, no answer of the API, ${seconds} s`);
    // A complete answer of the API was never seen, so neither was its cost.
    const doubt = status === 200 || status >= 500;
    await settle(doubt ? call.highestMicros : 0, !doubt);
    const failure = httpFailure(answer.value);
    return {
      ...refused(doubt ? withDoubt(failure, call) : failure),
      retry: retryOfHttp(answer.value, call.highestMicros === 0),
    };
  }
  const { code, message, results, problem, costMicros, taskId } = envelope;
  const cost = costMicros === undefined ? 'cost not told' : exactDollars(costMicros);
  connection.logger.info(`${call.path}: HTTP ${status}, ${code}, ${cost}, ${seconds} s`);
  // An answer was made and its price is not said: it may be the highest.
  const possible = isAnswer(code) ? call.highestMicros : 0;
  const price = call.highestMicros === 0 ? 0 : (costMicros ?? possible);
  const isTold = costMicros !== undefined || possible === 0;
  if (isAnswer(code) && status === 200) {
    if (problem !== undefined) connection.logger.warn(`${call.path}: ${problem}`);
    budget.spend(price);
    const noted = () => booked.value.settle(price, isTold);
    const partial = code === 40106;
    return { ok: true, value: { result: results[0], results, taskId, problem, partial, settle: noted } };
  }
  await settle(price, isTold);
  if (isAnswer(code)) return { ...refused(httpFailure(answer.value)), retry: 'never' };
  return { ...refused(failureOf(code, message), code, message), retry: ruleOf(code).retry };
}

function envelopeOf({ isTaskList }: ApiCall, body: string): ReturnType<typeof readEnvelope> {
  const envelope = readEnvelope(body);
  return isTaskList && envelope?.problem === emptyResult ? { ...envelope, problem: undefined } : envelope;
}

/** Noted before it is sent: a program that is ended meanwhile leaves a charge that may have happened. */
async function bookedFor(connection: Connection, call: ApiCall): Promise<Result<Booking>> {
  if (call.highestMicros === 0) return success({ settle: async () => undefined });
  const target = call.task?.target;
  const site = typeof target === 'string' ? target : undefined;
  const what = site === undefined ? call.path : `${call.path} ${site}`;
  const day = new Date(connection.now()).toISOString().slice(0, 10);
  return connection.book({ day, source: 'dataforseo', site, what, micros: call.highestMicros, certain: false });
}

/** What can be charged is not given up at the moment the user cancels: its answer may be on the way. */
function sent(connection: Connection, call: ApiCall, signal: AbortSignal): Promise<HttpResult> {
  const { base, authorization, dispatcher, logger, timeoutMs } = connection;
  const request = {
    url: `${base}/v3/${call.path}`,
    method: call.task === undefined ? 'GET' : 'POST',
    headers: {
      authorization,
      accept: 'application/json',
      'user-agent': userAgent,
      ...(call.task !== undefined && { 'content-type': 'application/json' }),
    },
    body: call.task === undefined ? undefined : JSON.stringify([call.task]),
    timeoutMs,
    maximumBytes,
  } as const;
  if (call.highestMicros === 0) return exchange(request, dispatcher, signal);
  const grace = (ended: AbortSignal): Promise<void> => {
    logger.warn(`Cancelled. The answer that is being paid for is waited for, up to ${graceMs / 1000} s, to be kept.`);
    return connection.wait(graceMs, ended);
  };
  return withGrace(grace, signal, (later) => exchange(request, dispatcher, later));
}

function refused(failure: Failure, code?: number, said = ''): Refusal {
  return { ok: false, failure, code, said };
}

const cancelled: Failure = { kind: 'cancelled', message: 'Cancelled.' };

function withDoubt(failure: Failure, call: ApiCall): Failure {
  if (call.highestMicros === 0) return failure;
  const doubt = `The request may have been charged, ${atMost(call.highestMicros)}.`;
  return { ...failure, message: `${failure.message} ${doubt}` };
}

function budgetSpent(budget: Budget): Failure {
  return {
    kind: 'cost-limit',
    message: `The next request could cost more than the price you confirmed, of which ${dollarsLeft(budget.left)} is left.`,
  };
}
