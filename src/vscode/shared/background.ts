/** Work nobody waits for: its end is silent when it was cancelled, and a line in the log when it failed. */
import type { Logger } from '../../core/ports.ts';
import { logFault } from '../../core/wording/logLine.ts';

export function inBackground(log: Logger, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') return;
    logFault(log, error);
  });
}
