/**
 * Asking a service that costs nothing, with its manners kept: one request at a time, a pause between two, never more than
 * promised, and no second try before the service wants one.
 */
import type { Dispatcher } from 'undici';
import { type Failure, failed, type Result, success } from '../../core/ports.ts';
import { type Paces, wait as realWait, type Wait } from '../wait.ts';
import { exchange } from './exchange.ts';
import { retryAfter } from './retryAfter.ts';
import { userAgent } from './userAgent.ts';

/** What a service asks of those who use it; times in milliseconds. */
export interface Manners {
  /** Between the beginnings of two requests. */
  readonly delayMs: number;
  /** In all. */
  readonly mostRequests: number;
  /** After a refusal for too many requests, whatever the service says. */
  readonly leastPauseMs: number;
  /** What the body of a refusal says, where the service tells more by it than by the status; it is not asked again then. */
  readonly refusalIn?: ((body: string) => Failure | undefined) | undefined;
}

/** What it is done with. */
export interface PoliteHost {
  readonly dispatcher: Dispatcher;
  readonly now: () => number;
  readonly wait?: Wait | undefined;
  /** Of the whole program; without it, a run knows nothing of the ones before. */
  readonly paces?: Paces | undefined;
}

/** One service, for one run; `name` is what it is called in `paces`. */
export interface PoliteService {
  /** `undefined` where no request is left. */
  ask(url: string, signal: AbortSignal): Promise<Result<string> | undefined>;
  /** Requests that were sent. */
  sent(): number;
}

/** Nobody waits longer for a service to be ready again. */
const longestPauseMs = 120_000;
const maximumBytes = 32 * 1024 * 1024;

export function politeService(
  name: string,
  manners: Manners,
  { dispatcher, now, wait = realWait, paces = new Map() }: PoliteHost,
): PoliteService {
  let sent = 0;
  const notBefore = (time: number) => paces.set(name, Math.max(paces.get(name) ?? 0, time));
  const send = async (url: string, signal: AbortSignal) => {
    const pause = (paces.get(name) ?? 0) - now();
    // Whoever comes meanwhile waits behind this one.
    notBefore(now() + Math.max(0, pause) + manners.delayMs);
    if (pause > 0) await wait(pause, signal);
    sent++;
    // The version of what asks stands behind who asks: https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy
    const headers = { accept: 'application/json', 'user-agent': `${userAgent} undici` };
    return exchange(
      { url, method: 'GET', headers, body: undefined, timeoutMs: 60_000, maximumBytes },
      dispatcher,
      signal,
    );
  };
  const ask = async (url: string, signal: AbortSignal): Promise<Result<string> | undefined> => {
    const { host } = new URL(url);
    for (let attempt = 0; ; attempt++) {
      if (sent >= manners.mostRequests) return attempt === 0 ? undefined : failed('rate-limited', tooMany(host));
      // It said so to an earlier run.
      if ((paces.get(name) ?? 0) - now() > longestPauseMs) return failed('rate-limited', tooMany(host));
      const answer = await send(url, signal).catch((error: unknown) => {
        if (signal.aborted) return failed('cancelled', 'Cancelled.');
        throw error;
      });
      if (!answer.ok) return answer;
      const { status, body, header } = answer.value;
      if (status >= 200 && status < 300) return success(body);
      const told = manners.refusalIn?.(body);
      if (told !== undefined) return { ok: false, failure: told };
      const wanted = pauseOf(status, retryAfter(header('retry-after'), now()), manners);
      if (wanted === undefined) return refusal(host, status);
      notBefore(now() + wanted);
      if (attempt > 0 || wanted > longestPauseMs) return refusal(host, status);
    }
  };
  return { ask, sent: () => sent };
}

/** How long to wait before the same question; `undefined` where it would be refused again. */
function pauseOf(status: number, wanted: number | undefined, { leastPauseMs }: Manners): number | undefined {
  const passes = status === 429 || (status >= 502 && status <= 504);
  return passes ? Math.max(wanted ?? 0, leastPauseMs) : undefined;
}

function refusal(host: string, status: number): Result<never> {
  if (status === 429) return failed('rate-limited', tooMany(host));
  if (status >= 500) return failed('server-error', `${host} fails (${status}). Try again later.`);
  return failed('bad-request', `${host} refused the question (${status}). Report it if this happens again.`);
}

function tooMany(host: string): string {
  return `${host} refuses further requests for now. Try again in an hour.`;
}
