import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Dispatcher } from 'undici';
import { httpDispatcher } from '../../src/io/http/dispatcher.ts';
import { exchange } from '../../src/io/http/exchange.ts';
import { guardedNames } from '../../src/io/http/guardedNames.ts';
import { networkFailure } from '../../src/io/http/networkFailure.ts';
import { type ProxySettings, proxySettings } from '../../src/io/http/proxySettings.ts';
import { never } from '../support/standIn/source.ts';

describe('proxySettings', () => {
  const none: ProxySettings = { https: '', http: '', noProxy: '', strictSsl: true };
  const cases: readonly (readonly [string, Parameters<typeof proxySettings>, ProxySettings])[] = [
    ['nothing set', [{}], none],
    [
      'the environment',
      [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '.org' }],
      { ...none, https: 'http://p:1', noProxy: '.org' },
    ],
    ['lower case first', [{ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' }], { ...none, https: 'http://a:1' }],
    ['one for both', [{ HTTP_PROXY: 'http://p:1' }], { ...none, http: 'http://p:1', https: 'http://p:1' }],
    ['without a scheme', [{ HTTPS_PROXY: 'proxy.example:3128' }], { ...none, https: 'http://proxy.example:3128' }],
    [
      'the editor before the environment',
      [
        { HTTPS_PROXY: 'http://env:1', NO_PROXY: 'a' },
        { proxy: 'http://ed:1', noProxy: ['b', '.c'] },
      ],
      { ...none, http: 'http://ed:1', https: 'http://ed:1', noProxy: 'b,.c' },
    ],
    [
      'an empty editor setting',
      [{ HTTPS_PROXY: 'http://env:1' }, { proxy: '', noProxy: [] }],
      { ...none, https: 'http://env:1' },
    ],
    [
      'switched off',
      [{ HTTPS_PROXY: 'http://env:1' }, { proxySupport: 'off', proxyStrictSSL: false }],
      { ...none, strictSsl: false },
    ],
    ['nonsense', [{ HTTPS_PROXY: 'http://' }], none],
  ];
  for (const [name, given, wanted] of cases) it(name, () => assert.deepEqual(proxySettings(...given), wanted));
});

describe('httpDispatcher', () => {
  let site: Server;
  let proxy: Server;
  let seen: string[];
  let dispatcher: Dispatcher;
  const origin = (server: Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  beforeEach(async () => {
    seen = [];
    site = createServer((_request, response) => void response.end('from the site'));
    proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      response.end('from the proxy');
    });
    proxy.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.headers['proxy-authorization'] ?? ''}`.trim());
      if (request.headers['proxy-authorization'] === undefined) return void socket.end('HTTP/1.1 407 No\r\n\r\n');
      const tunnel = connect((site.address() as AddressInfo).port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        tunnel.pipe(socket).pipe(tunnel);
      });
    });
    await Promise.all([listen(site), listen(proxy)]);
  });
  afterEach(async () => {
    await dispatcher.destroy();
    for (const server of [site, proxy]) {
      server.closeAllConnections();
      server.close();
    }
  });

  const get = async (url: string, settings: Partial<ProxySettings>): Promise<string> => {
    dispatcher = httpDispatcher({ https: '', http: '', noProxy: '', strictSsl: true, ...settings });
    const answer = await exchange(
      { url, method: 'GET', headers: {}, body: undefined, timeoutMs: 60_000, maximumBytes: 1000 },
      dispatcher,
      never,
    );
    return answer.ok ? answer.value.body : answer.failure.message;
  };

  it('sends plain http through the proxy with the whole address, and its login', async () => {
    assert.equal(await get('http://example.test/a', { http: `http://me:s%40crt@${origin(proxy)}` }), 'from the proxy');
    assert.deepEqual(seen, [`GET http://example.test/a Basic ${btoa('me:s@crt')}`]);
  });
  it('opens a tunnel for https, and says that a proxy wants a login', async () => {
    assert.match(
      await get('https://example.test/', { https: `http://${origin(proxy)}` }),
      /^The proxy refused the way to example\.test \(407\)\. It asks for a login: put it into http\.proxy/,
    );
    assert.deepEqual(seen, ['CONNECT']);
  });
  it('asks a proxy that hangs up once, and says so', async () => {
    let asked = 0;
    proxy.removeAllListeners('connect').on('connect', (_request, socket) => {
      asked += 1;
      socket.destroy();
    });
    assert.match(
      await get('https://example.test/', { https: `http://${origin(proxy)}` }),
      /^The proxy hung up on the way to example\.test\./,
    );
    assert.equal(asked, 1);
  });
  it('goes straight to hosts that are excepted', async () => {
    assert.equal(
      await get(`http://${origin(site)}/`, { http: `http://${origin(proxy)}`, noProxy: '127.0.0.1' }),
      'from the site',
    );
    assert.deepEqual(seen, []);
  });
  it('takes nothing from the environment of the process', async () => {
    process.env.HTTP_PROXY = `http://${origin(proxy)}`;
    try {
      assert.equal(await get(`http://${origin(site)}/`, {}), 'from the site');
    } finally {
      delete process.env.HTTP_PROXY;
    }
  });
  it('connects by the names it is given, and to no private address of others', async () => {
    const names = guardedNames(
      (host) => host === 'own.test',
      async () => [{ address: '127.0.0.1', family: 4 }],
    );
    dispatcher = httpDispatcher({ https: '', http: '', noProxy: '', strictSsl: true }, names.lookup);
    const { port } = site.address() as AddressInfo;
    const ask = async (host: string) => {
      const url = `http://${host}:${port}/`;
      const asked = {
        url,
        method: 'GET',
        headers: {},
        body: undefined,
        timeoutMs: 60_000,
        maximumBytes: 1000,
      } as const;
      const answer = await exchange(asked, dispatcher, never);
      return answer.ok ? answer.value.body : answer.failure.message;
    };
    assert.equal(await ask('own.test'), 'from the site');
    assert.equal(
      await ask('other.test'),
      `other.test:${port} has an address in a private network, so it was not asked.`,
    );
  });
  it('waits no longer than it is told to, for a body too', async () => {
    site.removeAllListeners('request').on('request', (_request, response) => void response.write('x'));
    const url = `http://${origin(site)}/`;
    dispatcher = httpDispatcher({ https: '', http: '', noProxy: '', strictSsl: true });
    const asked = { url, method: 'GET', headers: {}, body: undefined, maximumBytes: 1000 } as const;
    // On a slow machine the first of these times may be over before anything is sent.
    for (let timeoutMs = 50; ; timeoutMs *= 2) {
      const answer = await exchange({ ...asked, timeoutMs }, dispatcher, never);
      assert.ok(!answer.ok && answer.failure.kind === 'timed-out');
      if (!answer.failure.unsent) break;
    }
  });
  it('takes no answer that is too large', async () => {
    site.removeAllListeners('request').on('request', (_request, response) => void response.end('x'.repeat(5000)));
    assert.match(await get(`http://${origin(site)}/`, {}), /is larger than 0 MB\. Ask for fewer rows\.$/);
  });
});

