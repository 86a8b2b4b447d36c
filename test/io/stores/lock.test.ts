import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { success } from '../../../src/core/ports.ts';
import { machine } from '../../../src/io/disk/processes.ts';
import { withLock } from '../../../src/io/stores/lock.ts';
import { openStore } from '../../../src/io/stores/store.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { charge, requestFor } from '../../support/standIn/source.ts';

const script = join(import.meta.dirname, '..', '..', 'support', 'recordingProcess.ts');
const start = (...words: readonly string[]) =>
  spawn(process.execPath, [...process.execArgv.filter((word) => !word.startsWith('--test')), script, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
const said = (child: ChildProcess) =>
  new Promise<string>((done) => child.stdout?.once('data', (data) => done(`${data}`)));

describe('the lock of a store', () => {
  let folder: string;
  let warnings: string[];
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message: string) => void warnings.push(message),
    error: () => undefined,
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    warnings = [];
  });
  afterEach(() => removeFolder(folder));
  const lock = () => join(folder, 'lock');
  const store = () => openStore({ folder, former: [], logger, now: () => Date.UTC(2026, 10, 23) });

  it('lets one at a time do its work, whoever fails', async () => {
    let [inside, most] = [0, 0];
    const work = async (fails: boolean) => {
      most = Math.max(most, ++inside);
      await new Promise((done) => setTimeout(done, 3));
      inside--;
      if (fails) throw new Error('of its own');
      return success(undefined);
    };
    const all = Array.from({ length: 12 }, (_, at) => withLock(lock(), 'file', () => work(at % 3 === 0)));
    const outcomes = await Promise.allSettled(all);
    assert.equal(most, 1);
    assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 4);
    // The one that is free now, and the one before it.
    assert.ok(readdirSync(lock()).length <= 2, readdirSync(lock()).join());
  });

  it('keeps everything that several processes record at the same time', async () => {
    const names = ['one', 'two', 'three'];
    const codes = await Promise.all(names.map((name) => ended(start(folder, 'add', name, '30'))));
    assert.deepEqual(codes, [0, 0, 0]);
    const lines = readFileSync(join(folder, 'spend.jsonl'), 'utf8').trimEnd().split('\n');
    const found = lines.map((line) => JSON.parse(line)).map(({ source, what }) => `${source} ${what}`);
    const wanted = names.flatMap((name) => Array.from({ length: 30 }, (_, at) => `${name} ${at}`));
    assert.deepEqual([...found].sort(), [...wanted].sort());
    assert.deepEqual(await store().spend.read(), {
      '2026-11': { requests: 90, certainMicros: 90, possibleMicros: 0 },
    });
    for (const source of names) {
      const key = { call: 'summary', source, request: requestFor('example.org') } as const;
      assert.equal((await store().answers.read(key))?.value.backlinks, 29);
    }
    assert.deepEqual(warnings, []);
  });

  it('passes to the next one when its holder is killed, and waits as long as it lives', async () => {
    const holder = start(folder, 'hold');
    assert.equal(await said(holder), 'held\n');
    const { spend } = store();
    let isDone = false;
    const booked = charge(spend, { day: '2026-11-20', source: 's', what: 'w', micros: 5, certain: true });
    const reading = booked.then(spend.read).then((ledger) => {
      isDone = true;
      return ledger;
    });
    await new Promise((done) => setTimeout(done, 300));
    assert.equal(isDone, false);
    const end = ended(holder);
    holder.kill('SIGKILL');
    await end;
    assert.equal((await reading)['2026-11']?.certainMicros, 5);
    assert.deepEqual(warnings, []);
  });

  it('loses no line of those that were whole when a process is killed in between', async () => {
    for (let round = 0; round < 3; round++) {
      const child = start(folder, 'add', 'killed', '100000');
      const end = ended(child);
      const file = join(folder, 'spend.jsonl');
      const before = linesOf(file);
      while (linesOf(file) < before + 5) await new Promise((done) => setTimeout(done, 10));
      child.kill('SIGKILL');
      await end;
      const had = linesOf(file);
      const { spend } = store();
      await charge(spend, { day: '2026-11-20', source: 'after', what: 'w', micros: 1, certain: true });
      assert.ok(((await spend.read())['2026-11']?.requests ?? 0) >= had);
    }
  });

  it('lets processes together spend no more than the cap of the month', async () => {
    const children = ['a', 'b', 'c'].map((name) => start(folder, 'capped', name, '40'));
    await Promise.all(children.map(ended));
    const { certainMicros = 0, possibleMicros = 0, requests = 0 } = (await store().spend.read())['2026-11'] ?? {};
    // Every request is booked with 100 at most, costs 10 or never says, and 1,000 may be spent.
    const total = certainMicros + possibleMicros;
    assert.ok(total <= 1000 && total > 900, `${total}`);
    assert.ok(requests > 0);
  });

  const left = { machine, pid: 2 ** 22 + 1, thread: 0, token: 'x' };
  const long = new Date(Date.now() - 3_600_000);
  for (const [name, holder, at] of [
    ['a process that is dead', JSON.stringify(left), undefined],
    ['a process of the same number as this one', JSON.stringify({ ...left, pid: process.pid }), undefined],
    ['a process of another machine, an hour ago', JSON.stringify({ ...left, machine: '00000000' }), long],
    ['a process whose number another has by now', JSON.stringify({ ...left, pid: 1 }), long],
    ['a process that was killed before it wrote who it is', '', long],
    ['a clock that was wrong', JSON.stringify({ ...left, pid: 1 }), new Date(Date.now() + 3_600_000)],
    ['something that is no process', '{"pid":"?"}', long],
    ['a process that set it free', `f${JSON.stringify(left).slice(1)}`, undefined],
  ] as const) {
    it(`is taken over from ${name}`, async () => {
      mkdirSync(lock());
      const file = join(lock(), '7.lock');
      writeFileSync(file, holder);
      if (at !== undefined) utimesSync(file, at, at);
      // A file that stays new is never taken for its age: it must be seen whose it was.
      const renewed = at === undefined ? setInterval(() => renew(file), 5000) : undefined;
      try {
        assert.deepEqual(await withLock(lock(), 'file', async () => success('done')), success('done'));
      } finally {
        clearInterval(renewed);
      }
      assert.deepEqual(readdirSync(lock()).sort(), ['7.lock', '8.lock']);
    });
  }

  it('says when there is no place for it', async () => {
    writeFileSync(lock(), '');
    const failed = await withLock(lock(), 'file', async () => success('done'));
    assert.ok(!failed.ok && /^file could not be written/.test(failed.failure.message));
  });
});

function renew(file: string): void {
  const now = new Date();
  utimesSync(file, now, now);
}

function linesOf(file: string): number {
  try {
    return readFileSync(file, 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}
