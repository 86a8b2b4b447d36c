import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Environment } from '../../src/io/environment.ts';
import { failureOf, knownCodes, ruleOf } from '../../src/io/sources/dataForSeo/codes.ts';
import { authorization, credentialForm } from '../../src/io/sources/dataForSeo/credentials.ts';
import { credentialsFrom } from '../../src/io/sources/openSource.ts';
import { wait } from '../../src/io/wait.ts';
import { documentedCodes } from '../support/standIn/documentedCodes.ts';
import type { Fault } from '../support/standIn/faults.ts';
import { sampleData } from '../support/standIn/fixtures.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../support/standIn/server.ts';
import { ask, failure, never, openSource, requestFor, silent, value } from '../support/standIn/source.ts';

describe('DataForSEO, when something goes wrong', () => {
  const running: StandIn[] = [];
  const start = async (options: Partial<StandInOptions> = {}): Promise<StandIn> => {
    const standIn = await startStandIn({ data: sampleData(), ...options });
    running.push(standIn);
    return standIn;
  };
  afterEach(async () => {
    for (const standIn of running.splice(0)) await standIn.close();
  });

  /** One run whose paid call meets the fault; `times` of them. */
  const meet = async (fault: Fault, times = Number.POSITIVE_INFINITY, options: Partial<StandInOptions> = {}) => {
    const standIn = await start(options);
    standIn.setFault(fault, { path: '/live', times });
    const opened = openSource(standIn);
    const { result } = await ask(opened.source, requestFor('example.com', { maximumRows: 100 }));
    const paid = standIn.requests.filter((each) => each.method === 'POST').length;
    return { ...opened, standIn, result, paid };
  };

  describe('every documented code has a kind and says what to do', () => {
    for (const [codes, kind] of Object.entries(documentedCodes)) {
      for (const code of codes.split(' ').map(Number)) {
        it(`${code} is ${kind}`, () => {
          const { kind: found, message } = failureOf(code, 'What it said');
          assert.equal(found, kind);
          assert.match(message, new RegExp(`^[^.:]+ \\(${code}\\)[.:] \\S.*\\.$`), message);
          assert.ok(knownCodes.includes(code));
        });
      }
    }
    it('and there is no other rule', () => {
      assert.equal(knownCodes.length, Object.keys(documentedCodes).join(' ').split(' ').length);
    });

    it('a code that is not documented is judged by its block', () => {
      const kinds = [40199, 40299, 40399, 40499, 40599, 59999, 40999].map((code) => failureOf(code, 'Odd').kind);
      assert.deepEqual(kinds, [
        'unauthorised',
        'cost-limit',
        'no-access',
        'not-found',
        'bad-request',
        'server-error',
        'bad-request',
      ]);
      assert.deepEqual(
        [40199, 40299, 59999].map((code) => ruleOf(code).retry),
        ['never', 'never', 'never'],
      );
    });

    it('the words of a refused login', () => {
      assert.equal(
        failureOf(40100, '').message,
        'DataForSEO refused the login (40100). Check login and API password (not the account password): Broken Backlinks: Set API Credentials, or DATAFORSEO_LOGIN and DATAFORSEO_PASSWORD.',
      );
    });
  });

  describe('an error is found at both levels', () => {
    for (const level of ['task', 'envelope'] as const) {
      it(`${level}: 40204 is no access, 40210 no credit`, async () => {
        assert.equal(failure((await meet({ kind: 'code', code: 40204, level })).result).kind, 'no-access');
        assert.equal(failure((await meet({ kind: 'code', code: 40210, level })).result).kind, 'no-credit');
      });
    }
  });

  describe('tries again', () => {
    for (const [code, waited] of [
      [40101, 2000],
      [40103, 1000],
      [40202, 60_000],
      [40209, 1000],
      [50000, 2000],
      [50001, 2000],
      [50401, 1000],
      [50402, 2000],
    ] as const) {
      it(`once after ${code}, and then has an answer`, async () => {
        const { result, paid, waits } = await meet({ kind: 'code', code }, 1);
        assert.deepEqual([value(result).pages.length, paid, waits], [3, 2, [waited]]);
      });
      it(`not twice after ${code}`, async () => {
        const { result, paid } = await meet({ kind: 'code', code });
        assert.deepEqual([failure(result).message.includes(`(${code})`), paid], [true, 2]);
      });
    }
    it('with half the rows after a time-out of the server', async () => {
      const { standIn } = await meet({ kind: 'code', code: 50401 }, 1);
      const limits = standIn.requests.flatMap(
        (each) => (each.body as { limit: number }[] | undefined)?.map((task) => task.limit) ?? [],
      );
      assert.deepEqual(limits, [100, 50]);
    });
    it('and tells the user that it waits', async () => {
      const standIn = await start();
      standIn.setFault({ kind: 'code', code: 40202 }, { path: '/live', times: 1 });
      const { source } = openSource(standIn);
      const request = requestFor('example.com');
      const quote = value(await source.quote(request, never));
      const steps: string[] = [];
      value(await source.fetchPages(request, quote, { report: (step) => void steps.push(step) }, never));
      assert.deepEqual(steps, ['Asking DataForSEO', 'Waiting 60 s to ask DataForSEO again', 'Asking DataForSEO']);
    });
    it('after a 429, when it is asked to wait no longer than a minute', async () => {
      const short = await meet({ kind: 'http', status: 429, headers: { 'retry-after': '7' } }, 1);
      assert.deepEqual([short.paid, short.waits, short.result.ok], [2, [7000], true]);
      const long = await meet({ kind: 'http', status: 429, headers: { 'retry-after': '3600' } });
      assert.deepEqual([long.paid, failure(long.result).kind], [1, 'rate-limited']);
    });
    it('a free call after a fault of the server', async () => {
      const standIn = await start();
      standIn.setFault({ kind: 'http', status: 502 }, { path: 'user_data', times: 1 });
      assert.equal(
        value(await openSource(standIn).source.quote(requestFor('example.com'), never)).balanceMicros,
        50_000_000,
      );
    });
  });

  describe('never tries again', () => {
    for (const code of [
      40000, 40104, 40200, 40201, 40203, 40204, 40205, 40207, 40210, 40404, 40408, 50100, 50301, 50303, 50304,
    ]) {
      it(`after ${code}`, async () => {
        const { paid, waits } = await meet({ kind: 'code', code });
        assert.deepEqual([paid, waits], [1, []]);
      });
    }
    for (const fault of [{ kind: 'http', status: 500 }, { kind: 'truncated' }, { kind: 'disconnect' }] as const) {
      it(`after an answer that never came (${fault.kind}), as it may have been charged, which is booked`, async () => {
        const { paid, expenses, result } = await meet(fault);
        assert.equal(paid, 1);
        assert.deepEqual(
          expenses.map((each) => [each.micros, each.certain]),
          [[27_600, false]],
        );
        assert.match(failure(result).message, /may have been charged, at most \$0\.03\.$/);
      });
    }
  });

  describe('money', () => {
    it('books what a failed try cost, and tries again only within the confirmed price', async () => {
      const { paid, expenses, result } = await meet({ kind: 'code', code: 50000, costMicros: 24_036 });
      assert.equal(paid, 1);
      assert.deepEqual(
        expenses.map((each) => [each.micros, each.certain]),
        [[24_036, true]],
      );
      assert.equal(failure(result).kind, 'server-error');
    });
    it('adds the cost of a failed try to that of the answer', async () => {
      const { result, expenses, standIn } = await meet({ kind: 'code', code: 50401, costMicros: 500 }, 1);
      const total = 500 + 24_108;
      assert.equal(value(result).costMicros, total);
      assert.equal(
        expenses.reduce((sum, each) => sum + each.micros, 0),
        total,
      );
      assert.equal(standIn.balanceMicros, 50_000_000 - total);
    });
    it('sends nothing that could pass the price that was confirmed', async () => {
      const standIn = await start();
      const { source } = openSource(standIn);
      const request = requestFor('example.com', { maximumRows: 1000 });
      const quote = value(await source.quote(request, never));
      const result = await source.fetchPages(request, { ...quote, highestMicros: 30_000 }, silent, never);
      assert.equal(failure(result).kind, 'cost-limit');
      assert.equal(standIn.balanceMicros, 50_000_000);
    });
  });

  describe('answers that are not from the API', () => {
    for (const [status, kind] of [
      [401, 'unauthorised'],
      [402, 'no-credit'],
      [403, 'no-access'],
      [404, 'not-found'],
      [500, 'server-error'],
      [503, 'server-error'],
      [200, 'bad-answer'],
      [302, 'bad-answer'],
      [418, 'bad-answer'],
    ] as const) {
      it(`HTTP ${status} with a page is ${kind}`, async () => {
        const { result } = await meet({ kind: 'http', status, headers: { location: 'https://portal.test/' } });
        assert.equal(failure(result).kind, kind);
        assert.match(failure(result).message, new RegExp(`\\(HTTP ${status}\\)`));
      });
    }
    it('an answer without a task answers nothing', async () => {
      const { result } = await meet({ kind: 'code', code: 20000, level: 'envelope' });
      assert.equal(failure(result).kind, 'bad-answer');
    });
    it('an answer of the API with another status than 200 is judged by its code', async () => {
      const { result } = await meet({ kind: 'code', code: 40104, level: 'envelope', http: 403 });
      assert.equal(failure(result).kind, 'not-verified');
    });
  });

  describe('the user', () => {
    it('cancels while the server works', async () => {
      const standIn = await start();
      const user = new AbortController();
      standIn.setFault({ kind: 'before', run: () => user.abort() }, { path: '/live' });
      const { source } = openSource(standIn);
      const request = requestFor('example.com');
      const quote = value(await source.quote(request, never));
      const refused = failure(await source.fetchPages(request, quote, silent, user.signal));
      assert.equal(refused.kind, 'cancelled');
      assert.match(refused.message, /may have been charged/);
    });
    it('cancels, and the answer that was on the way is waited for and used', async () => {
      const standIn = await start();
      const user = new AbortController();
      standIn.setFault({ kind: 'before', run: () => user.abort() }, { path: '/live' });
      const { source, expenses, log } = openSource(standIn, { wait });
      const request = requestFor('example.com');
      const quote = value(await source.quote(request, never));
      const answer = value(await source.fetchPages(request, quote, silent, user.signal));
      assert.deepEqual([answer.pages.length, expenses.map(({ certain }) => certain)], [3, [true]]);
      assert.match(
        log.join('\n'),
        /Cancelled\. The answer that is being paid for is waited for, up to 8 s, to be kept\./,
      );
    });
    it('cancels before anything is sent: nothing was charged, and it is not said', async () => {
      const standIn = await start();
      const { source, expenses } = openSource(standIn);
      const request = requestFor('example.com');
      const quote = value(await source.quote(request, never));
      const refused = failure(await source.fetchPages(request, quote, silent, AbortSignal.abort()));
      assert.deepEqual([refused.message, expenses], ['Cancelled.', []]);
    });
    it('cancels while it waits to try again', async () => {
      const standIn = await start();
      standIn.setFault({ kind: 'code', code: 40202 }, { path: '/live' });
      const user = new AbortController();
      const { source } = openSource(standIn, {
        wait: async (milliseconds, signal) => {
          user.abort();
          await wait(milliseconds, signal);
        },
      });
      const request = requestFor('example.com');
      const quote = value(await source.quote(request, never));
      assert.equal(failure(await source.fetchPages(request, quote, silent, user.signal)).kind, 'cancelled');
    });
    it('gave an address that would carry the login in the open', async () => {
      const standIn = await start();
      for (const apiBase of ['http://api.example', 'ftp://127.0.0.1', 'nonsense', 'http://127.0.0.1.example/']) {
        assert.throws(() => openSource(standIn, { apiBase }), /not an address to send a login to/, apiBase);
      }
      assert.ok(openSource(standIn, { apiBase: 'https://api.example/' }));
    });
    it('has a wrong password', async () => {
      const standIn = await start();
      const { source, log } = openSource(standIn, {
        credentials: { login: standIn.login, password: 'Wr0ng-secret' },
      });
      assert.equal(failure(await source.quote(requestFor('example.com'), never)).kind, 'unauthorised');
      assert.equal(standIn.requests.length, 1);
      assert.ok(!log.join().includes('Wr0ng-secret'));
    });
    it('has an account that is not verified, which only data calls tell', async () => {
      const { source } = openSource(await start({ isVerified: false }));
      assert.equal(failure(await source.quote(requestFor('example.com'), never)).kind, 'not-verified');
    });
    it('has no network', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      await new Promise((resolve) => server.close(resolve));
      const standIn = await start();
      const { source, expenses } = openSource(standIn, { apiBase: `http://127.0.0.1:${port}` });
      const refused = failure(await source.quote(requestFor('example.com'), never));
      assert.equal(refused.kind, 'offline');
      assert.match(
        refused.message,
        /^No connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. Check the network and the proxy/,
      );
      assert.deepEqual(expenses, []);
    });
  });

  it('logs what it did, and never the login or an answer', async () => {
    const { log, standIn } = await meet({ kind: 'code', code: 40202 }, 1);
    const all = log.join('\n');
    const secret = Buffer.from(`${standIn.login}:${standIn.password}`).toString('base64');
    for (const word of [standIn.password, standIn.login, secret, 'old-setup']) assert.ok(!all.includes(word), word);
    assert.match(all, /backlinks\/domain_pages\/live: HTTP 200, 20000, \$0\.024108, /);
  });
});

