import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { withDeadline } from '../../src/io/deadline.ts';

const endless = () => new Promise<never>(() => undefined);
const nobody = new AbortController().signal;

describe('withDeadline', () => {
  it('gives what was had in time, and leaves no timer and no listener behind', async () => {
    const user = new AbortController();
    const listeners: string[] = [];
    const { signal } = user;
    signal.addEventListener = (...[name, ...rest]: Parameters<AbortSignal['addEventListener']>) => {
      listeners.push(name);
      AbortSignal.prototype.addEventListener.call(signal, name, ...rest);
    };
    signal.removeEventListener = (...[name, ...rest]: Parameters<AbortSignal['removeEventListener']>) => {
      listeners.splice(listeners.indexOf(name), 1);
      AbortSignal.prototype.removeEventListener.call(signal, name, ...rest);
    };
    assert.equal(await withDeadline(60_000, signal, async () => 'value'), 'value');
    await assert.rejects(
      withDeadline(60_000, signal, async () => Promise.reject(new Error('its own'))),
      /its own/,
    );
    assert.deepEqual(listeners, []);
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await withDeadline(60_000, signal, async () => 'value');
    assert.equal(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length, timers);
  });
  it('ends what does not listen, and tells what does', async () => {
    await assert.rejects(withDeadline(10, nobody, endless), { name: 'TimeoutError' });
    let reason: unknown;
    await assert.rejects(
      withDeadline(10, nobody, (signal) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
        });
        return endless();
      }),
    );
    assert.equal((reason as Error).name, 'TimeoutError');
  });
  it("ends with the user's own reason when cancelled, before or while it runs", async () => {
    const user = new AbortController();
    setTimeout(() => user.abort(new Error('enough')), 10);
    await assert.rejects(withDeadline(60_000, user.signal, endless), /enough/);
    let isStarted = false;
    const run = async () => {
      isStarted = true;
    };
    await assert.rejects(withDeadline(60_000, user.signal, run), /enough/);
    assert.equal(isStarted, false);
  });
});

/** Asks a server that never answers, once by each way this program asks, while garbage is collected all the time. */
const program = `
import { createServer } from 'node:http';
import { Agent } from 'undici';
import { exchange } from './src/io/http/exchange.ts';
import { followUrl } from './src/io/recheck/journey.ts';
import { HostThrottle } from './src/io/recheck/throttle.ts';
import { Visits } from './src/io/recheck/visits.ts';
import { wait } from './src/io/wait.ts';

const user = new AbortController();
const head = (request, response) => void (request.url === '/body' && response.writeHead(200, { 'content-type': 'text/html' }).write('x'));
const server = createServer(head).listen(0, '127.0.0.1', async () => {
  setInterval(() => globalThis.gc(), 10).unref();
  const base = 'http://127.0.0.1:' + server.address().port;
  const dispatcher = new Agent();
  const asked = (path) => exchange(
    { url: base + path, method: 'GET', headers: {}, body: undefined, timeoutMs: 300, maximumBytes: 1000 }, dispatcher, user.signal);
  const throttle = new HostThrottle(0, Date.now, wait);
  const followed = (path) => followUrl(new URL(base + path), { visits: new Visits({ dispatcher, throttle, timeoutMs: 300, now: Date.now }, user.signal), timeoutMs: 300, resolve: async () => [], isOwn: () => true }, user.signal);
  const kinds = [];
  for (const path of ['/', '/body']) {
    const answer = await asked(path);
    kinds.push(answer.ok ? 'answered' : answer.failure.kind);
    const { ended } = await followed(path);
    kinds.push(ended.kind === 'failed' ? ended.failure.kind : ended.kind);
  }
  console.log(kinds.join(' '));
  process.exit();
});
`;

describe('time-outs while garbage is collected', () => {
  let folder: string;
  let bundle: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'deadline-'));
    bundle = path.join(folder, 'program.cjs');
    await build({
      stdin: { contents: program, resolveDir: path.join(import.meta.dirname, '..', '..'), loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: bundle,
      logLevel: 'error',
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  // The Node these tests run on, and the one that is installed, which may be older.
  for (const [name, node] of [
    ['this Node', process.execPath],
    ['the installed Node', 'node'],
  ] as const) {
    it(`fire on ${name}, for the API and the live check, before the head and within the body`, async () => {
      // A bundle needs nothing of what the Node of these tests may be given to load them.
      const env = { ...process.env, NODE_OPTIONS: '' };
      const { stdout } = await promisify(execFile)(node, ['--expose-gc', bundle], { env });
      assert.equal(stdout.trim(), 'timed-out timed-out timed-out timed-out');
    });
  }
});
