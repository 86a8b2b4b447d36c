/** The frame around every answer: https://docs.dataforseo.com/v3/#response-data-structure. Any field may be null. */
import { microsOf } from '../../core/backlinks/price.ts';
import { type Json, number, record, text } from '../json.ts';

export interface Envelope {
  /** The task's code where there is a task and the request itself went well, else the request's. */
  readonly code: number;
  readonly message: string;
  /** Charged for the whole request, failed or not. */
  readonly costMicros: number;
  /** Empty when the API has nothing (`result: null`). */
  readonly results: readonly Json[];
}

/** `undefined` when the text is no answer of this API: a proxy's page, a cut-off body, no task. */
export function readEnvelope(body: string): Envelope | undefined {
  const top = record(parsed(body));
  const topCode = number(top?.status_code);
  if (top === undefined || topCode === undefined) return undefined;
  const tasks = Array.isArray(top.tasks) ? top.tasks.map(record) : [];
  const task = topCode === 20000 ? tasks[0] : undefined;
  const taskCode = number(task?.status_code);
  // "Understood" without a task that was carried out answers nothing.
  if (topCode === 20000 && taskCode === undefined) return undefined;
  const taskCosts = tasks.reduce((sum, each) => sum + (number(each?.cost) ?? 0), 0);
  const results = task?.result;
  return {
    code: taskCode ?? topCode,
    message: text((taskCode === undefined ? top : task)?.status_message) ?? '',
    costMicros: microsOf(Math.max(0, number(top.cost) ?? taskCosts)),
    results: Array.isArray(results) ? results : [],
  };
}

function parsed(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    // Not JSON: the caller goes by the HTTP status.
    return null;
  }
}
