import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../../src/io/git/git.ts';
import { openHistory } from '../../../src/io/git/history.ts';
import { type GitIndex, readIndex } from '../../../src/io/git/indexFile.ts';
import { listedIndex } from '../../../src/io/git/touched.ts';
import { readGitTree, treeOf } from '../../../src/io/git/tree.ts';
import { gitRepository, type TestRepository } from '../../support/gitRepository.ts';
import { removeFolder } from '../../support/removeFolder.ts';

/** Expectations are what git prints of the same index: `ls-files --stage --debug`, `write-tree` and `ls-tree`. */
describe("git's index", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const long = `deep/${'n'.repeat(200)}/${'m'.repeat(200)}/${'o'.repeat(200)}`;
  const pages = {
    'a.md': 'a',
    'a/b.md': 'b',
    'a.b/c.md': 'c',
    'a/é ü.md': 'd',
    'z/deep/er/e.md': 'e',
    [`${long}.md`]: 'f',
  };
  const repository = () => {
    const created = gitRepository();
    folders.push(created.folder);
    created.commit(pages);
    return created;
  };
  const fileOf = ({ folder }: TestRepository) => join(folder, '.git', 'index');
  const listed = async ({ folder }: TestRepository) => {
    const opened = await openGit(folder);
    assert.ok(opened.ok);
    return (await listedIndex(opened.value, join(folder, '.git', 'index')))?.entries;
  };
  const plain = (index: GitIndex | undefined) =>
    index?.entries.map(({ path, blob, modified, size }) => ({ path, blob, modified, size }));

  for (const version of [2, 3, 4]) {
    it(`is read as git lists it in version ${version}`, async () => {
      const created = repository();
      writeFileSync(join(created.folder, 'new.md'), 'new');
      // The third version is written where an entry has a flag of it.
      if (version === 3) created.git('add', '--intent-to-add', 'new.md');
      else created.git('update-index', '--index-version', `${version}`);
      assert.equal(readFileSync(fileOf(created)).readUInt32BE(4), version);
      const index = readIndex(fileOf(created), 20);
      assert.deepEqual(plain(index), await listed(created));
      assert.equal(index?.tree, version === 3 ? undefined : created.git('rev-parse', 'HEAD^{tree}').trim());
    });
  }

  it('is read with the long ids', async function () {
    const created = gitRepository();
    folders.push(created.folder);
    try {
      removeFolder(join(created.folder, '.git'));
      execFileSync('git', ['-C', created.folder, 'init', '-q', '--object-format=sha256'], { stdio: 'ignore' });
    } catch {
      this.skip(); // an older git has none
    }
    created.commit(pages);
    const index = readIndex(fileOf(created), 32);
    assert.deepEqual(plain(index), await listed(created));
    assert.equal(index?.tree, created.git('rev-parse', 'HEAD^{tree}').trim());
  });

  it('is left to git where a path leads out of the folder', () => {
    const created = repository();
    const bytes = readFileSync(fileOf(created));
    const at = bytes.indexOf('a.b/c.md');
    for (const name of ['../b/c.m', 'a/../c.m', './.b/c.m', '/.b/cc.m']) {
      const changed = Buffer.from(bytes);
      changed.write(name, at);
      const body = changed.subarray(0, -20);
      createHash('sha1').update(body).digest().copy(changed, body.length);
      writeFileSync(fileOf(created), changed);
      assert.equal(readIndex(fileOf(created), 20), undefined, name);
    }
    writeFileSync(fileOf(created), bytes);
    assert.notEqual(readIndex(fileOf(created), 20), undefined);
  });

  it('holds the files of the commit, without submodules and links', async () => {
    const created = repository();
    const link = created.git('rev-parse', 'HEAD:a.md').trim();
    created.git('update-index', '--add', '--cacheinfo', `160000,${created.git('rev-parse', 'HEAD').trim()},module`);
    created.git('update-index', '--add', '--cacheinfo', `120000,${link},link.md`);
    created.git('commit', '-qm', 'more');
    const index = readIndex(fileOf(created), 20);
    const opened = await openGit(created.folder);
    assert.ok(opened.ok && index !== undefined);
    const head = created.git('rev-parse', 'HEAD').trim();
    assert.equal(index.tree, created.git('rev-parse', 'HEAD^{tree}').trim());
    assert.deepEqual([...treeOf(index)], [...(await readGitTree(opened.value, head))]);
  });

  it('names no tree where something is staged or in conflict', async () => {
    const created = repository();
    created.git('checkout', '-qb', 'other');
    created.commit({ 'a.md': 'other' });
    created.git('checkout', '-q', 'main');
    created.commit({ 'a.md': 'main' });
    assert.throws(() => created.git('merge', '-q', 'other'));
    const inConflict = readIndex(fileOf(created), 20);
    assert.equal(inConflict?.tree, undefined);
    assert.deepEqual(plain(inConflict), await listed(created));
    created.git('add', 'a.md');
    assert.equal(readIndex(fileOf(created), 20)?.tree, undefined);
  });

  it('is left to git where it is split, names folders, is cut off, longer, or another text', () => {
    const created = repository();
    const file = fileOf(created);
    const whole = readFileSync(file);
    const isRead = (bytes: Buffer) => {
      writeFileSync(file, bytes);
      return readIndex(file, 20) !== undefined;
    };
    assert.ok(isRead(whole));
    for (let at = 0; at < whole.length; at += 7) {
      const other = Buffer.from(whole);
      other.writeUInt8(other.readUInt8(at) ^ 0x55, at);
      assert.ok(!isRead(other), `byte ${at}`);
      // Without its sum, it is read or it is not, and ends.
      isRead(Buffer.concat([other.subarray(0, -20), Buffer.alloc(20)]));
      isRead(Buffer.concat([whole.subarray(0, at), Buffer.alloc(20)]));
    }
    writeFileSync(file, whole);
    truncateSync(file, whole.length - 3);
    assert.equal(readIndex(file, 20), undefined);
    writeFileSync(file, whole);
    appendFileSync(file, 'more');
    assert.equal(readIndex(file, 20), undefined);
    writeFileSync(file, whole);
    created.git('update-index', '--split-index');
    assert.equal(readIndex(file, 20), undefined);
    assert.equal(readIndex(join(created.folder, 'none'), 20), undefined);
  });

  it('tells what was touched since, whichever of the two is read', async () => {
    const created = repository();
    const touched = async () => {
      const opened = await openHistory(created.folder);
      assert.ok(opened.ok);
      return opened.value.touched();
    };
    const past = new Date('2024-01-01T00:00:00Z');
    for (const path of Object.keys(pages)) utimesSync(join(created.folder, path), past, past);
    created.git('update-index', '--refresh');
    assert.deepEqual(await touched(), []);
    writeFileSync(join(created.folder, 'a.md'), 'b');
    created.git('rm', '-q', '--cached', 'a/b.md');
    const staged = await touched();
    assert.deepEqual(staged, ['a.md', 'a/b.md']);
    created.git('update-index', '--split-index');
    assert.deepEqual(await touched(), staged);
  });
});
