/** The process that reads and judges a folder, so that the extension host is neither kept busy nor filled. */
import { setImmediate } from 'node:timers/promises';
import { holdNewObjects } from '../../io/tightHeap.ts';
import { createAnalyst } from './folderAnalyst.ts';
import type { FromProcess, ToProcess } from './messages.ts';

if (process.send === undefined) throw new Error('This file is the start of a process of its own.');

holdNewObjects();
const send = (message: FromProcess) => void process.send?.(message);
const analyst = createAnalyst();
const waiting = new Map<number, AbortController>();

/** One call after the other, as a call builds on what the one before it has read. */
let last: Promise<void> = Promise.resolve();

process.on('message', (message: ToProcess) => {
  if (message.kind === 'abort') {
    waiting.get(message.id)?.abort();
    return;
  }
  const controller = new AbortController();
  waiting.set(message.id, controller);
  last = last.then(() => run(message, controller));
});

// Nobody waits for an answer any more.
process.on('disconnect', () => process.exit());

/** Never rejects. */
async function run({ id, method, request }: Extract<ToProcess, { kind: 'call' }>, controller: AbortController) {
  const progress = {
    report: (step: string, done?: number, total?: number) => send({ kind: 'progress', id, step, done, total }),
  };
  try {
    controller.signal.throwIfAborted();
    // The client's types tie each request to its method.
    const call = analyst[method] as (request: unknown, task: object) => Promise<unknown>;
    const task = { progress, signal: controller.signal, pause: () => setImmediate() };
    send({ kind: 'answer', id, value: await call(request, task) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ kind: 'error', id, name, message, stack });
  } finally {
    waiting.delete(id);
  }
}
