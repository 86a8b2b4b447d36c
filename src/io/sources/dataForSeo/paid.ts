/** One paid answer of a single request, read or not. */
import { dollars } from '../../../core/backlinks/price.ts';
import { failed, type Result } from '../../../core/ports.ts';
import type { JsonRecord } from '../../disk/json.ts';

/** The result of a call, and what it cost in millionths of a US dollar. */
export interface Paid {
  readonly result: JsonRecord | undefined;
  /** Why the result cannot be read. */
  readonly problem: string | undefined;
  readonly costMicros: number;
}

/** The failure for an answer of another form: which field, and what it cost all the same. */
export function unreadableAnswer(problem: string, costMicros: number): Extract<Result<never>, { ok: false }> {
  const cost = costMicros > 0 ? ` It cost ${dollars(costMicros)}.` : '';
  const message = `DataForSEO's answer cannot be read: ${problem}. It was not kept.${cost} Ask again later, and report it if this happens again.`;
  return failed('bad-answer', message);
}
