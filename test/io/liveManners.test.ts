// How the live check behaves towards the site: RFC 9110 for `Retry-After`, and what anybody wants of a robot.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import type { LiveCheck } from '../../src/core/report/findings.ts';
import { retryAfter } from '../../src/io/http/retryAfter.ts';
import { type RecheckOptions, recheck } from '../../src/io/recheck/recheck.ts';
import { HostThrottle } from '../../src/io/recheck/throttle.ts';
import { type AnsweringSite, page, redirect, startAnsweringSite, status } from '../support/answeringSite.ts';
import { never, now, silent } from '../support/standIn/source.ts';

describe('the live check towards the site', () => {
  let site: AnsweringSite;
  let time = now;
  const waits: number[] = [];
  before(async () => {
    site = await startAnsweringSite();
  });
  beforeEach(() => {
    time = now;
    waits.length = 0;
  });
  after(() => site.close());

  const addresses = (many: number): readonly string[] => Array.from({ length: many }, (_, at) => `/docs/page-${at}/`);
  const check = async (
    paths: readonly string[],
    fields: Partial<RecheckOptions> = {},
  ): Promise<readonly LiveCheck[]> => {
    const options: RecheckOptions = {
      ...site.options,
      now: () => time,
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        time += milliseconds;
      },
      targets: [siteTarget('site.test')!],
      ...fields,
    };
    const urls = paths.map((path) => `${site.base}${path}`);
    const checks = await recheck(urls, options, silent, never);
    return urls.flatMap((url) => checks.get(url) ?? []);
  };
  const verdicts = (checks: readonly LiveCheck[]) => [...new Set(checks.map(({ verdict }) => verdict))];

  it('asks once for all addresses of a folder what is not there', async () => {
    site.answer(Object.fromEntries(addresses(20).map((path) => [path, page(path, `The text of ${path}`)])));
    assert.deepEqual(verdicts(await check(addresses(20))), ['fine']);
    assert.equal(site.requests.length, 21);
  });
  it('asks once for where many addresses lead', async () => {
    const table = Object.fromEntries(addresses(20).map((path) => [path, redirect('/docs/gone/')]));
    site.answer(table);
    assert.deepEqual(verdicts(await check(addresses(20))), ['broken']);
    assert.equal(site.requests.length, 21);
  });
  it('sends no more than two requests at once to a host', async () => {
    let running = 0;
    let most = 0;
    const waiting: ServerResponse[] = [];
    site.answer({}, (_request, response) => {
      running++;
      most = Math.max(most, running);
      waiting.push(response);
      // Only when nothing else comes: whoever sends a third one has sent it by then.
      setImmediate(() =>
        setImmediate(() => {
          running--;
          waiting.shift()?.writeHead(404).end();
        }),
      );
    });
    await check(addresses(20), { concurrency: 10 });
    assert.ok(most <= 2, `${most} at once`);
    assert.equal(site.requests.length, 20);
  });
  for (const [name, header] of [
    ['seconds', '7'],
    ['a date', new Date(now + 7000).toUTCString()],
  ] as const) {
    it(`leaves the whole host alone for as long as it asks, in ${name}`, async () => {
      let first = true;
      const times: number[] = [];
      site.answer({}, (request, response, path) => {
        times.push(time);
        const isFirst = first;
        first = false;
        status(isFirst ? 429 : 404, isFirst ? { 'retry-after': header } : {})(request, response, path);
      });
      assert.deepEqual(verdicts(await check(addresses(3), { concurrency: 1 })), ['broken']);
      assert.deepEqual(
        times.map((at) => at - now >= 7000),
        [false, true, true, true],
      );
    });
  }
  it('asks nothing more of a host that wants to be left alone for an hour', async () => {
    site.answer({}, status(503, { 'retry-after': '3600' }));
    const checks = await check(addresses(9), { concurrency: 1 });
    assert.deepEqual(verdicts(checks.slice(1)), ['cannot-tell']);
    assert.match(checks[8]?.detail ?? '', /wants no request before 2026-10-26 15:15 UTC \(503\)/);
    assert.equal(site.requests.length, 1);
  });
  it('asks nothing more of a host that does not answer', async () => {
    site.answer({}, (request) => void request.socket.destroy());
    assert.deepEqual(verdicts(await check(addresses(50))), ['cannot-tell']);
    assert.ok(site.requests.length < 10, `${site.requests.length} requests`);
  });
  it('asks nothing more of a host that refuses again and again', async () => {
    site.answer({}, status(429));
    assert.deepEqual(verdicts(await check(addresses(50))), ['cannot-tell']);
    assert.ok(site.requests.length < 10, `${site.requests.length} requests`);
  });
  it('waits between two requests', async () => {
    site.answer({});
    await check(addresses(4), { delayMs: 400, concurrency: 1 });
    assert.deepEqual(waits, [400, 400, 400]);
  });
  it('says who asks', async () => {
    const agents: (string | undefined)[] = [];
    site.answer({}, (request, response, path) => {
      agents.push(request.headers['user-agent']);
      status(404)(request, response, path);
    });
    await check(addresses(1));
    assert.match(agents.join(), /^broken-backlinks\/\d+\.\d+\.\d+ \(\+https:\/\/[^ )]+\)$/);
  });
  it('asks again behind all others', async () => {
    let first = true;
    site.answer({}, (request, response, path) => {
      const isFirst = first;
      first = false;
      status(isFirst ? 502 : 404)(request, response, path);
    });
    await check(addresses(3), { concurrency: 1 });
    assert.deepEqual(
      site.requests,
      [...addresses(3), ...addresses(1)].map((path) => `GET ${path}`),
    );
  });
  it('is given up in the middle, with what is known', async () => {
    const user = new AbortController();
    const progress = { report: (_step: string, done = 0) => void (done === 2 && user.abort()) };
    site.answer({}, status(404));
    const urls = addresses(9).map((path) => `${site.base}${path}`);
    const checks = await recheck(urls, { ...site.options, concurrency: 1 }, progress, user.signal);
    assert.deepEqual([...checks.keys()], urls.slice(0, 2));
  });
});

describe('Retry-After', () => {
  for (const [header, milliseconds] of [
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5000],
    [new Date(now + 90_000).toUTCString(), 90_000],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`${header}: ${milliseconds}`, () => assert.equal(retryAfter(header, now), milliseconds));
  }
});

describe('HostThrottle', () => {
  it('holds a pause for those that wait already', async () => {
    let time = 0;
    let isPaused = false;
    const waits: number[] = [];
    const throttle: HostThrottle = new HostThrottle(
      100,
      () => time,
      async (milliseconds) => {
        if (!isPaused) throttle.pause('a', 5000);
        isPaused = true;
        waits.push(milliseconds);
        time += milliseconds;
      },
    );
    await throttle.turn('a', never);
    await throttle.turn('a', never);
    assert.deepEqual(waits, [100, 4900]);
  });
  it('lets nobody wait who has given up', async () => {
    const throttle = new HostThrottle(
      0,
      () => 0,
      async () => undefined,
    );
    const user = new AbortController();
    let end = (): void => undefined;
    const running = new Promise<void>((done) => {
      end = done;
    });
    const first = [1, 2].map(() => throttle.run('a', never, () => running));
    const third = throttle.run('a', user.signal, async () => assert.fail('was asked'));
    user.abort(new Error('enough'));
    await assert.rejects(third, /enough/);
    end();
    await Promise.all(first);
    assert.equal(await throttle.run('a', never, async () => 'asked'), 'asked');
  });
});
