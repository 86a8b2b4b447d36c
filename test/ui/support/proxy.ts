import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LiveProxy {
  readonly url: string;
  /** `GET http://eddy.example/stations.html`, in the order they came. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A proxy that is a site itself: answers for one host with the status of each path, and hands all else on. */
export async function startProxy(host: string, answers: Readonly<Record<string, number>>): Promise<LiveProxy> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://nowhere.invalid');
    requests.push(`${request.method} ${url.href}`);
    if (url.host === host) {
      response.writeHead(answers[url.pathname] ?? 404, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>A page</title>');
    } else handOn(url, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function handOn(url: URL, request: IncomingMessage, response: ServerResponse): void {
  const onward = send(url, { method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
}
