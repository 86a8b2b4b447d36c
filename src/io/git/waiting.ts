/** Waiting for a process that may never answer. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';

export interface WaitLimits {
  /** In milliseconds. */
  readonly silence: number;
  readonly signal?: AbortSignal | undefined;
  /** What is thrown when the time is over. */
  late(): Error;
}

/** The answer, unless the time is over or the task is cancelled before. */
export async function inTime<Answer>(answer: Promise<Answer>, { silence, signal, late }: WaitLimits): Promise<Answer> {
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let cancel: (() => void) | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), silence);
    cancel = () => reject(abortOf(signal));
    signal?.addEventListener('abort', cancel, { once: true });
  });
  // Nobody waits any more for the one that comes second.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, end]);
  } finally {
    clearTimeout(timer);
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