describe('credentials', () => {
  const header = `Basic ${Buffer.from('me@example.org:päss:word').toString('base64')}`;
  const base64 = header.slice(6);
  for (const pasted of [base64, `Basic ${base64}`, `  basic   ${base64}\n`, `Authorization: Basic ${base64}`]) {
    it(`accepts "${pasted.trim().slice(0, 22)}…"`, () => {
      assert.equal(value(authorization({ base64: pasted })), header);
    });
  }
  it('accepts login and password', () => {
    assert.equal(value(authorization({ login: ' me@example.org ', password: 'päss:word\n' })), header);
  });
  for (const wrong of [
    '',
    'Basic',
    'not base64 at all',
    Buffer.from('no colon').toString('base64'),
    Buffer.from(':empty').toString('base64'),
  ]) {
    it(`refuses "${wrong}" without repeating it`, () => {
      const refused = failure(authorization({ base64: wrong }));
      assert.equal(refused.kind, 'unauthorised');
      if (wrong !== '' && wrong !== 'Basic') assert.ok(!refused.message.includes(wrong));
    });
  }
  it('refuses half a login', () => {
    assert.ok(!authorization({ login: 'me@example.org', password: ' ' }).ok);
    assert.ok(!authorization({ login: 'me:you', password: 'x' }).ok);
  });
  it('come from the environment', () => {
    const from = (environment: Environment) => credentialsFrom(credentialForm, environment);
    assert.deepEqual(from({ DATAFORSEO_LOGIN: 'a', DATAFORSEO_PASSWORD: 'b' }), { login: 'a', password: 'b' });
    assert.deepEqual(from({ DATAFORSEO_CREDENTIALS: base64 }), { base64 });
    assert.equal(from({ DATAFORSEO_LOGIN: 'a' }), undefined);
  });
});
