import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { removeFolder } from '../support/removeFolder.ts';
import { killMark, momentsOf, runStopped, type Stop } from '../support/stoppedWrites.ts';
import { type Writer, writers } from '../support/writers.ts';

/** Fewer would mean that a writer goes past the calls that are watched. */
const fewestKills = 300;

describe('a write that is killed', () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'kills-'));
  });
  after(() => removeFolder(root));
  const folder = () => mkdtempSync(join(root, 'case-'));

  let kills = 0;
  for (const [name, writer] of Object.entries(writers)) {
    it(`leaves the old or the new ${name}, whenever it is`, async () => {
      const ends = await endsOf(writer, folder());
      const found = new Set<string>();
      for (const stop of stopsOf(ends.calls)) {
        const at = folder();
        await writer.prepare(at);
        await runStopped(() => writer.write(at), stop);
        found.add(await leftBy(writer, at, ends, `${ends.calls[stop.call - 1]}: ${JSON.stringify(stop)}`));
        kills++;
      }
      // Neither all too early nor all too late.
      assert.ok(found.has('old') && found.has('new'), [...found].join());
    });
  }
  it(`is tried at ${fewestKills} calls or more`, () => assert.ok(kills >= fewestKills, `${kills} kills`));

  it('is made whole by the next one, which clears away what was left', async () => {
    const name = 'redirect file';
    const writer = writers[name];
    assert.ok(writer);
    const ends = await endsOf(writer, folder());
    const stops = stopsOf(ends.calls).filter(({ call, moment }) => moment !== 'before' && isTelling(ends.calls, call));
    const killed = stops.map(async (stop) => {
      const at = folder();
      await writer.prepare(at);
      await kill(name, at, stop);
      const shown = `${ends.calls[stop.call - 1]}: ${JSON.stringify(stop)}`;
      const left = await leftBy(writer, at, ends, shown);
      const file = await writer.find(at);
      const drafts = () => readdirSync(dirname(file)).filter((entry) => entry !== basename(file));
      const hadDraft = drafts().length > 0;
      writeFileSync(file, ends.old ?? '');
      await writer.write(at);
      assert.deepEqual(readFileSync(file), ends.new, shown);
      assert.deepEqual(drafts(), [], shown);
      return `${left}${hadDraft ? ' with a draft' : ''}`;
    });
    const left = new Set(await Promise.all(killed));
    assert.ok(left.has('old with a draft') && left.has('new'), [...left].join());
  });
});

interface Ends {
  readonly calls: readonly string[];
  readonly old: Buffer | undefined;
  readonly new: Buffer;
}

/** What a write that nothing disturbs begins with, calls, and ends with. */
async function endsOf(writer: Writer, folder: string): Promise<Ends> {
  await writer.prepare(folder);
  const before = await writer.find(folder);
  const old = existsSync(before) ? readFileSync(before) : undefined;
  const mode = old && statSync(before).mode;
  const calls = await runStopped(() => writer.write(folder), undefined);
  const file = await writer.find(folder);
  const now = readFileSync(file);
  assert.notDeepEqual(now, old, 'it writes something');
  if (mode !== undefined) assert.equal(statSync(file).mode, mode, 'the mode stays');
  if (writer.isLinked) assert.deepEqual(readFileSync(join(folder, 'second')), now, 'the other name stays');
  const others = readdirSync(dirname(file)).filter(
    (entry) => entry.includes('broken-backlinks') && entry !== basename(file),
  );
  assert.deepEqual(others, [], 'nothing else stays');
  return { calls, old, new: now };
}

function stopsOf(calls: readonly string[]): readonly Stop[] {
  return calls.flatMap((name, i) => momentsOf(name).map((moment) => ({ call: i + 1, moment })));
}

/** The calls of a write that change what is on the disk, of which real kills are tried; each costs a process. */
function isTelling(calls: readonly string[], call: number): boolean {
  return ['writeFile', 'rename'].includes(calls[call - 1] ?? '');
}

async function leftBy(writer: Writer, folder: string, ends: Ends, shown: string): Promise<'old' | 'new' | 'torn'> {
  const file = await writer.find(folder);
  const left = existsSync(file) ? readFileSync(file) : undefined;
  if (left === undefined ? ends.old === undefined : ends.old !== undefined && left.equals(ends.old)) return 'old';
  if (left?.equals(ends.new)) return 'new';
  // Bytes written under two names cannot be put in place in one step; the old ones must be there whole.
  const copy = join(dirname(file), `.${basename(file)}.broken-backlinks-copy`);
  assert.ok(writer.isLinked, `${shown} left ${left === undefined ? 'nothing' : `${left.length} bytes`}`);
  assert.deepEqual(readFileSync(copy), ends.old, shown);
  return 'torn';
}

function kill(name: string, folder: string, { call, moment }: Stop): Promise<void> {
  const script = join(import.meta.dirname, '..', 'support', 'killedWriter.ts');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, script, name, folder, `${call}`, moment], {
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (_, signal) => {
      // Windows knows no signals: there the end of a killed process looks like that of one that failed.
      const isKilled = process.platform === 'win32' ? existsSync(killMark(folder)) : signal === 'SIGKILL';
      if (isKilled) resolve();
      else reject(new Error(`It was not killed at ${call} (${moment}).`));
    });
  });
}
