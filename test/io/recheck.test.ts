import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { Agent } from 'undici';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import { guardedNames, type Resolve } from '../../src/io/http/guardedNames.ts';
import { isPrivateAddress, isPrivateHost } from '../../src/io/http/privateHost.ts';
import { followUrl } from '../../src/io/recheck/journey.ts';
import { type RecheckOptions, recheck } from '../../src/io/recheck/recheck.ts';
import { HostThrottle } from '../../src/io/recheck/throttle.ts';
import { Visits } from '../../src/io/recheck/visits.ts';
import { never, now, silent } from '../support/standIn/source.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const html = (title: string): string => `<!doctype html><title>${title}</title><p>text`;
const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): Handler =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
const redirect = (location: string, status = 301): Handler => answer(status, { location });

describe('recheck', () => {
  let server: Server;
  let base: string;
  let pages: Record<string, Handler>;
  let seen: string[];
  const dispatcher = new Agent({
    keepAliveTimeout: 10,
    connect: { lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
  });

  before(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      (pages[request.url ?? ''] ?? answer(404))(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://site.test:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    pages = {};
    seen = [];
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** The site is on this machine, as a staging server is; all others are on the public web. */
  const resolve: Resolve = async (host) => [
    { address: host === 'site.test' ? '127.0.0.1' : '93.184.216.34', family: 4 },
  ];
  const options = (fields: Partial<RecheckOptions> = {}): RecheckOptions => ({
    resolve,
    targets: [siteTarget('site.test')!],
    includeSubdomains: false,
    dispatcher,
    delayMs: 0,
    concurrency: 4,
    timeoutMs: 60_000,
    retryMs: 0,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => now,
    ...fields,
  });
  /** `verdict status detail`, with the server's address taken out. */
  const check = async (path: string, fields: Partial<RecheckOptions> = {}): Promise<string> => {
    const url = /^https?:/.test(path) ? path : `${base}${path}`;
    const found = (await recheck([url], options(fields), silent, never)).get(url);
    return `${found?.verdict} ${found?.status ?? '-'} ${found?.detail}`
      .replaceAll(base, '')
      .replace(/:\d{4,5}\b/g, ':PORT');
  };

  describe('broken', () => {
    for (const status of [404, 410, 400]) {
      it(`${status}, asked as a browser asks`, async () => {
        pages['/a'] = answer(status);
        assert.equal(await check('/a'), `broken ${status} answers ${status}`);
        assert.deepEqual(seen, ['GET /a']);
      });
    }
    for (const status of [500, 502]) {
      it(`${status}, asked again later`, async () => {
        pages['/a'] = answer(status);
        assert.equal(await check('/a'), `broken ${status} answers ${status}`);
        assert.deepEqual(seen, ['GET /a', 'GET /a']);
      });
    }
    it('a redirect that leads to a dead page', async () => {
      pages['/a'] = redirect('/b');
      assert.equal(await check('/a'), 'broken 404 redirects to /b (301), which answers 404');
    });
    it('is a redirect loop, and without end', async () => {
      pages['/a'] = redirect('/b');
      pages['/b'] = redirect('/a');
      assert.equal(await check('/a'), 'broken 301 is a redirect loop (/a)');
      for (let at = 0; at < 20; at++) pages[`/${at}`] = redirect(`/${at + 1}`, 302);
      assert.equal(await check('/0'), 'broken 302 redirects more than 10 times (on to /11)');
    });
  });

  describe('fine', () => {
    it('a page', async () => {
      pages['/a'] = answer(200, {}, html('Hello'));
      assert.equal(await check('/a#part'), 'fine 200 answers 200');
    });
    it('a file, beside one that does not exist', async () => {
      pages['/a.pdf'] = answer(200, { 'content-type': 'application/pdf' });
      assert.equal(await check('/a.pdf'), 'fine 200 answers 200');
      assert.match(seen.join(), /^GET \/a\.pdf,GET \/[a-z]{16}\.pdf$/);
    });
    for (const status of [301, 302, 303, 307, 308]) {
      it(`a redirect (${status}) to a page`, async () => {
        pages['/a'] = redirect('b?x=1#y', status);
        pages['/b?x=1'] = answer(200);
        assert.equal(await check('/a'), `fine 200 redirects to /b?x=1 (${status})`);
      });
    }
    it('a redirect to another host', async () => {
      pages['/a'] = redirect(`${base.replace('site.test', 'other.test')}/b`);
      pages['/b'] = answer(200);
      assert.equal(await check('/a'), 'fine 200 redirects to http://other.test:PORT/b (301)');
    });
    it('a page of whatever title, where those that do not exist answer 404', async () => {
      pages['/a'] = answer(200, {}, html('Page not found | Site'));
      assert.equal(await check('/a'), 'fine 200 answers 200');
      pages['/b'] = answer(200, {}, html('Route 4045 explained'));
      assert.equal(await check('/b'), 'fine 200 answers 200');
    });
  });

  describe('cannot tell', () => {
    for (const [status, reason] of [
      [401, 'asks for a login'],
      [403, 'refused, perhaps by a firewall'],
      [429, 'too many requests'],
      [451, 'withheld for legal reasons, perhaps only here'],
    ] as const) {
      it(String(status), async () => {
        pages['/a'] = answer(status, { 'retry-after': '0' });
        assert.equal(await check('/a'), `cannot-tell ${status} answers ${status} (${reason})`);
      });
    }
    it('a wall in front of the site', async () => {
      pages['/a'] = answer(503, {}, html('Just a moment...'));
      assert.equal(await check('/a'), 'cannot-tell 503 answers 503: a firewall lets only browsers in');
      pages['/b'] = answer(403, { 'cf-mitigated': 'challenge' });
      assert.equal(await check('/b'), 'cannot-tell 403 answers 403: Cloudflare lets only browsers in');
      pages['/c'] = answer(404, {}, html('Just a moment of silence'));
      assert.equal(await check('/c'), 'broken 404 answers 404');
    });
    it('silence', async () => {
      pages['/a'] = () => undefined;
      assert.match(await check('/a', { timeoutMs: 60 }), /^cannot-tell - site\.test:PORT did not answer in time\./);
    });
    it('nobody there', async () => {
      const closed = new Agent({
        connect: { lookup: (host, _options, done) => done(Object.assign(new Error(host), { code: 'ENOTFOUND' }), []) },
      });
      assert.match(
        await check('/a', { dispatcher: closed }),
        /^cannot-tell - site\.test:PORT was not found \(ENOTFOUND\)\./,
      );
    });
    it('a certificate that does not fit', async () => {
      assert.match(await check(`${base.replace('http:', 'https:')}/a`), /^cannot-tell - /);
    });
    it('a redirect to nowhere, or into a private network', async () => {
      pages['/a'] = answer(302);
      assert.equal(await check('/a'), 'cannot-tell 302 answers 302 without an address to go to');
      pages['/b'] = redirect('http://169.254.169.254/latest');
      assert.equal(
        await check('/b'),
        'cannot-tell 301 redirects to 169.254.169.254, a private address that was not asked',
      );
      pages['/c'] = redirect('javascript:alert(1)');
      assert.equal(await check('/c'), 'cannot-tell 301 answers 301 without an address to go to');
    });
    it('other sites, which are not asked', async () => {
      assert.equal(
        await check(`${base.replace('site.test', 'docs.site.test')}/a`),
        'cannot-tell - docs.site.test is not a host of this site, so it was not asked',
      );
      assert.equal(await check('https://'), 'cannot-tell - no web address');
      assert.deepEqual(seen, []);
    });
  });

  it('reads no more than the beginning of a page', async () => {
    let written = 0;
    pages['/a'] = (request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      if (request.method === 'HEAD') return void response.end();
      const more = (): void => {
        if (request.socket.destroyed || written > 64 * 2 ** 20) return;
        written += 65_536;
        if (response.write(Buffer.alloc(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    };
    assert.equal(await check('/a'), 'fine 200 answers 200');
    assert.ok(written < 16 * 2 ** 20, `${written} bytes were sent`);
  });

  it('asks each address once, tells how far it is, and stops when cancelled', async () => {
    const user = new AbortController();
    const steps: string[] = [];
    const urls = ['/1', '/2', '/2', '/3', '/4'].map((path) => `${base}${path}`);
    const progress = {
      report: (step: string, done = 0, total = 0) => {
        steps.push(`${step} ${done}/${total}`);
        if (done === 2) user.abort();
      },
    };
    const checks = await recheck(urls, options({ concurrency: 1 }), progress, user.signal);
    assert.deepEqual([...checks.keys()], urls.slice(0, 2));
    assert.deepEqual(steps, ['Checking 4 addresses 0/4', 'Checking 4 addresses 1/4', 'Checking 4 addresses 2/4']);
  });

  it('keeps requests to one host apart, and pauses when asked to', async () => {
    let time = 0;
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      time += milliseconds;
    };
    const throttle = new HostThrottle(250, () => time, wait);
    for (const host of ['a', 'a', 'b', 'a']) await throttle.turn(host, never);
    assert.deepEqual(waits, [250, 250]);
    throttle.pause('b', 5000);
    await throttle.turn('b', never);
    assert.deepEqual(waits.at(-1), 5000);
  });
});

describe('redirects into private networks', () => {
  /** A site whose every request is answered by a redirect to `location`; names lead where `addresses` says. */
  const ends = async (wanted: string, addresses: Readonly<Record<string, readonly string[]>>, start = 'site.test') => {
    let location = wanted;
    const server = createServer((request, response) => {
      if (request.url !== '/start') return void response.end('inside');
      response.writeHead(302, { location }).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    location = wanted.replace(':0/', `:${port}/`);
    const options = {
      dispatcher: new Agent({
        connect: { lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
      }),
      resolve: async (host: string) => (addresses[host] ?? []).map((address) => ({ address, family: isIP(address) })),
      isOwn: (host: string) => host === 'site.test' || host.endsWith('.site.test'),
      timeoutMs: 60_000,
    };
    const throttle = new HostThrottle(
      0,
      () => now,
      async () => undefined,
    );
    const visits = new Visits({ ...options, throttle, now: () => now }, never);
    const journey = await followUrl(new URL(`http://${start}:${port}/start`), { ...options, visits }, never);
    await options.dispatcher.destroy();
    server.closeAllConnections();
    server.close();
    return journey.ended.kind;
  };
  const site = { 'site.test': ['93.184.216.34'] };

  for (const location of [
    'http://localhost/',
    'http://localhost./',
    'http://LOCALHOST:8080/',
    'http://router/',
    'http://metadata/computeMetadata/v1/',
    'http://metadata.google.internal/',
    'http://127.0.0.1/',
    'http://127.0.0.1./',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://0xa9fea9fe/latest/meta-data/',
    'http://169.254.169.254/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b::808:808]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
  ]) {
    it(`are not followed: ${location}`, async () => assert.equal(await ends(location, site), 'private'));
  }
  for (const address of [
    '127.0.0.1',
    '10.0.0.8',
    '100.100.100.200',
    '169.254.169.254',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
  ]) {
    it(`are not followed to a public name that leads to ${address}`, async () => {
      assert.equal(await ends('http://other.test/', { ...site, 'other.test': [address] }), 'private');
      assert.equal(await ends('http://other.test/', { ...site, 'other.test': ['93.184.216.34', address] }), 'private');
    });
  }
  it('are followed to a public name', async () => {
    assert.equal(await ends('http://other.test:0/', { ...site, 'other.test': ['93.184.216.34'] }), 'answered');
    assert.equal(await ends('http://other.test:0/', { ...site, 'other.test': ['64:ff9b::5db8:d822'] }), 'answered');
  });
  it('are followed within a site that is itself private, and not from there to others', async () => {
    const staging = { 'site.test': ['10.0.0.8'], 'www.site.test': ['10.0.0.9'], 'other.test': ['10.0.0.10'] };
    assert.equal(await ends('http://site.test:0/a', staging), 'answered');
    assert.equal(await ends('http://www.site.test:0/a', staging), 'answered');
    assert.equal(await ends('http://other.test/', staging), 'private');
    assert.equal(await ends('http://localhost/', staging), 'private');
  });
  it('are not followed from a public site to a private host of its own', async () => {
    assert.equal(await ends('http://db.site.test/', { ...site, 'db.site.test': ['10.0.0.9'] }), 'private');
  });
});

describe('guardedNames', () => {
  const connect = (names: ReturnType<typeof guardedNames>, host: string) =>
    new Promise<string>((done) => {
      names.lookup(host, { all: true }, (error, found) => {
        done(error?.code ?? (found as readonly { readonly address: string }[]).map(({ address }) => address).join());
      });
    });

  it('connect to what was judged, whatever the name leads to a moment later', async () => {
    const answers = ['93.184.216.34', '127.0.0.1'];
    const names = guardedNames(
      () => false,
      async () => [{ address: answers.shift() ?? '', family: 4 }],
    );
    assert.equal((await names.resolve('rebind.test'))[0]?.address, '93.184.216.34');
    assert.equal(await connect(names, 'rebind.test'), '93.184.216.34');
    assert.equal(await connect(names, 'rebind.test'), '93.184.216.34');
  });
  it('refuse a private address that appears only when the connection is made', async () => {
    let tries = 0;
    const names = guardedNames(
      () => false,
      async () => {
        tries += 1;
        if (tries === 1) throw Object.assign(new Error('later'), { code: 'EAI_AGAIN' });
        return [{ address: '127.0.0.1', family: 4 }];
      },
    );
    await assert.rejects(names.resolve('late.test'));
    assert.equal(await connect(names, 'late.test'), 'EPRIVATE');
  });
  it("let the site's own hosts be private", async () => {
    const names = guardedNames(
      (host) => host === 'staging.test',
      async () => [{ address: '10.0.0.8', family: 4 }],
    );
    assert.equal(await connect(names, 'staging.test'), '10.0.0.8');
    assert.equal(await connect(names, 'other.test'), 'EPRIVATE');
  });
  it('answer in the form that is asked for', async () => {
    const both = [
      { address: '2606:4700::1', family: 6 },
      { address: '93.184.216.34', family: 4 },
    ];
    const names = guardedNames(
      () => false,
      async () => both,
    );
    const one = (family: number) =>
      new Promise((done) => names.lookup('a.test', { family }, (error, ...found) => done(error?.code ?? found)));
    assert.deepEqual(await one(4), ['93.184.216.34', 4]);
    assert.deepEqual(await one(0), ['2606:4700::1', 6]);
    assert.equal(
      await connect(
        guardedNames(
          () => false,
          async () => [],
        ),
        'a.test',
      ),
      'ENOTFOUND',
    );
  });
});

describe('isPrivateAddress', () => {
  // The special-purpose registries of IANA: the first and the last address of each block, and what stands beside it.
  for (const [first, last, before, after] of [
    ['0.0.0.0', '0.255.255.255', undefined, '1.0.0.0'],
    ['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
    ['100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
    ['127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
    ['169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
    ['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
    ['192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
    ['192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
    ['198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
    ['224.0.0.0', '255.255.255.255', '223.255.255.255', undefined],
    ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fbff::', undefined],
    ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', undefined, undefined],
    ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', undefined, undefined],
    ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db7::', '2001:db9::'],
  ] as const) {
    it(`${first} to ${last}`, () => {
      for (const address of [first, last]) assert.ok(isPrivateAddress(address), address);
      for (const address of [before, after]) assert.ok(address === undefined || !isPrivateAddress(address), address);
      if (first.includes(':')) return;
      for (const [address, isInside] of [
        [first, true],
        [last, true],
        [before, false],
        [after, false],
      ] as const) {
        const forms = address === undefined ? [] : [`::ffff:${address}`, `64:ff9b::${address}`];
        for (const form of forms) assert.equal(isPrivateAddress(form), isInside, form);
      }
    });
  }
});

describe('isPrivateHost', () => {
  for (const host of [
    'localhost',
    'a.localhost',
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '[::1]',
    '[fd00::1]',
    '[fe80::1]',
    '[::ffff:7f00:1]',
    'printer.local',
    'printer',
    'localhost.',
    '127.0.0.1.',
    '0x7f.1',
    '[fe80::1%25eth0]',
    '[2002:7f00:1::]',
    '168.63.129.16',
    'nas.lan',
    'vault.home.arpa',
  ]) {
    it(host, () => assert.ok(isPrivateHost(host)));
  }
  for (const host of [
    'example.org',
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '100.63.0.1',
    '[2606:4700::1]',
    'localhost.example',
    'fd.example',
  ]) {
    it(`not ${host}`, () => assert.ok(!isPrivateHost(host)));
  }
});
