import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import { newest } from '../../../src/core/live/kept.ts';
import type { Progress } from '../../../src/core/ports.ts';
import type { LiveCheck } from '../../../src/core/report/findings.ts';
import { checkLive } from '../../../src/io/recheck/checkLive.ts';
import { liveStore } from '../../../src/io/stores/liveStore.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { never, silent } from '../../support/standIn/source.ts';

const start = Date.UTC(2026, 9, 26, 14, 15);
const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const broken: LiveCheck = { verdict: 'broken', status: 404, checked: '2026-10-26', detail: 'answers 404' };
const fine: LiveCheck = {
  verdict: 'fine',
  status: 200,
  checked: '2026-10-26',
  detail: 'redirects to /b (301)',
  end: '/b',
};
const silentSite: LiveCheck = { verdict: 'cannot-tell', status: 403, checked: '2026-10-26', detail: 'answers 403' };

describe('liveStore', () => {
  let folder: string;
  let time = start;
  const open = () => liveStore(folder, logger, () => time);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'live-'));
    time = start;
  });
  afterEach(() => removeFolder(folder));

  it('gives what was kept, by whoever, with when it was asked', async () => {
    await open().keep('docs.test', new Map([['https://docs.test/a', broken]]), false);
    time += 5000;
    await open().keep('docs.test', new Map([['https://docs.test/b', fine]]), true);
    assert.deepEqual(await open().read('docs.test'), {
      checks: new Map([
        ['https://docs.test/a', { check: broken, asked: start }],
        ['https://docs.test/b', { check: fine, asked: start + 5000 }],
      ]),
      isInterrupted: true,
    });
    assert.equal((await open().read('other.test')).checks.size, 0);
  });
  it('keeps what the site said over what it did not say', async () => {
    await open().keep('docs.test', new Map([['https://docs.test/a', broken]]), false);
    await open().keep('docs.test', new Map([['https://docs.test/a', silentSite]]), false);
    assert.equal((await open().read('docs.test')).checks.get('https://docs.test/a')?.check.verdict, 'broken');
  });
  it('forgets after thirty days', async () => {
    await open().keep('docs.test', new Map([['https://docs.test/a', broken]]), false);
    time += 31 * 24 * 60 * 60 * 1000;
    assert.equal((await open().read('docs.test')).checks.size, 0);
  });
  it('passes over what is damaged', async () => {
    await open().keep('docs.test', new Map([['https://docs.test/a', broken]]), false);
    const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.json'));
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), text.replace('"broken"', '"unheard-of"'));
    assert.equal((await open().read('docs.test')).checks.size, 0);
    writeFileSync(join(folder, name), text.slice(0, 30));
    assert.equal((await open().read('docs.test')).checks.size, 0);
  });
  it('loses nothing of two that keep at once', async () => {
    const many = Array.from({ length: 8 }, (_, at) => `https://docs.test/${at}`);
    await Promise.all(many.map((url) => open().keep('docs.test', new Map([[url, broken]]), false)));
    assert.deepEqual([...(await open().read('docs.test')).checks.keys()].sort(), many);
  });
});

describe('kept answers of the live site', () => {
  let folder: string;
  let server: Server;
  let answer: number;
  let requests: string[];
  let base: string;
  before(async () => {
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.writeHead(answer, { 'content-type': 'text/html' }).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'live-'));
    answer = 404;
    requests = [];
    base = 'http://docs.invalid';
  });
  afterEach(() => removeFolder(folder));
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const check = (paths: readonly string[], time: number, progress: Progress = silent, signal: AbortSignal = never) => {
    // Through a proxy, the site may have any name.
    const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const request = {
      urls: paths.map((path) => `${base}${path}`),
      targets: [siteTarget('docs.invalid')!],
      includeSubdomains: false,
      proxy: { http: proxy, https: proxy, noProxy: '', strictSsl: true },
      delayMs: 0,
      logger,
      now: () => time,
      store: liveStore(folder, logger, () => time),
    };
    return checkLive(request, progress, signal);
  };
  const asked = () => new Set(requests.map((url) => url.replace(base, '')));

  it('are asked anew by the next check', async () => {
    await check(['/1', '/2'], start);
    answer = 410;
    const again = await check(['/1', '/2'], start + 1000);
    assert.deepEqual(
      [...again.values()].map(({ status }) => status),
      [410, 410],
    );
  });
  it('are not asked again for an hour where the check was interrupted', async () => {
    const user = new AbortController();
    const paths = Array.from({ length: 12 }, (_, at) => `/${at}`);
    const progress = { report: (_step: string, done = 0) => void (done === 5 && user.abort()) };
    await assert.rejects(check(paths, start, progress, user.signal), { name: 'AbortError' });
    const { checks } = await liveStore(folder, logger, () => start).read('docs.invalid');
    assert.ok(checks.size >= 5, `${checks.size} are kept`);
    requests.length = 0;
    assert.equal((await check(paths, start + 60_000)).size, 12);
    assert.equal(asked().size, 12 - checks.size);
    requests.length = 0;
    await check(paths, start + 120_000);
    assert.equal(asked().size, 12, 'a check that came to its end is not gone on with');
  });
  it('are asked again after an hour', async () => {
    await liveStore(folder, logger, () => start).keep('docs.invalid', new Map([[`${base}/1`, broken]]), true);
    await check(['/1', '/2'], start + 2 * 60 * 60 * 1000);
    assert.equal(asked().size, 2);
  });
  it('are told where the site says nothing today, and decide nothing', async () => {
    await check(['/1'], start);
    answer = 403;
    const now = (await check(['/1'], start + 24 * 60 * 60 * 1000)).get(`${base}/1`);
    assert.equal(now?.verdict, 'cannot-tell');
    assert.deepEqual(now?.earlier, { checked: '2026-10-26', detail: 'answers 404' });
  });
  it('of another host replace what is shown, unless that is newer', () => {
    const shown = new Map<string, LiveCheck>([
      ['a', { ...silentSite, checked: '2026-10-27' }],
      ['b', { ...broken, checked: '2026-10-25' }],
      ['c', { ...broken, checked: '2026-10-26' }],
    ]);
    const kept = ['a', 'b', 'c', 'd'].map((url) => [url, { check: fine, asked: start }] as const);
    const found = newest(shown, { checks: new Map(kept), isInterrupted: false });
    assert.deepEqual(
      [...found.values()].map(({ verdict }) => verdict),
      ['cannot-tell', 'fine', 'fine', 'fine'],
    );
  });
});
