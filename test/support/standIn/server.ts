/** An API server that speaks DataForSEO's contract over HTTP and computes its answers from any data set. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Account } from './account.ts';
import { type Answer, StandInApi } from './api.ts';
import type { DataSet } from './dataSet.ts';
import { type Fault, type Scheduled, takeFault } from './faults.ts';

export interface StandInOptions {
  readonly data: DataSet;
  readonly login?: string;
  readonly password?: string;
  readonly balanceMicros?: number;
  readonly perRequestMicros?: number;
  readonly perRowMicros?: number;
  readonly dailyLimitMicros?: number;
  /** `domain_pages.status_code`: neither listed by `available_filters` nor accepted. */
  readonly hiddenKeys?: readonly string[];
  /** Listed and yet refused, as documentation is not always right. */
  readonly refusedKeys?: readonly string[];
  /** An account that is not verified: only `user_data` answers. */
  readonly isVerified?: boolean;
  readonly callsPerMinute?: number;
  readonly simultaneousCalls?: number;
  readonly latencyMs?: number;
  /** `/` is written as `\/`, as PHP does. */
  readonly escapesSlashes?: boolean;
  readonly port?: number;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** The tasks that were sent. */
  readonly body: unknown;
  readonly httpStatus: number;
  readonly code: number | undefined;
  readonly costMicros: number;
}

export interface StandIn {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly login: string;
  readonly password: string;
  readonly requests: readonly SeenRequest[];
  readonly balanceMicros: number;
  setData(data: DataSet): void;
  /** The next `times` requests whose path contains `path` go wrong; without a number, all of them. */
  setFault(fault: Fault, options?: { readonly path?: string; readonly times?: number }): void;
  clearFaults(): void;
  close(): Promise<void>;
}

/** Listens on the loopback address only. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const login = options.login ?? 'user@example.com';
  const password = options.password ?? 'api-password';
  const account = new Account({
    login,
    balanceMicros: options.balanceMicros ?? 50_000_000,
    perRequestMicros: options.perRequestMicros ?? 24_000,
    perRowMicros: options.perRowMicros ?? 36,
    dailyLimitMicros: options.dailyLimitMicros ?? 0,
  });
  const api = new StandInApi({
    authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
    data: options.data,
    account,
    hiddenKeys: new Set(options.hiddenKeys),
    refusedKeys: new Set(options.refusedKeys),
    isVerified: options.isVerified ?? true,
    callsPerMinute: options.callsPerMinute ?? 2000,
    simultaneousCalls: options.simultaneousCalls ?? 30,
  });
  const requests: SeenRequest[] = [];
  const faults: Scheduled[] = [];

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const body = await read(request);
    const fault = takeFault(faults, path);
    if (fault?.kind === 'before') fault.run();
    const call = { method: request.method ?? 'GET', path, authorization: request.headers.authorization, body };
    const answer = api.begin(call, fault);
    requests.push({ ...seen(call, answer), body: parsed(body) });
    await wait((options.latencyMs ?? 0) + (fault?.kind === 'slow' ? fault.milliseconds : 0));
    api.end(path);
    const text = JSON.stringify(fault?.kind === 'changed' ? fault.change(structuredClone(answer.body)) : answer.body);
    const json = options.escapesSlashes ? text.replaceAll('/', '\\/') : text;
    await send(request, response, fault?.kind === 'http' ? undefined : { ...answer, json }, fault);
    if (fault?.kind === 'after') fault.run();
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    login,
    password,
    requests,
    get balanceMicros() {
      return account.balanceMicros;
    },
    setData: (data) => api.setData(data),
    setFault: (fault, { path = '', times = Number.POSITIVE_INFINITY } = {}) => {
      faults.push({ fault, path, left: times });
    },
    clearFaults: () => {
      faults.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body);
  } catch {
    // A request with a broken body is recorded as it came.
    return body;
  }
}

function seen(call: { readonly method: string; readonly path: string }, answer: Answer): Omit<SeenRequest, 'body'> {
  const tasks = answer.body.tasks as readonly { readonly status_code: number }[];
  const code = tasks[0]?.status_code ?? Number(answer.body.status_code);
  const costMicros = Math.round(Number(answer.body.cost) * 1e6);
  return { method: call.method, path: call.path, httpStatus: answer.status, code, costMicros };
}

/** As long as somebody listens. */
async function flood(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(2 ** 20, ' ');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += chunk.length) {
    if (!response.write(chunk) && !response.destroyed) await new Promise<void>((done) => response.once('drain', done));
  }
  response.end();
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (Answer & { readonly json: string }) | undefined,
  fault: Fault | undefined,
): Promise<void> {
  if (fault?.kind === 'disconnect') {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'flood') {
    await flood(response, fault.bytes);
    return;
  }
  if (answer === undefined) {
    const { status, body = '<html>Bad gateway</html>', headers = {} } = fault as Extract<Fault, { kind: 'http' }>;
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
    return;
  }
  const isGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const bytes = isGzip ? gzipSync(answer.json) : Buffer.from(answer.json);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    ...(isGzip && { 'content-encoding': 'gzip' }),
    ...(answer.status === 401 && { 'www-authenticate': 'Basic realm="DataForSEO"' }),
  });
  if (fault?.kind === 'truncated') {
    response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy());
    return;
  }
  if (fault?.kind === 'slow-body') {
    response.write(bytes.subarray(0, 1));
    await wait(fault.milliseconds);
    response.end(bytes.subarray(1));
    return;
  }
  response.end(bytes);
}
