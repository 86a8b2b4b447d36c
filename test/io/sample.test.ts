import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSample } from '../../src/sample/createSample.ts';
import { readScript } from '../../src/sample/script.ts';

const texts = fileURLToPath(new URL('../../media/sample', import.meta.url));

describe('the embedded sample', () => {
  it('is a clean repository with the history its text tells', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sample-'));
    try {
      await createSample(folder, texts);
      const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
      assert.equal(git('status', '--porcelain'), '');
      assert.equal(git('rev-list', '--count', 'HEAD').trim(), '10');
      assert.match(
        git('log', '--format=', '--name-status', '-M'),
        /R091\tcontent\/docs\/setup\.md\tcontent\/guides\/install\.md/,
      );
      assert.ok(!existsSync(join(folder, 'content/docs/legacy-api.md')));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  it('reads writes, renames with and without new text, and deletions', () => {
    const [commit] = readScript(
      'head\n== 2020-01-01T00:00:00Z | A B | Subject\n-- a --\ntext\n\n-- b => c --\n-- d => e --\nnew\n-- f (deleted) --\n',
    );
    assert.deepEqual(commit?.changes, [
      { kind: 'write', path: 'a', text: 'text\n' },
      { kind: 'rename', from: 'b', path: 'c', text: undefined },
      { kind: 'rename', from: 'd', path: 'e', text: 'new\n' },
      { kind: 'delete', path: 'f' },
    ]);
  });
});
