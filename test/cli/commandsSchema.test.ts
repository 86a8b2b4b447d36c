// What every command prints for programs is what `docs/commands.schema.json` or `docs/audit.schema.json` says of it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../src/cli/commandList.ts';
import { createSample } from '../../src/sample/createSample.ts';
import { mistakes } from '../support/jsonSchema.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleData } from '../support/sampleIndex.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { runCommand } from '../support/terminal.ts';

type Schema = Readonly<Record<string, unknown>>;
const schema = JSON.parse(readFileSync(new URL('../../docs/commands.schema.json', import.meta.url), 'utf8')) as Schema;
const definitions = schema.$defs as Readonly<Record<string, Schema>>;
const texts = join(import.meta.dirname, '..', '..', 'media', 'sample');

/** Each kind of line, and the words that print some. */
const calls: readonly (readonly [kind: string, least: number, ...words: string[]])[] = [
  ['routes', 5, 'routes'],
  ['redirects', 3, 'redirects'],
  ['check', 1, 'redirects', '--check'],
  ['simulation', 1, 'redirects', '--simulate', '/once/'],
  ['simulation', 1, 'redirects', '--simulate', '/nowhere/'],
  ['compaction', 1, 'redirects', '--compact'],
  ['summary', 1, 'summary', '--max-cost', '1'],
  ['summary', 1, 'summary'],
  ['links', 1, 'links', '/guides/tides/', '--max-cost', '1'],
  ['links', 1, 'links', '/guides/tides/'],
  ['links', 1, 'links', '/guides/tides/', '--from', 'http://127.0.0.1:9/'],
  ['breaks', 1, 'breaks', '/guides/tides/', '--max-cost', '1'],
  ['breaks', 1, 'breaks', '/guides/tides/'],
  ['snapshot', 1, 'snapshot'],
  ['config', 4, 'config'],
  ['doctor', 5, 'doctor'],
  ['sources', 1, 'sources'],
  ['sources', 1, 'sources', '--probe'],
  ['spend', 1, 'spend'],
  ['spend', 1, 'spend', '--balance'],
  ['clear', 1, 'clear'],
  ['clear', 1, 'clear', '--live', '--site', 'https://tidewater.example/'],
  ['report', 1, 'report', '/guides/tides/'],
];

describe('JSON of the other commands', () => {
  let folder: string;
  let standIn: StandIn;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'commands-'));
    await createSample(join(folder, 'sample'), texts);
    const rules = Array.from({ length: 30 }, (_, i) => `/old/a${i}/ /nowhere/a${i}/ 301\n`).join('');
    writeFileSync(join(folder, 'sample', 'static', '_redirects'), `/once/ / 301\n${rules}`);
    standIn = await startStandIn({ data: await sampleData(texts), balanceMicros: 12_400_000 });
    // What a snapshot is taken of.
    await runCommand(['audit', '--repo', join(folder, 'sample'), '--no-recheck', '--max-cost', '1'], { env: env() });
  });
  const env = () => ({
    DATAFORSEO_LOGIN: standIn.login,
    DATAFORSEO_PASSWORD: standIn.password,
    DATAFORSEO_API: standIn.url,
    BROKEN_BACKLINKS_HOME: join(folder, 'kept'),
  });
  after(async () => {
    await standIn.close();
    removeFolder(folder);
  });
  for (const [kind, least, ...words] of calls) {
    it(`is as documented: ${words.join(' ')}`, async () => {
      const own = definitions[kind];
      assert.ok(own);
      const isAlone = ['sources', 'spend'].includes(kind);
      const { out, err } = await runCommand(
        [...words, ...(isAlone ? [] : ['--repo', join(folder, 'sample')]), '--format', 'json'],
        { env: env() },
      );
      const lines = out.split('\n').filter((line) => line !== '');
      assert.ok(lines.length >= least, `${out}\n${err}`);
      for (const line of lines) assert.deepEqual(mistakes(JSON.parse(line), own, schema), [], line);
    });
  }
  it('is documented for every command', () => {
    const told = new Set([...calls.map(([, , name]) => name), 'audit', 'lost', 'explain']);
    assert.deepEqual(
      commands.map(({ name }) => name).filter((name) => !told.has(name)),
      [],
    );
    assert.deepEqual(
      Object.keys(definitions).filter((kind) => !calls.some(([tried]) => tried === kind)),
      [],
    );
  });
  it('is told field by field', () => {
    const untold: string[] = [];
    const look = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { properties, items, description } = value as Record<string, unknown>;
      if (description === undefined && !at.endsWith('[]')) untold.push(at);
      for (const [name, own] of Object.entries(properties ?? {})) look(own, `${at}.${name}`);
      if (items !== undefined) look(items, `${at}[]`);
    };
    for (const [name, own] of Object.entries(definitions)) look(own, name);
    assert.deepEqual(untold, []);
  });
});
