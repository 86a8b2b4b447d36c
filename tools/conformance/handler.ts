/** A request handler of Node, served on a free port while it is asked. */
import { createServer, type RequestListener } from 'node:http';
import { ask } from './ask.ts';
import type { Reply } from './engine.ts';

export async function askHandler(handler: RequestListener, urls: readonly string[]): Promise<readonly Reply[]> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    return await ask(address !== null && typeof address === 'object' ? address.port : 0, urls);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
