/**
 * Every call of the API as it is made, tried where it costs nothing: the account's own data at the real address, the
 * paid functions in the sandbox, whose rows are canned and of other sites.
 */
import type { Rehearsal } from '../../../core/backlinks/source.ts';
import type { UrlPath } from '../../../core/paths.ts';
import { count } from '../../../core/wording/amounts.ts';
import { type Json, listIn } from '../../disk/json.ts';
import { Budget } from './budget.ts';
import { type ApiCall, type ApiResult, type Connection, callApi } from './client.ts';
import { pageProblem } from './paging.ts';
import { possiblePlans } from './plans.ts';
import { filterProblems, shapeProblems, shapes } from './shapes.ts';
import { summaryTask } from './summary.ts';
import { trendTask } from './trend.ts';

/** Of whom the sandbox is asked: its rows are the same for every site, so that no site of the user is named. */
const target = { host: 'example.org', basePath: '/' as UrlPath };
const request = {
  targets: [target],
  dofollowOnly: false,
  includeSubdomains: true,
  maximumRows: 10,
  capMicros: undefined,
} as const;

/** The calls that are free at every address. */
export async function rehearseFree(connection: Connection, signal: AbortSignal): Promise<readonly Rehearsal[]> {
  const rehearse = rehearserOf(connection, signal);
  const endpoints = [...new Set(possiblePlans(undefined).map((plan) => plan.function))];
  return [
    await rehearse(free('appendix/user_data'), (result) => shapeProblems(shapes.userData, [result])),
    await rehearse(free('backlinks/available_filters'), (result) => filterProblems(result, endpoints)),
  ];
}

/** The calls that are paid for at the real address. Never to be made there. */
export async function rehearsePaid(connection: Connection, signal: AbortSignal): Promise<readonly Rehearsal[]> {
  const rehearse = rehearserOf(connection, signal);
  const found: Rehearsal[] = [];
  for (const plan of possiblePlans(undefined)) {
    const task = { ...plan.task(target, request, { folder: undefined, host: undefined }), limit: request.maximumRows };
    found.push(
      await rehearse({ ...free(`backlinks/${plan.function}/live`), task }, (result) => {
        const rows = listIn((result as { readonly items?: Json })?.items);
        const unread = rows.map((row) => plan.read(row, { dofollowOnly: false, isBrokenAsked: true }));
        const bad = unread.flatMap((reading) => (reading.ok ? [] : [reading.bad.problem]));
        return [...shapeProblems(shapes[plan.function], rows), ...bad];
      }),
    );
  }
  const summary = { ...free('backlinks/summary/live'), task: summaryTask(target, request) };
  const trend = { ...free('backlinks/history/live'), task: trendTask(target, connection.now()) };
  return [
    ...found,
    await rehearse(summary, (result) => shapeProblems(shapes.summary, [result])),
    await rehearse(
      trend,
      (result) => shapeProblems(shapes.history, listIn((result as { readonly items?: Json })?.items)),
      'whole',
    ),
  ];
}

/** `form`: whether the answer is a page of a list, which says how long the list is. */
type Rehearse = (
  call: ApiCall,
  problemsOf: (result: Json) => readonly string[],
  form?: 'page' | 'whole',
) => Promise<Rehearsal>;

function rehearserOf(connection: Connection, signal: AbortSignal): Rehearse {
  const { host } = new URL(connection.base);
  return async (call, problemsOf, form = 'page') => {
    const answer = await callApi(connection, call, new Budget(0), signal);
    return { call: `${host} ${call.path}`, ...cameOf(answer, problemsOf, form) };
  };
}

function cameOf(
  answer: ApiResult,
  problemsOf: (result: Json) => readonly string[],
  form: 'page' | 'whole',
): Omit<Rehearsal, 'call'> {
  if (!answer.ok) return { state: 'broken', says: answer.failure.message };
  const { result, problem } = answer.value;
  if (problem !== undefined) return { state: 'broken', says: `its answer cannot be read: ${problem}. ${report}` };
  if (result === undefined) return { state: 'cannot tell', says: 'it answers that it has nothing. Try again later.' };
  const isPage = form === 'page' && ('items' in result || 'total_count' in result);
  const odd = [...new Set([isPage ? pageProblem(result) : undefined, ...problemsOf(result)])].filter(Boolean);
  if (odd.length > 0) return { state: 'broken', says: `its answer is not as documented: ${odd.join('; ')}. ${report}` };
  const rows = listIn(result.items).length;
  if (isPage && rows === 0)
    return { state: 'cannot tell', says: 'it answers without a row to look at. Try again later.' };
  return { state: 'fine', says: `${isPage ? `${count(rows, 'row')} read, ` : ''}every field is as documented.` };
}

const report = 'Please report it with this line.';

function free(path: string): { readonly path: string; readonly task: undefined; readonly highestMicros: 0 } {
  return { path, task: undefined, highestMicros: 0 };
}
