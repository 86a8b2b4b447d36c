/** Waiting for a process that may never answer. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';

/** Calls back when so many milliseconds are over, unless what it gives is called before. */
export type Timer = (ring: () => void, milliseconds: number) => () => void;

/** The timer of this machine. */
export const clockTimer: Timer = (ring, milliseconds) => {
  const timer = setTimeout(ring, milliseconds);
  return () => clearTimeout(timer);
};

/** How long an answer is waited for. */
export interface WaitLimits {
  /** In milliseconds. */
  readonly silence: number;
  readonly timer: Timer;
  readonly signal?: AbortSignal | undefined;
  /** What is thrown when the time is over. */
  late(): Error;
}

/** The answer, unless the time is over or the task is cancelled before. */
export async function inTime<Answer>(
  answer: Promise<Answer>,
  { silence, timer, signal, late }: WaitLimits,
): Promise<Answer> {
  signal?.throwIfAborted();
  let stopTimer: (() => void) | undefined;
  let cancel: (() => void) | undefined;
  const end = new Promise<never>((_, reject) => {
    stopTimer = timer(() => reject(late()), silence);
    cancel = () => reject(abortOf(signal));
    signal?.addEventListener('abort', cancel, { once: true });
  });
  // Nobody waits any more for the one that comes second.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, end]);
  } finally {
    stopTimer?.();
    if (cancel !== undefined) signal?.removeEventListener('abort', cancel);
  }
}

/** Ends a process and lets go of its output, which something it started itself may still hold open. */
export function stop(child: ChildProcessWithoutNullStreams): void {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
}

function abortOf(signal: AbortSignal | undefined): unknown {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('This operation was aborted', 'AbortError');
}
