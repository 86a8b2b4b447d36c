/** Records what leaves for the real hosts, and has stand-ins answer it: the host of a request is part of its form. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type Dispatcher, request as send } from 'undici';

/** One request as it would have left this machine. */
export interface LeftRequest {
  readonly method: string;
  /** Whole, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RecordingProxy {
  readonly dispatcher: Dispatcher;
  readonly left: LeftRequest[];
  close(): Promise<void>;
}

const originHeader = 'x-origin-asked';
/** Of the transport, which every request has. */
const ofTransport = new Set(['host', 'connection', 'content-length', 'accept-encoding', originHeader]);
/** What `fetch` of undici adds by itself. */
const ofFetch = new Set(['accept-language', 'sec-fetch-mode']);

/** `answerAt`: where the stand-in for an address is. `watch` is told of each request when it comes, and when it is answered. */
export async function recordingProxy(
  answerAt: (url: URL) => string,
  watch?: { begun(request: LeftRequest): void; ended(): void },
): Promise<RecordingProxy> {
  const left: LeftRequest[] = [];
  const direct = new Agent({ keepAliveTimeout: 10 });
  const server = createServer(async (asked, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(asked.url ?? '/', String(asked.headers[originHeader]));
    const own = Object.entries(asked.headers).filter(([name]) => !ofTransport.has(name) && !ofFetch.has(name));
    const headers = Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
    const method = asked.method === 'POST' ? 'POST' : 'GET';
    const request = { method, url: url.href, headers, body };
    left.push(request);
    watch?.begun(request);
    const answer = await send(answerAt(url), {
      ...{ method, headers, dispatcher: direct },
      ...(body !== '' && { body }),
    });
    const text = await answer.body.text();
    watch?.ended();
    response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) });
    response.end(text);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const dispatcher = direct.compose((dispatch) => (options, handler) => {
    // What is sent on to a stand-in has been recorded.
    if (String(options.origin).startsWith('http://127.0.0.1')) return dispatch(options, handler);
    const headers = withHeader(options.headers, String(options.origin));
    return dispatch({ ...options, origin: `http://127.0.0.1:${port}`, headers }, handler);
  });
  return {
    dispatcher,
    left,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await direct.destroy();
    },
  };
}

/** undici knows three forms of headers; `fetch` gives a list of names and values, or an object. */
function withHeader(headers: Dispatcher.DispatchOptions['headers'], origin: string): Record<string, string> {
  const found: Record<string, string> = { [originHeader]: origin };
  if (Array.isArray(headers)) {
    for (let at = 0; at + 1 < headers.length; at += 2) found[String(headers[at])] = String(headers[at + 1]);
  } else {
    const entries =
      headers && Symbol.iterator in headers
        ? [...(headers as Iterable<[string, unknown]>)]
        : Object.entries(headers ?? {});
    for (const [name, value] of entries) found[name] = String(value);
  }
  return found;
}
