import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RepoPath } from '../../src/core/paths.ts';
import { openHistory } from '../../src/io/git/history.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { createSample } from '../../src/sample/createSample.ts';
import { readSampleScript } from '../../src/sample/script.ts';
import { oldGit } from '../support/oldGit.ts';
import { removeFolder } from '../support/removeFolder.ts';

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
      removeFolder(folder);
    }
  });
  it('is made by a git that lets no branch be named at the beginning', async function () {
    if (process.platform === 'win32') this.skip(); // the older gits are scripts
    const folder = mkdtempSync(join(tmpdir(), 'sample-'));
    // `git init --initial-branch`: release notes of git 2.28
    const old = oldGit({ version: 'git version 2.17.0', refuses: ['--initial-branch', '-b'] });
    const { PATH } = process.env;
    try {
      process.env.PATH = old.env.PATH;
      await createSample(folder, texts);
      process.env.PATH = PATH;
      const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
      assert.equal(git('symbolic-ref', 'HEAD').trim(), 'refs/heads/main');
      assert.equal(git('rev-list', '--count', 'main').trim(), '10');
      assert.equal(git('for-each-ref', '--format=%(refname)').trim(), 'refs/heads/main');
      assert.equal(git('status', '--porcelain'), '');
    } finally {
      process.env.PATH = PATH;
      old.remove();
      removeFolder(folder);
    }
  });
  it('leaves alone the repository whose hook runs us', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hook-'));
    const other = join(folder, 'other');
    const git = (...args: readonly string[]) => execFileSync('git', ['-C', other, ...args], { encoding: 'utf8' });
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
    const variables = {
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, '.git', 'index'),
      GIT_OBJECT_DIRECTORY: join(other, '.git', 'objects'),
      GIT_COMMON_DIR: join(other, '.git'),
      GIT_NAMESPACE: 'other',
    };
    try {
      mkdirSync(other);
      writeFileSync(join(other, 'hugo.toml'), 'baseURL = "https://other.example/"\n');
      git('init', '-q');
      git('add', '-A');
      git(...identity, 'commit', '-qm', 'first');
      const state = () => [
        readFileSync(join(other, '.git', 'index')),
        git('for-each-ref'),
        git('status', '--porcelain'),
      ];
      const before = state();
      Object.assign(process.env, variables);
      const sample = join(folder, 'sample');
      await createSample(sample, texts);
      const repo = await openDiskRepo(sample);
      const history = await openHistory(sample);
      for (const name of Object.keys(variables)) delete process.env[name];
      assert.deepEqual(state(), before);
      assert.ok(existsSync(join(sample, '.git', 'index')));
      assert.ok(repo.files.length > 5 && repo.has('content/guides/install.md' as RepoPath));
      assert.ok(history.ok && history.value.head.date !== '');
      const shown = execFileSync('git', ['-C', sample, 'status', '--porcelain'], { encoding: 'utf8' });
      assert.equal(shown, '');
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
      removeFolder(folder);
    }
  });
  it('is made by tools and tests that are told nothing of that repository either', () => {
    const code = "console.log(Object.keys(process.env).filter((name) => /^GIT_/i.test(name)).join(','))";
    const door = fileURLToPath(new URL('../../tools/node24.mjs', import.meta.url));
    const env = { ...process.env, GIT_DIR: '/nowhere/.git', GIT_INDEX_FILE: '/nowhere/.git/index' };
    assert.equal(execFileSync(process.execPath, [door, '-e', code], { encoding: 'utf8', env }).trim(), '');
  });
  it('reads writes, renames with and without new text, and deletions', () => {
    const [commit] = readSampleScript(
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