describe('networkFailure', () => {
  const wrapped = (code: string): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  for (const [code, kind, unsent] of [
    ['ENOTFOUND', 'offline', true],
    ['EAI_AGAIN', 'offline', true],
    ['ECONNREFUSED', 'offline', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'offline', true],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'offline', true],
    ['CERT_HAS_EXPIRED', 'offline', true],
    ['UND_ERR_SOCKET', 'offline', false],
    ['ECONNRESET', 'offline', false],
    ['UND_ERR_HEADERS_TIMEOUT', 'timed-out', false],
    ['UND_ERR_BODY_TIMEOUT', 'timed-out', false],
  ] as const) {
    it(`${code}: ${kind}${unsent ? ', nothing was sent' : ''}`, () => {
      const found = networkFailure(wrapped(code), 'api.example', never);
      assert.deepEqual([found.kind, found.unsent], [kind, unsent]);
    });
  }
  it('several addresses tried in vain', () => {
    const error = new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]);
    assert.equal(networkFailure(new TypeError('fetch failed', { cause: error }), 'a', never).unsent, true);
  });
  it('a certificate names the setting that helps', () => {
    assert.match(networkFailure(wrapped('SELF_SIGNED_CERT_IN_CHAIN'), 'a', never).message, /http\.proxyStrictSSL/);
  });
});
