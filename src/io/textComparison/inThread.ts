/** A `TextComparison` in a thread of its own: of what many pages take to read, nearly half is done beside the rest. */
import { Worker } from 'node:worker_threads';
import type { TextAnswers, TextComparison } from '../../core/suggest/text/comparison.ts';
import type { TextQuery } from '../../core/suggest/text/queries.ts';
import type { FromThread, ToThread } from './messages.ts';

/** Letters of texts that are sent at once. */
const batchLetters = 1 << 18;

/** Batches on their way; more of them would only take memory. */
const mostWaiting = 8;

/** Beside this file, and beside the bundle that this file becomes a part of. */
const threadFile = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './texts.mjs', import.meta.url);

/** Rejects its answers when the thread fails. */
export function compareTextsInThread(queries: readonly TextQuery[], file = threadFile): TextComparison {
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: 8 } });
  const send = (message: ToThread) => worker.postMessage(message);
  let waiting = 0;
  let isOver = false;
  let goOn: () => void = () => undefined;
  const answers = new Promise<TextAnswers>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'answers') resolve(message.answers);
      else {
        waiting--;
        goOn();
      }
    });
    worker.on('error', (error) => {
      isOver = true;
      reject(error);
      goOn();
    });
  });
  // The reader learns of it when it asks.
  answers.catch(() => undefined);

  let batch: string[] = [];
  let letters = 0;
  const flush = (): void => {
    send({ kind: 'pages', pages: batch });
    waiting++;
    batch = [];
    letters = 0;
  };
  send({ kind: 'queries', queries });
  return {
    add(page, text) {
      batch.push(page, text);
      letters += text.length;
      if (letters < batchLetters) return undefined;
      flush();
      if (isOver || waiting < mostWaiting) return undefined;
      return new Promise((resolve) => {
        goOn = resolve;
      });
    },
    answers() {
      flush();
      send({ kind: 'ask' });
      return answers;
    },
    close: () => void worker.terminate(),
  };
}
