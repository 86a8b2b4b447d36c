/** The frame around every answer: https://docs.dataforseo.com/v3/#response-data-structure. Any field may be null. */
import { microsOf } from '../../../core/backlinks/price.ts';
import { type Json, type JsonRecord, listIn, money, number, record, text, wrongType } from '../../disk/json.ts';

/** What stands around the result of every answer of the API. */
export interface Envelope {
  /** The task's code where there is a task and the request itself went well, else the request's. */
  readonly code: number;
  readonly message: string;
  /** Charged for the whole request, failed or not; `undefined` when it is not said in numbers. */
  readonly costMicros: number | undefined;
  /** Those that can be read; one for the calls made here, and none when the API has nothing (`result: null`). */
  readonly results: readonly JsonRecord[];
  /** Why the result cannot be read: the field, what stands in it, and what should. */
  readonly problem: string | undefined;
  /** Of the task, by which its result is asked for later. */
  readonly taskId: string | undefined;
  /** What was asked, as the API repeats it: its function, filters and limits. */
  readonly asked: JsonRecord;
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
  const costs = [top.cost, ...tasks.map((each) => each?.cost)].map(money).filter((cost) => cost !== undefined);
  const [cost] = costs;
  return {
    code: taskCode ?? topCode,
    message: text((taskCode === undefined ? top : task)?.status_message) ?? '',
    costMicros: cost === undefined ? undefined : microsOf(Math.max(0, cost)),
    ...withOthers(tasks.length, readResults(task?.result)),
    taskId: text(task?.id),
    asked: { ...record(task?.data), ...(task !== undefined && functionOf(task)) },
  };
}

/** A live request has one task; what others answered, in a body put together by hand, must not vanish unsaid. */
function withOthers(tasks: number, read: Pick<Envelope, 'results' | 'problem'>): Pick<Envelope, 'results' | 'problem'> {
  return tasks > 1 ? { ...read, problem: read.problem ?? `tasks holds ${tasks} tasks, not one` } : read;
}

/** What is wrong with a result that holds nothing, but where tasks are listed. */
export const emptyResult = 'result is [], not a list with an object';

/** `null` is the API's way to say that it has nothing; any other answer holds an object. */
function readResults(results: Json | undefined): Pick<Envelope, 'results' | 'problem'> {
  if (results === null || results === undefined) return { results: [], problem: undefined };
  if (!Array.isArray(results)) return { results: [], problem: wrongType('result', results, 'a list') };
  if (results.length === 0) return { results: [], problem: emptyResult };
  const odd = results.findIndex((each) => record(each) === undefined);
  return {
    results: results.map(record).filter((each) => each !== undefined),
    problem: odd < 0 ? undefined : wrongType(`result[${odd}]`, results[odd], 'an object'),
  };
}

/** `domain_pages`, from the task's data or else from its path. */
function functionOf(task: JsonRecord): JsonRecord {
  const name = text(record(task.data)?.function) ?? listIn(task.path).map(text)[2];
  return name === undefined ? {} : { function: name };
}

function parsed(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    // Not JSON: the caller goes by the HTTP status.
    return null;
  }
}
