/** The thread that reads and judges a folder, so that the extension host is never kept busy. */
import { parentPort } from 'node:worker_threads';
import type { Analyst } from './analyst.ts';
import { createAnalyst } from './folderAnalyst.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the start of a worker thread.');

const send = (message: FromWorker) => port.postMessage(message);
const analyst: Analyst = createAnalyst();
const running = new Map<number, AbortController>();

port.on('message', (message: ToWorker) => {
  if (message.kind === 'abort') running.get(message.id)?.abort();
  else void run(message);
});

async function run({ id, method, request }: Extract<ToWorker, { kind: 'call' }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  const progress = {
    report: (step: string, done?: number, total?: number) => send({ kind: 'progress', id, step, done, total }),
  };
  try {
    // The client's types tie each request to its method.
    const call = analyst[method] as (request: unknown, task: object) => Promise<unknown>;
    send({ kind: 'answer', id, value: await call(request, { progress, signal: controller.signal }) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ kind: 'error', id, name, message, stack });
  } finally {
    running.delete(id);
  }
}
