/** The thread that reads and judges a folder, so that the extension host is never kept busy. */
import { parentPort } from 'node:worker_threads';
import { createAnalyst } from './folderAnalyst.ts';
import { giveBack } from './giveBack.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the start of a worker thread.');

const send = (message: FromWorker) => port.postMessage(message);
const analyst = createAnalyst();
const waiting = new Map<number, AbortController>();

/** After the last call: a person who goes on asking finds all that was read. */
const idleMilliseconds = 10_000;
let idle: NodeJS.Timeout | undefined;

/** Gives back what was read for an answer, once nobody asks any more. */
function shedLater(): void {
  clearTimeout(idle);
  idle = setTimeout(() => {
    analyst.shed();
    giveBack();
  }, idleMilliseconds).unref();
}

/** One call after the other, as a call builds on what the one before it has read. */
let last: Promise<void> = Promise.resolve();

port.on('message', (message: ToWorker) => {
  if (message.kind === 'abort') {
    waiting.get(message.id)?.abort();
    return;
  }
  const controller = new AbortController();
  waiting.set(message.id, controller);
  last = last.then(() => run(message, controller));
});

/** Never rejects. */
async function run({ id, method, request }: Extract<ToWorker, { kind: 'call' }>, controller: AbortController) {
  const progress = {
    report: (step: string, done?: number, total?: number) => send({ kind: 'progress', id, step, done, total }),
  };
  clearTimeout(method === 'needsReading' ? undefined : idle);
  try {
    controller.signal.throwIfAborted();
    // The client's types tie each request to its method.
    const call = analyst[method] as (request: unknown, task: object) => Promise<unknown>;
    send({ kind: 'answer', id, value: await call(request, { progress, signal: controller.signal }) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ kind: 'error', id, name, message, stack });
  } finally {
    waiting.delete(id);
    // What is asked while somebody types reads nothing that could be given back.
    if (method !== 'needsReading') shedLater();
  }
}
