import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

/** https://git-scm.com/docs/git-sparse-checkout: the file is in the commit and in the index, and not in the folder. */
describe('a page that is tracked and not checked out', () => {
  let folder = '';
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: folder });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bb-sparse-'));
    mkdirSync(join(folder, 'content/docs'), { recursive: true });
    writeFileSync(join(folder, 'hugo.toml'), 'baseURL = "https://example.org/"\n');
    for (const name of ['a', 'z']) writeFileSync(join(folder, `content/docs/${name}.md`), `---\ntitle: ${name}\n---\n`);
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'pages');
  });
  afterEach(() => removeFolder(folder));

  const codeOf = async (address: string) => {
    const { out, err } = await runCommand(['explain', address, '--repo', folder, '--format', 'json']);
    const { code, gap } = JSON.parse(out).diagnosis;
    return { code, gap, err };
  };

  it('is not said to have never been published', async () => {
    git('update-index', '--skip-worktree', 'content/docs/z.md');
    rmSync(join(folder, 'content/docs/z.md'));
    const { code, gap, err } = await codeOf('/docs/z/');
    assert.equal(code, 'unknown-past');
    assert.match(gap, /^content\/docs\/z\.md is not checked out.*git sparse-checkout disable/);
    assert.match(err, /content\/docs\/z\.md is not checked out/);
  });
  it('is published where it is there all the same', async () => {
    git('update-index', '--skip-worktree', 'content/docs/z.md');
    assert.equal((await codeOf('/docs/z/')).code, 'published');
    assert.equal((await codeOf('/docs/never/')).code, 'never-existed');
  });
});
