/** The frame of every answer. */
import { messageOf } from './codes.ts';
import type { Wire, WireRow } from './wire.ts';

export interface TaskAnswer {
  readonly code: number;
  /** Instead of the code's usual text. */
  readonly message?: string | undefined;
  readonly costMicros: number;
  readonly result: Wire;
}

export function idOf(serial: number): string {
  return `10261415-1535-0269-0000-${serial.toString(16).padStart(12, '0')}`;
}

/** Ids look like a UUID and are none: month, day, hour, minute, account, function, task. */
export function taskEnvelope(path: readonly string[], data: WireRow, answer: TaskAnswer, serial: number): WireRow {
  const results = Array.isArray(answer.result) ? answer.result.length : 0;
  return {
    id: idOf(serial),
    status_code: answer.code,
    status_message: answer.message ?? messageOf(answer.code),
    time: '0.0408 sec.',
    cost: answer.costMicros / 1e6,
    result_count: results,
    path: [...path],
    data: { api: path[1] ?? '', function: path[2] ?? '', ...data },
    result: answer.result,
  };
}

export function envelope(code: number, tasks: readonly WireRow[]): WireRow {
  const cost = tasks.reduce((sum, task) => sum + Math.round(Number(task.cost) * 1e6), 0);
  return {
    version: '0.1.20260827',
    status_code: code,
    status_message: messageOf(code),
    time: '0.0911 sec.',
    cost: cost / 1e6,
    tasks_count: tasks.length,
    tasks_error: tasks.filter((task) => Number(task.status_code) >= 40000).length,
    tasks: [...tasks],
  };
}
