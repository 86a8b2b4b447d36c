import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepoPath } from '../../src/core/paths.ts';
import { leadsElsewhere } from '../../src/io/disk/insideNames.ts';
import { writeEdit } from '../../src/io/disk/writeFile.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { gitRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

// Git takes up none of these: asked below.
const everywhere = [
  ...['../a.md', 'docs/../../a.md', '..', '/etc/passwd', 'docs//a.md', './a.md', 'docs/'],
  ...[
    '.git/config',
    '.GIT/config',
    'docs/.git/a.md',
    'git~1/config',
    'GIT~1/a',
    '.git. ./a',
    '.git::$INDEX_ALLOCATION/a',
  ],
];
const onWindows = [
  '..\\a.md',
  'docs\\..\\..\\a.md',
  '\\etc\\a.md',
  'C:/a.md',
  'C:a.md',
  '.git\\config',
  'a.md::$DATA',
  'con',
];
const fine = [
  'a.md',
  '.gitignore',
  '.github/a.md',
  'docs/..a.md',
  'a..md',
  '...',
  '.gitlab-ci.yml',
  'git~10/a',
  'x.git/a',
];

describe('names that lead elsewhere', () => {
  const systems = ['linux', 'darwin', 'win32'] as const;
  it('are told on every system', () => {
    for (const system of systems) {
      for (const name of everywhere) assert.ok(leadsElsewhere(name, system), `${system}: ${name}`);
    }
  });
  it('are more on Windows, and other ones on a Mac', () => {
    for (const name of onWindows) assert.ok(leadsElsewhere(name, 'win32'), name);
    for (const name of onWindows) assert.ok(!leadsElsewhere(name, 'linux'), name);
    assert.ok(leadsElsewhere('.g\u200cit/config', 'darwin'));
  });
  it('are no others', () => {
    for (const system of systems) {
      const told = fine.filter((name) => leadsElsewhere(name, system) && !(system === 'win32' && name === '...'));
      assert.deepEqual(told, [], system);
    }
  });
  it('are not written to', async () => {
    const base = mkdtempSync(join(tmpdir(), 'names-'));
    try {
      mkdirSync(join(base, 'root', '.git'), { recursive: true });
      for (const file of ['../new.md', '.git/config', 'docs/../../new.md']) {
        const done = await writeEdit(join(base, 'root'), {
          file: file as RepoPath,
          before: undefined,
          edits: [{ start: 0, end: 0, text: 'x' }],
        });
        assert.ok(!done.ok && /leads out of the folder|Windows has no file/.test(done.failure.message), file);
        assert.equal(existsSync(join(base, 'root', file)), false);
      }
    } finally {
      removeFolder(base);
    }
  });
});

describe('an index that was made by hand', () => {
  const base = mkdtempSync(join(tmpdir(), 'names-'));
  after(() => removeFolder(base));

  it('is the only one with such names, as git takes up none of them', () => {
    const { git } = gitRepository(mkdtempSync(join(base, 'asked-')));
    const blob = git('hash-object', '-w', '--stdin').trim();
    const isTaken = (name: string) => {
      try {
        git('update-index', '--add', '--replace', '--cacheinfo', `100644,${blob},${name}`);
        return true;
      } catch {
        return false;
      }
    };
    assert.deepEqual(everywhere.filter(isTaken), []);
    assert.deepEqual(fine.filter(isTaken), fine);
  });

  it('gives no file outside of the folder, or of git, and a note', async () => {
    mkdirSync(join(base, 'root'));
    mkdirSync(join(base, 'outside'));
    writeFileSync(join(base, 'outside', 'secret.md'), 'secret');
    const { folder, commit } = gitRepository(join(base, 'root'));
    const git = { '_git/config': 'a', 'page.md': '# Page\n' };
    commit({ 'xx/outside/secret.md': 'a', ...git });
    const index = join(folder, '.git', 'index');
    const bytes = readFileSync(index).subarray(0, -20).toString('latin1');
    const named = bytes.replace('xx/outside/secret.md', '../outside/secret.md').replace('_git/config', '.git/config');
    const changed = Buffer.from(named, 'latin1');
    writeFileSync(index, Buffer.concat([changed, createHash('sha1').update(changed).digest()]));
    removeFolder(join(folder, 'xx'));
    removeFolder(join(folder, '_git'));
    const repo = await openDiskRepo(folder);
    assert.deepEqual(repo.files, ['page.md']);
    assert.match(repo.unread?.()[0]?.message ?? '', /^Git's index .+: \.git\/config and 1 more would lead out/);
  });
});

describe('a link into the folder of git', () => {
  const base = mkdtempSync(join(tmpdir(), 'names-'));
  after(() => removeFolder(base));

  for (const folder of ['.git', '.GIT', 'docs/.git']) {
    it(`is not followed: ${folder}`, async () => {
      const root = mkdtempSync(join(base, 'root-'));
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, 'config'), 'secret');
      symlinkSync(join(root, folder, 'config'), join(root, 'page.md'));
      const repo = await openDiskRepo(root);
      assert.equal(await repo.read('page.md' as RepoPath), undefined);
      assert.match(repo.unread?.()[0]?.message ?? '', /^page\.md was not read: it leads out/);
    });
  }
});
