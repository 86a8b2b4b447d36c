/** One long step as the user sees it: a notification with what is done, and a button to stop. */
import type { Task } from '../analysis/analyst.ts';
import { signalOf } from '../documents/convert.ts';
import { title } from '../shared/manifest.ts';
import { showProgress } from '../shown/messages.ts';

/** Often enough to look alive, seldom enough not to flood the window. */
const reportEveryMilliseconds = 100;

export function withTask<Value>(run: (task: Task) => Promise<Value>): Thenable<Value> {
  return showProgress(title, (show, token) => {
    let last = { step: '', at: 0 };
    const report = (step: string, done?: number, total?: number) => {
      const now = Date.now();
      if (step === last.step && now - last.at < reportEveryMilliseconds && done !== total) return;
      last = { step, at: now };
      show(progressText(step, done, total));
    };
    return run({ progress: { report }, signal: signalOf(token) });
  });
}

/** `Reading the repository (500 of 2,569)`. */
export function progressText(step: string, done: number | undefined, total: number | undefined): string {
  const number = (value: number) => value.toLocaleString('en-US');
  if (done === undefined) return step;
  return total === undefined ? `${step} (${number(done)})` : `${step} (${number(done)} of ${number(total)})`;
}

/** For work nobody watches. */
export function silentTask(signal: AbortSignal): Task {
  return { progress: { report: () => undefined }, signal };
}
