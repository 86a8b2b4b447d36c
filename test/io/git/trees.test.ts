import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../../src/io/git/git.ts';
import { type Objects, openObjects } from '../../../src/io/git/objects.ts';
import { openTrees, readGitTree } from '../../../src/io/git/tree.ts';
import { gitRepository, type TestRepository } from '../../support/gitRepository.ts';
import { removeFolder } from '../../support/removeFolder.ts';

/** The trees of a repository, and every object that was asked for. */
async function trees({ folder }: TestRepository) {
  const opened = await openGit(folder);
  assert.ok(opened.ok);
  const git = opened.value;
  const objects = openObjects(git);
  const asked: string[] = [];
  const counting: Objects = {
    ask(names, ...more) {
      asked.push(...names);
      return objects.ask(names, ...more);
    },
  };
  return { git, asked, trees: openTrees(git, counting) };
}

describe('the trees of commits', () => {
  const folders: string[] = [];
  const repository = () => {
    const created = gitRepository();
    folders.push(created.folder);
    return created;
  };
  const head = ({ git }: TestRepository, revision = 'HEAD') => git('rev-parse', revision).trim();
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });

  it('are what git lists, in its order, without submodules and links', async function () {
    if (process.platform === 'win32') this.skip(); // such names and links are not made there
    const created = repository();
    symlinkSync('a.md', join(created.folder, 'link.md'));
    const page = { 'a.md': 'a', 'a/b.md': 'b', 'a.b/c.md': 'c', 'a/ é\t"x".md': 'd', 'ü/deep/er/e.md': 'e' };
    created.commit({ ...page, 'copy/b.md': 'b', 'script.sh': '#!/bin/sh\n' });
    created.git('update-index', '--chmod=+x', 'script.sh');
    created.git('update-index', '--add', '--cacheinfo', `160000,${head(created)},module`);
    created.git('commit', '-qm', 'more');
    const { git, trees: read } = await trees(created);
    const commit = head(created);
    const found = await read.of(commit);
    assert.deepEqual([...found], [...(await readGitTree(git, commit))]);
    assert.deepEqual([found.has('module' as never), found.has('link.md' as never), found.size], [false, false, 7]);
  });

  it('are read once for each folder that is another one', async () => {
    const created = repository();
    created.commit({ 'a.md': 'a', 'left/b.md': 'b', 'left/in/c.md': 'c', 'right/d.md': 'd' });
    created.commit({ 'right/d.md': 'other' });
    const { git, asked, trees: read } = await trees(created);
    const [now, before] = [head(created), head(created, 'HEAD~1')];
    await read.of(now);
    assert.equal(asked.length, 4);
    assert.deepEqual([...(await read.of(before))], [...(await readGitTree(git, before))]);
    assert.deepEqual(asked.slice(4), [`${before}^{tree}`, head(created, 'HEAD~1:right')]);
    await read.of(now);
    assert.equal(asked.length, 6);
  });

  it('are read with the long ids, too', async function () {
    const created = repository();
    try {
      removeFolder(join(created.folder, '.git'));
      execFileSync('git', ['-C', created.folder, 'init', '-q', '--object-format=sha256'], { stdio: 'ignore' });
    } catch {
      this.skip(); // an older git has none
    }
    created.commit({ 'a.md': 'a', 'in/b.md': 'b' });
    const { git, trees: read } = await trees(created);
    const commit = head(created);
    assert.equal(commit.length, 64);
    assert.deepEqual([...(await read.of(commit))], [...(await readGitTree(git, commit))]);
  });

  it('are left to a listing that can be stopped where a few folders stand for any number of files', async () => {
    const created = repository();
    created.commit({ 'a.md': 'a' });
    const blob = head(created, 'HEAD:a.md');
    const tree = (lines: readonly string[]) =>
      execFileSync('git', ['-C', created.folder, 'mktree'], {
        input: `${lines.join('\n')}\n`,
        encoding: 'utf8',
      }).trim();
    const ten = Array.from({ length: 10 }, (_, i) => `d${i}`);
    let id = tree(ten.map((name) => `100644 blob ${blob}\t${name}.md`));
    for (let i = 0; i < 12; i++) id = tree(ten.map((name) => `040000 tree ${id}\t${name}`));
    const commit = created.git('commit-tree', id, '-m', 'many').trim();
    const { asked, trees: read } = await trees(created);
    const stopped = new AbortController();
    setTimeout(() => stopped.abort(), 1500);
    await assert.rejects(read.of(commit, stopped.signal), { name: 'AbortError' });
    assert.equal(asked.length, 13);
  });

  it('fail as a listing fails where a folder is not in this clone', async () => {
    const created = repository();
    created.commit({ 'a.md': 'a', 'in/b.md': 'b' });
    const id = head(created, 'HEAD:in');
    removeFolder(join(created.folder, '.git', 'objects', id.slice(0, 2)));
    const { git, trees: read } = await trees(created);
    const commit = head(created);
    const failure = await readGitTree(git, commit).catch((error: unknown) => String(error));
    assert.equal(typeof failure, 'string');
    await assert.rejects(read.of(commit), (error) => String(error) === failure);
    await assert.rejects(read.of(commit, AbortSignal.abort()), { name: 'AbortError' });
  });
});
