import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { look } from '../../src/io/disk/entryStats.ts';
import { onceFor } from '../../src/io/disk/onceFor.ts';
import { removeFolder } from '../support/removeFolder.ts';

describe('looking at files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'looked-'));
  after(() => removeFolder(folder));
  const at = (name: string) => join(folder, name);

  it('tells what the disk says of them, and which are files', function () {
    writeFileSync(at('page.md'), 'harbour');
    mkdirSync(at('folder'));
    const { dev, ino, size, mtimeMs, ctimeMs } = lstatSync(at('page.md'));
    assert.deepEqual(look(at('page.md')), { isFile: true, dev, ino, size, mtimeMs, ctimeMs });
    assert.equal(look(at('folder'))?.isFile, false);
    assert.equal(look(at('none')), undefined);
    assert.equal(look(at('page.md/none')), undefined);
    if (process.platform === 'win32') this.skip(); // links are not made there
    symlinkSync('page.md', at('link.md'));
    assert.equal(look(at('link.md'))?.isFile, false);
  });

  it('is done once for all who ask', () => {
    writeFileSync(at('other.md'), 'harbour');
    const [one, another] = [onceFor(look), onceFor(look)];
    const before = one(at('other.md'));
    assert.equal(one(at('none.md')), undefined);
    for (const name of ['other.md', 'none.md']) writeFileSync(at(name), 'the harbour');
    assert.deepEqual([one(at('other.md')), one(at('none.md'))], [before, undefined]);
    assert.equal(another(at('other.md'))?.size, 'the harbour'.length);
  });
});
