/** Keeps requests to one host apart. */
import type { Wait } from '../wait.ts';

export class HostThrottle {
  readonly #delayMs: number;
  readonly #now: () => number;
  readonly #wait: Wait;
  /** When each host may be asked next. */
  readonly #next = new Map<string, number>();

  constructor(delayMs: number, now: () => number, wait: Wait) {
    this.#delayMs = delayMs;
    this.#now = now;
    this.#wait = wait;
  }

  /** Resolves when it is this request's turn; rejects when aborted. */
  async turn(host: string, signal: AbortSignal): Promise<void> {
    const now = this.#now();
    const start = Math.max(now, this.#next.get(host) ?? now);
    this.#next.set(host, start + this.#delayMs);
    if (start > now) await this.#wait(start - now, signal);
  }

  /** The host asked for a pause. */
  pause(host: string, milliseconds: number): void {
    const until = this.#now() + milliseconds;
    this.#next.set(host, Math.max(until, this.#next.get(host) ?? until));
  }
}
