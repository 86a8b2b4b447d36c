/**
 * Work counted, not timed: how often the functions, branches and loops of the program ran. The same on any machine,
 * however busy it is. Has to be the first import: what is compiled before it counts nothing.
 */
import { Session } from 'node:inspector/promises';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** What the runtime does inside itself is not in it: sorting counts its comparisons, a map nothing. */
export async function stepsOf(work: () => unknown): Promise<number> {
  await counted();
  await work();
  return counted();
}

/** All that ran since this was asked before. */
async function counted(): Promise<number> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const functions = result.filter(({ url }) => url.startsWith('file:')).flatMap((script) => script.functions);
  return functions.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0);
}
