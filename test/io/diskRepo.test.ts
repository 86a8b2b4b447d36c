import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepoPath } from '../../src/core/paths.ts';
import { openDiskRepo } from '../../src/io/diskRepo.ts';

describe('links of a folder on disk', () => {
  let base = '';
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'disk-repo-'));
    mkdirSync(join(base, 'root', 'inner', 'docs'), { recursive: true });
    mkdirSync(join(base, 'outside'));
    writeFileSync(join(base, 'root', 'inner', 'docs', 'wick.md'), '# Wick\n');
    writeFileSync(join(base, 'outside', 'secret.md'), 'secret\n');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));
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
