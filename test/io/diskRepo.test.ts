import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepoPath } from '../../src/core/paths.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { removeFolder } from '../support/removeFolder.ts';

describe('links of a folder on disk', () => {
  let base = '';
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'disk-repo-'));
    mkdirSync(join(base, 'root', 'inner', 'docs'), { recursive: true });
    mkdirSync(join(base, 'outside'));
    writeFileSync(join(base, 'root', 'inner', 'docs', 'wick.md'), '# Wick\n');
    writeFileSync(join(base, 'outside', 'secret.md'), 'secret\n');
  });
  afterEach(() => removeFolder(base));
  const read = async (path: string) => (await openDiskRepo(join(base, 'root'))).read(path as RepoPath);

  it('reads a file through one', async () => {
    symlinkSync('inner/docs/wick.md', join(base, 'root', 'start.md'));
    assert.equal(await read('start.md'), '# Wick\n');
  });

  it('reads one to a folder as git does, by where it leads', async () => {
    symlinkSync('inner/docs', join(base, 'root', 'docs'));
    assert.equal(await read('docs'), 'inner/docs');
  });

  it('reads nothing through one that leads out', async () => {
    symlinkSync('../outside', join(base, 'root', 'docs'));
    symlinkSync('../outside/secret.md', join(base, 'root', 'secret.md'));
    assert.equal(await read('docs'), undefined);
    assert.equal(await read('secret.md'), undefined);
  });
});

describe('a folder on disk that is not what git says', () => {
  let base = '';
  const at = (path: string) => join(base, 'root', path);
  const secret = () => join(base, 'outside', 'secret.md');
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'disk-repo-'));
    mkdirSync(join(base, 'outside'));
    writeFileSync(secret(), 'secret\n');
    writeFileSync(join(base, 'outside', 'page.md'), 'secret\n');
    mkdirSync(at('docs/deep'), { recursive: true });
    mkdirSync(at('inner'));
    for (const file of ['_redirects', 'docs/page.md', 'docs/deep/page.md', 'inner/page.md']) {
      writeFileSync(at(file), `${file}\n`);
    }
    git('init', '--quiet');
    git('add', '.');
  });
  afterEach(() => removeFolder(base));
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: join(base, 'root') });
  /** What reading gives, whole and head, and the notes on it. */
  const reading = async (path: string) => {
    const repo = await openDiskRepo(join(base, 'root'));
    const texts = [await repo.read(path as RepoPath), await repo.readHead(path as RepoPath)];
    return { texts, notes: (repo.unread?.() ?? []).map(({ message }) => message) };
  };
  const replace = (path: string, by: (full: string) => void) => {
    removeFolder(at(path));
    by(at(path));
  };
  const refused = (path: string, reason: RegExp) => async () => {
    const { texts, notes } = await reading(path);
    assert.deepEqual(texts, [undefined, undefined]);
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', new RegExp(`^${path} was not read: `));
    assert.match(notes[0] ?? '', reason);
  };

  it('reads no tracked file that became a link out', async () => {
    replace('_redirects', (full) => symlinkSync(secret(), full));
    await refused('_redirects', /leads out of the folder/)();
  });

  for (const folder of ['docs', 'docs/deep']) {
    it(`reads nothing of the tracked folder ${folder} that became a link out`, async () => {
      replace(folder, (full) => symlinkSync(join(base, 'outside'), full));
      const repo = await openDiskRepo(join(base, 'root'));
      for (const file of repo.files) assert.doesNotMatch((await repo.read(file)) ?? '', /secret/);
    });
  }

  it('reads nothing of git through a link', async () => {
    replace('_redirects', (full) => symlinkSync('.git/config', full));
    await refused('_redirects', /leads out of the folder/)();
  });

  it('reads a tracked file that became a link to another file', async () => {
    replace('_redirects', (full) => symlinkSync('inner/page.md', full));
    assert.deepEqual(await reading('_redirects'), { texts: ['inner/page.md\n', 'inner/page.md\n'], notes: [] });
  });

  it('says where a tracked file leads that became a link to a folder', async () => {
    replace('_redirects', (full) => symlinkSync('inner', full));
    assert.deepEqual(await reading('_redirects'), { texts: ['inner', undefined], notes: [] });
  });

  it('names a link that leads to itself', async () => {
    replace('_redirects', (full) => symlinkSync('_redirects', full));
    await refused('_redirects', /leads to itself/)();
  });

  it('does not wait for a pipe', async () => {
    replace('_redirects', (full) => execFileSync('mkfifo', [full]));
    await refused('_redirects', /is a pipe/)();
  });

  it('names a folder in the place of a file', async () => {
    replace('_redirects', (full) => mkdirSync(full));
    await refused('_redirects', /is a folder/)();
  });

  it('reads no file that would fill the memory', async () => {
    truncateSync(at('docs/page.md'), 5_000_000_000);
    const repo = await openDiskRepo(join(base, 'root'));
    assert.equal(await repo.read('docs/page.md' as RepoPath), undefined);
    assert.match(repo.unread?.()[0]?.message ?? '', /docs\/page\.md was not read: it is larger than/);
  });

  it('reads a file of more than one buffer to its end', async () => {
    const text = `${'0123456789abcde\n'.repeat(40_000)}end`;
    writeFileSync(at('docs/page.md'), text);
    assert.equal((await reading('docs/page.md')).texts[0], text);
  });

  it('names a file that is no text', async () => {
    writeFileSync(at('_redirects'), Buffer.from([0, 1, 2, 0xff]));
    await refused('_redirects', /is not text/)();
  });

  it('names a file that may not be read', async () => {
    chmodSync(at('_redirects'), 0);
    const repo = await openDiskRepo(join(base, 'root'));
    // The superuser may read everything.
    const isSuperuser = process.geteuid?.() === 0;
    if (isSuperuser) {
      chmodSync(base, 0o755);
      process.seteuid?.(65_534);
    }
    try {
      assert.equal(await repo.read('_redirects' as RepoPath), undefined);
    } finally {
      if (isSuperuser) process.seteuid?.(0);
    }
    assert.match(repo.unread?.()[0]?.message ?? '', /^_redirects was not read: it may not be read by you/);
  });

  it('names configuration that nests too deep for its readers', async () => {
    writeFileSync(at('docs/page.md'), '['.repeat(5000));
    writeFileSync(at('docs/deep.json'), '['.repeat(5000));
    const repo = await openDiskRepo(join(base, 'root'));
    assert.ok(await repo.read('docs/page.md' as RepoPath));
    assert.equal(await repo.read('docs/deep.json' as RepoPath), undefined);
    assert.match(repo.unread?.()[0]?.message ?? '', /^docs\/deep\.json was not read: it is nested/);
  });

  it('goes on past a hundred files that cannot be read, and names the first', async () => {
    for (let i = 0; i < 100; i++) symlinkSync(secret(), at(`docs/${i}.md`));
    const repo = await openDiskRepo(join(base, 'root'));
    for (const file of repo.files) await repo.read(file);
    const notes = repo.unread?.() ?? [];
    assert.equal(notes.length, 21);
    assert.match(notes.at(-1)?.message ?? '', /^80 more files/);
  });
});
