/** Keeps requests to one host apart: a pause between two, at most two at once, and the pauses a host asks for. */
import type { Wait } from '../wait.ts';

const mostAtOnce = 2;

export class HostThrottle {
  readonly #delayMs: number;
  readonly #now: () => number;
  readonly #wait: Wait;
  /** When each host may be asked next. */
  readonly #next = new Map<string, number>();
  /** Until when each host wants to be left alone. */
  readonly #pauses = new Map<string, number>();
  readonly #running = new Map<string, number>();
  /** Who waits until one of the requests to a host has ended, first come first. */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(delayMs: number, now: () => number, wait: Wait) {
    this.#delayMs = delayMs;
    this.#now = now;
    this.#wait = wait;
  }

  /** Runs one request when it is its turn; rejects when aborted. */
  async run<Value>(host: string, signal: AbortSignal, request: () => Promise<Value>): Promise<Value> {
    await this.#enter(host, signal);
    try {
      await this.turn(host, signal);
      return await request();
    } finally {
      this.#leave(host);
    }
  }

  /** Resolves when a request may be sent; rejects when aborted. */
  async turn(host: string, signal: AbortSignal): Promise<void> {
    const now = this.#now();
    const start = Math.max(now, this.#next.get(host) ?? now);
    this.#next.set(host, start + this.#delayMs);
    if (start > now) await this.#wait(start - now, signal);
    // A pause may have been asked for meanwhile.
    const pause = (this.#pauses.get(host) ?? 0) - this.#now();
    if (pause > 0) await this.#wait(pause, signal);
  }

  /** The host asked for a pause: it holds for every request to it, also for those that wait already. */
  pause(host: string, milliseconds: number): void {
    const until = this.#now() + milliseconds;
    this.#pauses.set(host, Math.max(until, this.#pauses.get(host) ?? until));
  }

  async #enter(host: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const running = this.#running.get(host) ?? 0;
    if (running < mostAtOnce) {
      this.#running.set(host, running + 1);
      return;
    }
    const waiting = this.#waiting.get(host) ?? [];
    this.#waiting.set(host, waiting);
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', cancel);
        resolve();
      };
      const cancel = (): void => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', cancel, { once: true });
      waiting.push(enter);
    });
  }

  #leave(host: string): void {
    const next = this.#waiting.get(host)?.shift();
    if (next === undefined) this.#running.set(host, (this.#running.get(host) ?? 1) - 1);
    else next();
  }
}
