/** A limit on the time of one request, that fires on every Node. */

/**
 * Runs with a signal that is aborted when the user's is, and after so many milliseconds. Settles then at the latest,
 * also where what runs does not listen; a time-out rejects with a `TimeoutError`.
 *
 * The platform's own pair, a time-out signal combined with another one, may be collected as garbage on Node 20 and
 * 22 while it is waited for, and then never fires. Here a running timer holds what it will abort.
 */
export async function withDeadline<Value>(
  milliseconds: number,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  signal.throwIfAborted();
  const controller = new AbortController();
  let end: (reason: unknown) => void = () => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    end = (reason) => {
      controller.abort(reason);
      reject(reason);
    };
  });
  const timer = setTimeout(() => {
    end(new DOMException(`No answer within ${milliseconds} ms.`, 'TimeoutError'));
  }, milliseconds);
  const cancel = () => end(signal.reason);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([run(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** Runs with a signal that is aborted when the user's is and `grace` has passed since; `grace` is cut short at the end. */
export async function withGrace<Value>(
  grace: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const late = new AbortController();
  const ended = new AbortController();
  const cancel = () => {
    grace(ended.signal).then(
      () => late.abort(signal.reason),
      () => undefined,
    );
  };
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  try {
    return await run(late.signal);
  } finally {
    ended.abort();
    signal.removeEventListener('abort', cancel);
  }
}
