import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepoPath } from '../../src/core/paths.ts';
import { writeEdit } from '../../src/io/writeFile.ts';

const edit = (file: string, before: string | undefined, text: string) => ({
  file: file as RepoPath,
  before,
  edits: [{ start: 0, end: 0, text }],
});

describe('writing an edit', () => {
  let root: string;
  let outside: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'write-'));
    outside = mkdtempSync(join(tmpdir(), 'outside-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
    rmSync(outside, { recursive: true });
  });

  it('keeps a byte order mark', async () => {
    writeFileSync(join(root, 'a'), '\uFEFFold\r\n');
    assert.ok((await writeEdit(root, edit('a', 'old\r\n', 'new\r\n'))).ok);
    assert.equal(readFileSync(join(root, 'a'), 'utf8'), '\uFEFFnew\r\nold\r\n');
  });
  it('makes a file and its folders', async () => {
    assert.ok((await writeEdit(root, edit('x/y/_redirects', undefined, '/a /b 301\n'))).ok);
    assert.equal(readFileSync(join(root, 'x/y/_redirects'), 'utf8'), '/a /b 301\n');
  });
  it('refuses when the file is not what was read', async () => {
    writeFileSync(join(root, 'a'), 'other');
    assert.equal((await writeEdit(root, edit('a', 'old', 'new'))).ok, false);
    assert.equal(readFileSync(join(root, 'a'), 'utf8'), 'other');
  });
  it('does not follow a link out of the repository', async () => {
    writeFileSync(join(outside, 'secret'), 'old');
    symlinkSync(join(outside, 'secret'), join(root, 'a'));
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync(join(outside, 'nowhere'), join(root, 'dangling'));
    assert.equal((await writeEdit(root, edit('a', 'old', 'new'))).ok, false);
    assert.equal((await writeEdit(root, edit('folder/new', undefined, 'new'))).ok, false);
    assert.equal((await writeEdit(root, edit('folder/deeper/new', undefined, 'new'))).ok, false);
    assert.equal((await writeEdit(root, edit('dangling/new', undefined, 'new'))).ok, false);
    assert.equal(readFileSync(join(outside, 'secret'), 'utf8'), 'old');
    assert.equal(existsSync(join(outside, 'new')), false);
    mkdirSync(join(root, 'fine'));
    assert.ok((await writeEdit(root, edit('fine/new', undefined, 'new'))).ok);
  });
});
