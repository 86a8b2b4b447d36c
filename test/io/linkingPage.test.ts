import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { linkReader, type ReaderHost } from '../../src/io/recheck/linkingPage.ts';

const gone = 'https://example.org/docs/tides/';
const never = new AbortController().signal;
const text = 'These words stand for an article of somebody who wrote about tides and harbours and moons. '.repeat(5);
const page = (inside: string) => `<!doctype html><title>Post</title><p>${text}${inside}`;

describe('pages that link to the site', () => {
  let server: Server;
  let asked: string[];
  let answers: Record<string, { status?: number; type?: string; body?: string; to?: string }>;
  let origin: string;
  const waits: number[] = [];
  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers['user-agent']?.split('/')[0]}`);
      const answer = answers[request.url ?? ''] ?? { status: 404 };
      const { status = 200, type = 'text/html; charset=utf-8', body = '', to } = answer;
      response.writeHead(status, { 'content-type': type, ...(to !== undefined && { location: to }) });
      response.end(body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://blog.test:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
    answers = {};
    waits.length = 0;
  });
  after(() => server.close());

  const read = async (path: string, host: Partial<ReaderHost> = {}, signal = never) => {
    const reader = await linkReader({
      proxy: { http: '', https: '', noProxy: '', strictSsl: true },
      now: () => Date.parse('2026-11-28T10:00:00Z'),
      wait: async (milliseconds) => void waits.push(milliseconds),
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      mayBePrivate: (name) => name === 'blog.test',
      ...host,
    });
    try {
      return await reader.read(/^https?:/.test(path) ? path : `${origin}${path}`, [gone], signal);
    } finally {
      await reader.close();
    }
  };
  const confirmed = async (path: string, host?: Partial<ReaderHost>) => {
    const found = await read(path, host);
    assert.ok(found.ok);
    return [found.value.state, found.value.words ?? found.value.detail];
  };

  it('are read once, after robots.txt, one request a second, and by name', async () => {
    answers = { '/post': { body: page(`<a href="${gone}">tides</a>`) } };
    assert.deepEqual(await confirmed('/post'), ['there', 'tides']);
    assert.deepEqual(asked, ['/robots.txt broken-backlinks', '/post broken-backlinks']);
    assert.deepEqual(waits, [1000]);
  });
  for (const [what, answer, state, detail] of [
    ['has the link no more', { body: page('') }, 'gone', /no link there/],
    ['is gone', { status: 410 }, 'gone', /answers 410/],
    ['fails', { status: 500 }, 'unknown', /answers 500/],
    ['wants a login', { status: 403 }, 'unknown', /answers 403/],
    ['is no HTML', { type: 'application/pdf', body: '%PDF' }, 'unknown', /is not HTML \(application\/pdf\)/],
    ['is made by scripts', { body: '<div id=root></div><script src=x></script>' }, 'unknown', /without its scripts/],
    ['is behind a wall', { body: page('<script>window.__cf_chl_opt={}</script>') }, 'unknown', /only browsers/],
    ['is too large', { body: 'x'.repeat(5 * 1024 * 1024) }, 'unknown', /larger than 4 MB/],
  ] as const) {
    it(`say "${state}" of one that ${what}`, async () => {
      answers = { '/post': answer };
      const [found, said] = await confirmed('/post');
      assert.equal(found, state);
      assert.match(said ?? '', detail);
    });
  }
  it('are left alone where robots.txt says so, or cannot be had', async () => {
    answers = { '/robots.txt': { body: 'User-agent: *\nDisallow: /private', type: 'text/plain' } };
    assert.match((await confirmed('/private/post'))[1] ?? '', /asks programs not to read this page/);
    answers = { '/robots.txt': { status: 503 } };
    assert.match((await confirmed('/post'))[1] ?? '', /robots\.txt answers 503/);
    assert.ok(asked.every((each) => each.startsWith('/robots.txt')));
  });
  it('are followed where they moved, each step by the same rules', async () => {
    answers = {
      '/robots.txt': { body: 'User-agent: *\nDisallow: /secret', type: 'text/plain' },
      '/post': { status: 301, to: '/new' },
      '/new': { body: page(`<a href="${gone}">tides</a>`) },
      '/other': { status: 302, to: '/secret/x' },
      '/round': { status: 302, to: '/round' },
    };
    assert.deepEqual(await confirmed('/post'), ['there', 'tides']);
    assert.match((await confirmed('/other'))[1] ?? '', /asks programs not to/);
    assert.match((await confirmed('/round'))[1] ?? '', /from one address to the next/);
  });
  it('are never asked for in a private network, by name, by address or by a redirect', async () => {
    const port = origin.split(':')[2];
    answers = { '/post': { status: 302, to: `http://inside.test:${port}/` } };
    const guarded = { mayBePrivate: (name: string) => name === 'blog.test' };
    assert.match((await confirmed('/post', guarded))[1] ?? '', /inside\.test:\d+ has an address in a private network/);
    const before = asked.length;
    for (const url of [
      `http://127.0.0.1:${port}/`,
      'http://localhost/',
      'http://169.254.169.254/latest/',
      'http://[::1]/',
    ]) {
      assert.match((await confirmed(url))[1] ?? '', /private network|not a web address/, url);
    }
    assert.match((await confirmed(`http://outside.test:${port}/`))[1] ?? '', /has an address in a private network/);
    assert.equal(asked.length, before);
  });
  it('stop where the user stops', async () => {
    const stopped = await read('/post', {}, AbortSignal.abort());
    assert.ok(!stopped.ok);
    assert.equal(stopped.failure.kind, 'cancelled');
    assert.deepEqual(asked, []);
  });
});
