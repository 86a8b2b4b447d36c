/** The thread that compares the texts of pages, while another reads them. */
import { parentPort } from 'node:worker_threads';
import type { UrlKey } from '../../core/paths.ts';
import { textAnswers } from '../../core/suggest/text/comparison.ts';
import { textIndex } from '../../core/suggest/text/index.ts';
import type { FromThread, ToThread } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the start of a worker thread.');

const send = (message: FromThread) => port.postMessage(message);
let keys: readonly UrlKey[] = [];
let index = textIndex([]);

port.on('message', (message: ToThread) => {
  if (message.kind === 'queries') {
    keys = message.queries.map(({ key }) => key);
    index = textIndex(message.queries);
  } else if (message.kind === 'pages') {
    const { pages } = message;
    for (let at = 0; at < pages.length; at += 2) index.add(pages[at] ?? '', pages[at + 1] ?? '');
    send({ kind: 'done' });
  } else {
    send({ kind: 'answers', answers: textAnswers(index, keys) });
    port.close();
  }
});
