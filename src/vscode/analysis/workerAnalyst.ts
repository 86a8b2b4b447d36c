/** An `Analyst` whose work is done in a thread of its own. */
import { Worker } from 'node:worker_threads';
import type { Analyst, Task } from './analyst.ts';
import type { FromWorker, ToWorker } from './messages.ts';

interface Call {
  readonly task: Task;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Nobody waits for a thread that ended. */
function rejectAll(calls: Map<number, Call>, error: unknown): void {
  for (const [id, call] of calls) {
    calls.delete(id);
    call.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

/** `file` is the bundled worker. The thread starts with the first call and does not keep the process alive. */
export function startWorkerAnalyst(file: URL): Analyst & { dispose(): void } {
  const calls = new Map<number, Call>();
  let worker: Worker | undefined;
  let nextId = 1;

  const call = (method: keyof Analyst, request: unknown, task: Task): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      // After an error the next call starts a new thread; nothing is kept in it that cannot be read again.
      worker ??= startThread(file, calls, () => {
        worker = undefined;
      });
      const thread = worker;
      const send = (message: ToWorker) => thread.postMessage(message);
      // Who cancels need not wait for the thread to notice.
      const abort = () => {
        if (!calls.delete(id)) return;
        send({ kind: 'abort', id });
        reject(new DOMException('The task was cancelled.', 'AbortError'));
      };
      calls.set(id, { task, resolve, reject });
      task.signal.addEventListener('abort', abort, { once: true });
      send({ kind: 'call', id, method, request });
      if (task.signal.aborted) abort();
    });
  const method =
    <Name extends keyof Analyst>(name: Name) =>
    (request: Parameters<Analyst[Name]>[0], task: Task) =>
      call(name, request, task) as ReturnType<Analyst[Name]>;
  return {
    locate: method('locate'),
    open: method('open'),
    needsReading: method('needsReading'),
    lost: method('lost'),
    judge: method('judge'),
    edits: method('edits'),
    bringBack: method('bringBack'),
    fixesTo: method('fixesTo'),
    explain: method('explain'),
    reportWrong: method('reportWrong'),
    pages: method('pages'),
    published: method('published'),
    leaveOutPublished: method('leaveOutPublished'),
    siteChecks: method('siteChecks'),
    review: method('review'),
    repair: method('repair'),
    follow: method('follow'),
    compactions: method('compactions'),
    dispose: () => void worker?.terminate(),
  };
}

/**
 * What was just made is collected in smaller steps than usual. It takes as long, and a whole audit leaves some 30 MB less
 * behind with the process, of what the system does not get back from a thread that rests.
 */
const youngMegabytes = 8;

function startThread(file: URL, calls: Map<number, Call>, ended: () => void): Worker {
  const started = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } });
  started.unref();
  started.on('message', (message: FromWorker) => receive(calls, message));
  started.on('error', (error) => {
    ended();
    rejectAll(calls, error);
  });
  return started;
}

function receive(calls: Map<number, Call>, message: FromWorker): void {
  const call = calls.get(message.id);
  if (call === undefined) return;
  if (message.kind === 'progress') {
    call.task.progress.report(message.step, message.done, message.total);
    return;
  }
  calls.delete(message.id);
  if (message.kind === 'answer') {
    call.resolve(message.value);
    return;
  }
  const error = new Error(message.message);
  error.name = message.name;
  if (message.stack !== undefined) error.stack = message.stack;
  call.reject(error);
}
