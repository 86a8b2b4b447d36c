/**
 * A site on this machine that answers as it is told: a table of paths, and for all else a page that says it is not there.
 * Its name, `site.test`, and every other one lead to this machine.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import type { LiveCheck } from '../../src/core/report/findings.ts';
import { type RecheckOptions, recheck } from '../../src/io/recheck/recheck.ts';
import { never, now, silent } from './standIn/source.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse, path: string) => void;

export interface AnsweringSite {
  readonly base: string;
  /** As every check of this site has them. */
  readonly options: RecheckOptions;
  /** `METHOD path` of every request since `answer` was called. */
  readonly requests: readonly string[];
  /** What is in the table answers its path (with its query, else without); `otherwise` all else. */
  answer(table: Readonly<Record<string, Answer>>, otherwise?: Answer): void;
  /** What the live check says of one path, or address. */
  check(path: string, options?: Partial<RecheckOptions>): Promise<LiveCheck>;
  close(): void;
}

export const page =
  (
    title: string,
    text: string,
    status = 200,
    headers: Readonly<Record<string, string | readonly string[]>> = {},
  ): Answer =>
  (_request, response) => {
    const frame = 'Documentation of the product. Guides, reference, blog, and where to ask for help.';
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...(headers as Record<string, string>) });
    response.end(`<!doctype html><title>${title}</title><nav>${frame}</nav><main>${text}</main>`);
  };

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body = ''): Answer =>
  (_request, response) =>
    void response.writeHead(code, { 'content-type': 'text/html', ...headers }).end(body);

export const redirect = (location: string, code = 302, headers: Readonly<Record<string, string>> = {}): Answer =>
  status(code, { location, ...headers });

/** The first request is answered so, all later ones otherwise. */
export const once = (first: Answer, then: Answer): Answer => {
  let isFirst = true;
  return (request, response, path) => {
    (isFirst ? first : then)(request, response, path);
    isFirst = false;
  };
};

const dispatcher = new Agent({
  keepAliveTimeout: 10,
  connect: { lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
});

export async function startAnsweringSite(): Promise<AnsweringSite> {
  const requests: string[] = [];
  let table: Readonly<Record<string, Answer>> = {};
  let otherwise: Answer = status(404);
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(`${request.method} ${path}`);
    (table[path] ?? table[path.replace(/\?.*$/, '')] ?? otherwise)(request, response, path);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://site.test:${(server.address() as AddressInfo).port}`;
  const standard: RecheckOptions = {
    targets: [siteTarget('site.test')!],
    includeSubdomains: false,
    published: ['/docs/known/', '/docs/other/', '/blog/first/'].map((known) => `${base}${known}`),
    dispatcher,
    resolve: async () => [{ address: '93.184.216.34', family: 4 }],
    delayMs: 0,
    concurrency: 4,
    timeoutMs: 5000,
    retryMs: 0,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => now,
    wait: async () => undefined,
  };
  return {
    base,
    options: standard,
    requests,
    answer(wanted, rest = status(404)) {
      requests.length = 0;
      table = wanted;
      otherwise = rest;
    },
    async check(path, fields = {}) {
      const url = /^https?:/.test(path) ? path : `${base}${path}`;
      const check = (await recheck([url], { ...standard, ...fields }, silent, never)).get(url);
      if (check === undefined) throw new Error(`${url} was not checked`);
      return check;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A dispatcher whose every connection fails with this code of Node's. */
export function failingDispatcher(code: string): Agent {
  return new Agent({
    connect: { lookup: (host, _options, done) => done(Object.assign(new Error(host), { code }), []) },
  });
}
