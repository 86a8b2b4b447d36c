import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import * as module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { removeFolder } from '../../support/removeFolder.ts';

const store = pathToFileURL(
  join(import.meta.dirname, '..', '..', '..', 'src', 'io', 'stores', 'compiledStore.ts'),
).href;
const build = '0123456789abcdef0123456789abcdef';

describe('what Node compiled of this program', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compiled-'));
  });
  afterEach(() => removeFolder(folder));

  /** A process that keeps, and reads a module after it. */
  function run(home: string) {
    const later = join(folder, 'later.mjs');
    writeFileSync(later, 'export const told = [1, 2, 3].map((each) => each * 2).join();\n');
    const script = `
      const { keepCompiled } = await import(${JSON.stringify(store)});
      keepCompiled({ BROKEN_BACKLINKS_HOME: ${JSON.stringify(home)} }, '${build}');
      const { told } = await import(${JSON.stringify(pathToFileURL(later).href)});
      console.log(told);`;
    return spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  }

  it('is kept below the folder of the store, by build', function () {
    if (!('enableCompileCache' in module)) this.skip(); // before Node 22.1
    const home = join(folder, 'home');
    for (let i = 0; i < 2; i++) assert.equal(run(home).stdout, '2,4,6\n');
    const kept = readdirSync(join(home, 'compiled', build.slice(0, 16)), { recursive: true, encoding: 'utf8' });
    assert.ok(kept.length >= 2, kept.join());
  });

  it('holds three builds at most, and nothing but builds is removed', function () {
    if (!('enableCompileCache' in module)) this.skip();
    const all = join(folder, 'compiled');
    for (const [i, name] of ['aa', 'bb', 'cc'].entries()) {
      const other = join(all, name.repeat(8));
      mkdirSync(other, { recursive: true });
      utimesSync(other, 1000 + i, 1000 + i);
    }
    mkdirSync(join(all, 'mine'));
    assert.equal(run(folder).stdout, '2,4,6\n');
    const left = readdirSync(all).sort();
    assert.deepEqual(left, [build.slice(0, 16), 'bb'.repeat(8), 'cc'.repeat(8), 'mine']);
  });

  it('starts all the same where nothing can be kept', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    assert.equal(run(file).stdout, '2,4,6\n');
  });
});
