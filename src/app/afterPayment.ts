/** What comes after an answer was paid for: whoever stops it is told what was paid, and that it is kept. */
import type { AskedAnswer } from '../core/backlinks/ask.ts';
import { dollars } from '../core/backlinks/price.ts';
import { failed, type Result, success } from '../core/ports.ts';

/** Rejects as `run` does where nothing was paid or nobody stopped it. */
export async function afterPayment<Value>(
  { answer, isKept }: AskedAnswer,
  signal: AbortSignal,
  run: () => Promise<Value>,
): Promise<Result<Value>> {
  try {
    return success(await run());
  } catch (error) {
    const isPaid = signal.aborted && !isKept && answer.costMicros > 0;
    if (!isPaid || !(error instanceof Error) || error.name !== 'AbortError') throw error;
    const paid = dollars(answer.costMicros);
    return failed('cancelled', `Cancelled. You paid ${paid} for the answer of the index. The next audit uses it.`);
  }
}
