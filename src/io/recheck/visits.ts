/**
 * The requests of one run: each address at most twice, whoever leads there, and no more of a host that does not answer
 * or wants to be left alone.
 */
import type { Dispatcher } from 'undici';
import { passingStatus } from '../../core/backlinks/unclearStatus.ts';
import type { Failure } from '../../core/ports.ts';
import { withDeadline } from '../deadline.ts';
import { type NetworkFailure, networkFailure } from '../http/networkFailure.ts';
import { retryAfter } from '../http/retryAfter.ts';
import { type SiteAnswer, siteAnswer } from './siteAnswer.ts';
import type { SiteHeader } from './siteHeader.ts';
import type { HostThrottle } from './throttle.ts';

/** How the live site is asked: connections, turns of each host, time-outs in milliseconds, and the moment. */
export interface VisitOptions {
  readonly dispatcher: Dispatcher;
  readonly throttle: HostThrottle;
  /** For one request. */
  readonly timeoutMs: number;
  readonly now: () => number;
  /** What goes with a request to the site alone. */
  readonly header?: SiteHeader | undefined;
}

export type Visited = SiteAnswer | { readonly failure: NetworkFailure };

const mostRequests = 2;

/** Of one host in a row, without an answer that speaks of a page. */
const mostSilent = 5;

/** A host that wants a longer pause is not asked again in this run. */
const longestPauseMs = 60_000;
const usualPauseMs = 5000;

export class Visits {
  readonly #options: VisitOptions;
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, Promise<Visited>>();
  readonly #requests = new Map<string, number>();
  /** By host: how often in a row it did not answer. */
  readonly #silent = new Map<string, number>();
  /** By host: why it is not asked any more. */
  readonly #givenUp = new Map<string, NetworkFailure>();

  constructor(options: VisitOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /** Never rejects. `cookies` are sent where they are not empty. */
  async visit(url: URL, cookies = ''): Promise<Visited> {
    const key = `${url.href} ${cookies}`;
    const before = this.#known.get(key) ?? (this.#isSpent(url) ? this.#known.get(`${url.href} `) : undefined);
    if (before !== undefined) return before;
    this.#requests.set(url.href, (this.#requests.get(url.href) ?? 0) + 1);
    const answer = this.#ask(url, cookies);
    this.#known.set(key, answer);
    return answer;
  }

  /** Answers that may be others in a moment, of addresses that may be asked again. */
  async passing(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const [key, answer] of this.#known) {
      const href = key.slice(0, key.indexOf(' '));
      const mayAsk = (this.#requests.get(href) ?? 0) < mostRequests && !this.#givenUp.has(new URL(href).host);
      if (mayAsk && isPassing(await answer)) found.push(key);
    }
    return found;
  }

  /** The next visit asks again. */
  forget(keys: readonly string[]): void {
    for (const key of keys) this.#known.delete(key);
  }

  #isSpent(url: URL): boolean {
    return (this.#requests.get(url.href) ?? 0) >= mostRequests;
  }

  async #ask(url: URL, cookies: string): Promise<Visited> {
    const { dispatcher, header, throttle, timeoutMs } = this.#options;
    const { host } = url;
    const signal = this.#signal;
    try {
      return await throttle.run(host, signal, async () => {
        const failure = this.#givenUp.get(host);
        if (failure !== undefined) return { failure };
        const asked = { url, cookies, header: header?.(url) ?? {}, dispatcher, bodyMs: timeoutMs / 3 };
        const answer = await withDeadline(timeoutMs, signal, (limited) => siteAnswer(asked, limited));
        this.#heed(host, answer);
        return answer;
      });
    } catch (error) {
      const failure = networkFailure(error, host, signal);
      if (failure.kind !== 'cancelled') this.#countSilence(host, failure);
      return { failure };
    }
  }

  /** What the answer says about the next requests to the host. */
  #heed(host: string, { status, headers }: SiteAnswer): void {
    const isRefused = status === 429;
    const asked = status >= 400 ? retryAfter(headers['retry-after'], this.#options.now()) : undefined;
    const pause = asked ?? (isRefused ? usualPauseMs : 0);
    if (pause > longestPauseMs) {
      const until = new Date(this.#options.now() + pause).toISOString().slice(0, 16).replace('T', ' ');
      this.#giveUp(host, `${host} wants no request before ${until} UTC (${status}). Run the audit again then.`);
    } else if (pause > 0) this.#options.throttle.pause(host, pause);
    if (!isRefused) this.#silent.delete(host);
    else this.#countSilence(host, refusal(`${host} answers ${status} to every request. Try again later.`));
  }

  #countSilence(host: string, failure: NetworkFailure): void {
    const often = (this.#silent.get(host) ?? 0) + 1;
    this.#silent.set(host, often);
    if (often >= mostSilent) this.#givenUp.set(host, failure);
  }

  #giveUp(host: string, message: string): void {
    this.#givenUp.set(host, refusal(message));
  }
}

function refusal(message: string): NetworkFailure {
  return { kind: 'rate-limited', message, unsent: true } satisfies Failure & NetworkFailure;
}

/** Whether the same request may be answered otherwise in a moment. */
function isPassing(visited: Visited): boolean {
  if ('failure' in visited) return !visited.failure.unsent && visited.failure.kind !== 'cancelled';
  return passingStatus(visited.status);
}
