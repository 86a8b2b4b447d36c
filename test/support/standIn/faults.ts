/** What can go wrong on demand. */
import type { WireRow } from './wire.ts';

export type Fault =
  /** A status code in the task or around it; `http` as well for those that come with a status of their own. */
  | {
      readonly kind: 'code';
      readonly code: number;
      readonly level?: 'task' | 'envelope';
      readonly http?: number;
      readonly costMicros?: number;
      readonly message?: string;
    }
  /** An answer that is not the API's, from something on the way. */
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly body?: string | Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** So many bytes without an end in sight, of which the API never says anything. */
  | { readonly kind: 'flood'; readonly bytes: number }
  /** The right answer, changed on the way. */
  | { readonly kind: 'changed'; readonly change: (body: WireRow) => unknown }
  /** The right answer, cut off half way. */
  | { readonly kind: 'truncated' }
  /** The connection is closed without an answer. */
  | { readonly kind: 'disconnect' }
  /** The right answer, late; or its head at once and its body late. */
  | { readonly kind: 'slow' | 'slow-body'; readonly milliseconds: number }
  /** `result: null`, or `items: null` in it. */
  | { readonly kind: 'no-result' | 'no-items' }
  /** Something else happens before the answer is made, such as the index moving between pages. */
  | { readonly kind: 'before'; readonly run: () => void }
  /** Something else happens when the right answer was sent. */
  | { readonly kind: 'after'; readonly run: () => void };

export interface Scheduled {
  readonly fault: Fault;
  /** Only requests whose path contains this. */
  readonly path: string;
  left: number;
}

/** The next fault for a path, counted down. */
export function takeFault(scheduled: readonly Scheduled[], path: string): Fault | undefined {
  const next = scheduled.find((each) => each.left > 0 && path.includes(each.path));
  if (next === undefined) return undefined;
  next.left -= 1;
  return next.fault;
}
