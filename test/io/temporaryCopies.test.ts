/** Names as they come from a browser are no paths: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { temporaryCopies } from '../../src/io/disk/temporaryCopies.ts';

const fileOf = (name: string, text = name) => ({ name, data: async () => Buffer.from(text) });

describe('copies of files without a place', () => {
  it('keep their names and bytes, each in a folder of its own, and are removed together', async () => {
    const made = await temporaryCopies([fileOf('links.csv', 'one'), fileOf('links.csv', 'two'), fileOf('für.log.gz')]);
    assert.ok(made.ok);
    const { paths, remove } = made.value;
    assert.deepEqual(
      paths.map((path) => [basename(path), readFileSync(path, 'utf8')]),
      [
        ['links.csv', 'one'],
        ['links.csv', 'two'],
        ['für.log.gz', 'für.log.gz'],
      ],
    );
    await remove();
    for (const path of paths) assert.ok(!existsSync(path));
    assert.ok(!existsSync(dirname(dirname(paths[0] ?? ''))));
  });

  it('lie below their folder whatever their names are', async () => {
    const names = [
      '../../evil.csv',
      '/etc/passwd',
      'C:\\Windows\\x.csv',
      '..',
      '',
      'a\u0000b\n.csv',
      `${'x'.repeat(400)}.csv`,
    ];
    const made = await temporaryCopies(names.map((name) => fileOf(name)));
    assert.ok(made.ok);
    const { paths, remove } = made.value;
    const top = dirname(dirname(paths[0] ?? ''));
    for (const path of paths) {
      assert.equal(dirname(dirname(path)), top, path);
      assert.ok(existsSync(path), path);
    }
    await remove();
  });

  it('are none where one of them cannot be handed over, and the message names it', async () => {
    const broken = { name: 'big.log', data: () => Promise.reject(new Error('it is too large.')) };
    const made = await temporaryCopies([fileOf('a.csv'), broken]);
    assert.ok(!made.ok);
    assert.equal(made.failure.message, 'big.log could not be handed over: it is too large. Choose it instead.');
  });
});
