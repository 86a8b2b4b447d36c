import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { openHistory } from '../../../src/io/git/history.ts';
import { gitRepository } from '../../support/gitRepository.ts';
import { removeFolder } from '../../support/removeFolder.ts';

describe('the walk through a history', () => {
  it('says how many commits of the main line it has read, out of how many', async () => {
    const { folder } = gitRepository();
    const commits = Array.from(
      { length: 600 },
      (_, n) =>
        `commit refs/heads/main\ncommitter A <a@example.org> ${1_700_000_000 + n} +0000\ndata 0\nM 100644 inline content/a.md\ndata <<E\n${n}\nE\n`,
    );
    execFileSync('git', ['-C', folder, 'fast-import', '--quiet'], { input: commits.join('\n') });
    const opened = await openHistory(folder);
    assert.ok(opened.ok);
    const said: unknown[] = [];
    const progress = { report: (...words: readonly unknown[]) => void said.push(words) };
    let read = 0;
    for await (const _ of opened.value.commits({ progress })) read++;
    removeFolder(folder);
    assert.equal(read, 600);
    assert.deepEqual(said, [
      ['Reading the history', 250, 600],
      ['Reading the history', 500, 600],
    ]);
  });
});
