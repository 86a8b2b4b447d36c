import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import type { Failure } from '../../src/core/ports.ts';
import { httpDispatcher } from '../../src/io/http/dispatcher.ts';
import { knownCodes } from '../../src/io/sources/dataForSeo/codes.ts';
import { dataForSeo } from '../../src/io/sources/dataForSeo/dataForSeo.ts';
import type { Fault } from '../support/standIn/faults.ts';
import { sampleData } from '../support/standIn/fixtures.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { bookInto, never, openSource, requestFor, silent } from '../support/standIn/source.ts';

const password = 'pass%wörd/+4711';
const login = 'somebody@example.com';
const base64 = Buffer.from(`${login}:${password}`).toString('base64');
const echo = `You sent Authorization: Basic ${base64}, that is ${login}:${password} (${encodeURIComponent(password)})`;

/** Every way a request of the API fails in the tests, each with the login in whatever the other side says. */
const faults: readonly (readonly [string, Fault])[] = [
  ...[...knownCodes, 40199, 40299, 40399, 40499, 40599, 59999].map((code, i) => {
    const level = i % 2 === 0 ? 'task' : 'envelope';
    return [`code ${code} in the ${level}`, { kind: 'code', code, level, message: echo }] as const;
  }),
  ...[301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 407, 418, 429, 500, 502, 503, 200].map(
    (status) => [`HTTP ${status}`, { kind: 'http', status, body: echo, headers: { 'retry-after': '0' } }] as const,
  ),
  ['an answer cut off', { kind: 'truncated' }],
  ['a connection closed', { kind: 'disconnect' }],
];

describe('the login of the API', () => {
  let standIn: StandIn;
  let other: Server;
  let seen: string[];
  before(async () => {
    standIn = await startStandIn({ data: sampleData(), login, password });
    other = createServer((request, response) => {
      seen.push(JSON.stringify(request.headers));
      response.end('{}');
    });
    other.on('connect', (request, socket) => {
      seen.push(JSON.stringify({ ...request.headers, 'proxy-authorization': undefined }));
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  });
  beforeEach(() => {
    seen = [];
    standIn.clearFaults();
  });
  after(async () => {
    await standIn.close();
    other.close();
  });

  const keepsItToItself = (texts: readonly string[]) => {
    for (const secret of [base64, password, encodeURIComponent(password), 'rd/+4711']) {
      for (const text of texts) assert.ok(!text.includes(secret), text);
    }
  };
  /** What each call says and logs. */
  const said = async (fault: Fault): Promise<readonly string[]> => {
    const { source, log } = openSource(standIn);
    const request = requestFor('example.com', { maximumRows: 10 });
    const failures: Failure[] = [];
    standIn.setFault(fault);
    const refused = await source.quote(request, never);
    if (!refused.ok) failures.push(refused.failure);
    standIn.clearFaults();
    for (const call of ['pages', 'summary', 'referrers'] as const) {
      const quote = await openSource(standIn).source.quote(request, never, call);
      assert.ok(quote.ok);
      standIn.setFault(fault, { path: '/live' });
      const page = { url: 'https://example.com/a', spellings: ['https://example.com/a'] } as never;
      const result =
        call === 'pages'
          ? await source.fetchPages(request, quote.value, silent, never)
          : call === 'summary'
            ? await source.summary?.(request, quote.value, never)
            : await source.referrers?.(page, request, quote.value, never);
      if (result !== undefined && !result.ok) failures.push(result.failure);
      standIn.clearFaults();
    }
    assert.ok(failures.length > 0);
    return [...failures.map(({ message }) => message), ...log];
  };

  for (const [name, fault] of faults) {
    it(`is in no message and no log after ${name}`, async () => keepsItToItself(await said(fault)));
  }

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not follow a redirect (${status}) to another host`, async () => {
      const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v3/`;
      keepsItToItself(await said({ kind: 'http', status, headers: { location } }));
      assert.deepEqual(seen, []);
    });
  }

  const open = (apiBase: string) =>
    dataForSeo.access.open({
      dispatcher: new Agent(),
      credentials: { login, password },
      sandbox: false,
      apiBase,
      logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      now: Date.now,
      book: bookInto([]),
    });
  for (const address of [
    'http://api.dataforseo.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'ftp://api.dataforseo.com',
    'api.dataforseo.com',
    '//api.dataforseo.com',
    `https://${encodeURIComponent(login)}:${encodeURIComponent(password)}@api.dataforseo.com`,
    `https://:${encodeURIComponent(password)}@api.dataforseo.com`,
    `https:// ${password}`,
  ]) {
    it(`is not sent to ${address.replace(/:[^/]*@/, ':…@')}`, () => {
      const opened = open(address);
      assert.ok(!opened.ok);
      keepsItToItself([opened.failure.message]);
    });
  }
  it('is sent to a proxy in the tunnel only, and that of a proxy is in no message', async () => {
    const { port } = other.address() as AddressInfo;
    for (const proxy of [`http://me:hidden-word@127.0.0.1:${port}`, 'http://me:hidden-word@127.0.0.1:1']) {
      const dispatcher = httpDispatcher({ http: proxy, https: proxy, noProxy: '', strictSsl: true });
      const { source, log } = openSource(standIn, { dispatcher, apiBase: 'https://api.dataforseo.invalid' });
      const quote = await source.quote(requestFor('example.com'), never);
      await dispatcher.destroy();
      assert.ok(!quote.ok);
      const texts = [quote.failure.message, ...log, ...seen];
      keepsItToItself(texts);
      for (const text of texts) assert.ok(!text.includes('hidden-word'), text);
    }
  });
});
