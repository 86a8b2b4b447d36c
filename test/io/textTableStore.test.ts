/** The table of texts comes back as it was kept, or not at all. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pastStore, textTableStore } from '../../src/io/stores/textTableStore.ts';
import { removeFolder } from '../support/removeFolder.ts';

describe('the store of a table of texts', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'text-table-')));
  });
  afterEach(() => removeFolder(folder));
  const table = Uint8Array.from({ length: 400 }, (_, i) => i % 251);
  const files = () => readdirSync(folder).map((name) => join(folder, name));
  const read = async (...of: readonly string[]) => {
    const found = await textTableStore(folder, of).read();
    return found && [...found];
  };

  it('gives what was kept to the same build and site alone', async () => {
    assert.equal(await read('build', 'docs'), undefined);
    await textTableStore(folder, ['build', 'docs']).keep(table);
    assert.deepEqual(await read('build', 'docs'), [...table]);
    assert.equal(await read('build', 'other'), undefined);
    assert.equal(await read('another build', 'docs'), undefined);
  });

  it('gives nothing of a file that is damaged, or is that of another site', async () => {
    await textTableStore(folder, ['build', 'docs']).keep(table);
    const [file = ''] = files();
    const whole = readFileSync(file);
    for (const at of [0, 33, 36, 300]) {
      writeFileSync(file, Buffer.from(whole.map((byte, i) => (i === at ? byte ^ 4 : byte))));
      assert.equal(await read('build', 'docs'), undefined, `byte ${at}`);
    }
    for (const length of [0, 20, 36, 435]) {
      writeFileSync(file, whole.subarray(0, length));
      assert.equal(await read('build', 'docs'), undefined, `${length} bytes`);
    }
    await textTableStore(folder, ['build', 'other']).keep(table);
    writeFileSync(file, readFileSync(files().find((other) => other !== file) ?? ''));
    assert.equal(await read('build', 'docs'), undefined);
  });

  it('keeps those of a few sites, the newest', async () => {
    for (let site = 0; site < 7; site++) {
      for (const [at, file] of files().entries()) utimesSync(file, 1000 + at, 1000 + at);
      await textTableStore(folder, ['build', `${site}`]).keep(table);
    }
    assert.equal(files().length, 4);
    assert.deepEqual(await read('build', '6'), [...table]);
  });

  it('removes what other versions of the program kept as it grows old, and nothing else', async () => {
    const others = ['past-1.v1.json.gz', 'past-2.v9.bin', 'past-3.v1.bin.tmp', 'grown-1.v1.json.gz'];
    for (const [at, name] of others.entries()) {
      writeFileSync(join(folder, name), 'x');
      utimesSync(join(folder, name), 1000 + at, 1000 + at);
    }
    for (let state = 0; state < 9; state++) await pastStore(folder, ['build', `${state}`]).keep(table);
    const left = readdirSync(folder);
    assert.deepEqual(
      others.map((name) => left.includes(name)),
      [false, false, true, true],
    );
    assert.equal(left.filter((name) => /^past-.*\.bin$/.test(name)).length, 8);
  });

  it('removes what earlier versions kept in one packed file for all builds', async () => {
    for (const name of ['texts.v1.gz', 'words.v1.gz']) {
      writeFileSync(join(folder, name), 'x');
      utimesSync(join(folder, name), 1000, 1000);
    }
    for (const build of ['1', '2']) await textTableStore(folder, [build], 'texts', 2).keep(table);
    assert.deepEqual(
      ['texts.v1.gz', 'words.v1.gz'].map((name) => readdirSync(folder).includes(name)),
      [false, true],
    );
  });
});
