import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepoPath } from '../../src/core/paths.ts';
import { writeEdit } from '../../src/io/disk/writeFile.ts';
import { type Failing, withFailing } from '../support/failingCalls.ts';
import { removeFolder } from '../support/removeFolder.ts';

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
    removeFolder(root);
    removeFolder(outside);
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

  it('keeps mode and owner, and every name of the file', async () => {
    const file = join(root, 'a');
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(file, 1234, 2345);
    assert.ok((await writeEdit(root, edit('a', 'old', 'new'))).ok);
    const { uid, gid, mode } = statSync(file);
    if (process.platform !== 'win32') assert.equal(mode & 0o7777, 0o640);
    if (isRoot) assert.deepEqual([uid, gid], [1234, 2345]);
    linkSync(file, join(root, 'other'));
    assert.ok((await writeEdit(root, edit('a', 'newold', 'again '))).ok);
    assert.equal(readFileSync(join(root, 'other'), 'utf8'), 'again newold');
    assert.equal(statSync(file).nlink, 2);
    assert.deepEqual(readdirSync(root).sort(), ['a', 'other']);
  });
  it('leaves two names alone when an earlier write of them was interrupted', async () => {
    writeFileSync(join(root, 'a'), 'torn');
    linkSync(join(root, 'a'), join(root, 'other'));
    writeFileSync(join(root, '.a.broken-backlinks-copy'), 'the whole text');
    const done = await writeEdit(root, edit('a', 'torn', 'new'));
    assert.ok(!done.ok && /\.a\.broken-backlinks-copy/.test(done.failure.message));
    assert.equal(readFileSync(join(root, 'a'), 'utf8'), 'torn');
    assert.equal(readFileSync(join(root, '.a.broken-backlinks-copy'), 'utf8'), 'the whole text');
  });
  it('waits for a file that is busy for a moment', async () => {
    writeFileSync(join(root, 'a'), 'old');
    const busy = await withFailing({ rename: { code: 'EBUSY', times: 3 } }, () =>
      writeEdit(root, edit('a', 'old', 'new')),
    );
    assert.ok(busy.ok);
    assert.equal(readFileSync(join(root, 'a'), 'utf8'), 'newold');
    // Windows says so of a file that a scanner or another program has open; elsewhere it is a matter of rights.
    const platform = Object.getOwnPropertyDescriptor(process, 'platform');
    assert.ok(platform);
    for (const code of ['EPERM', 'EACCES']) {
      writeFileSync(join(root, 'a'), 'old');
      Object.defineProperty(process, 'platform', { ...platform, value: 'win32' });
      try {
        const held = withFailing({ rename: { code, times: 2 } }, () => writeEdit(root, edit('a', 'old', 'new')));
        assert.ok((await held).ok, code);
      } finally {
        Object.defineProperty(process, 'platform', platform);
      }
      assert.equal(readFileSync(join(root, 'a'), 'utf8'), 'newold');
    }
  });

  const disks: Readonly<Record<string, { readonly failing: Failing; readonly said: RegExp }>> = {
    'a full disk': { failing: { 'handle.writeFile': { code: 'ENOSPC' } }, said: /the disk is full/ },
    'a disk that fills up late': { failing: { 'handle.sync': { code: 'ENOSPC' } }, said: /the disk is full/ },
    'a spent quota': { failing: { 'handle.writeFile': { code: 'EDQUOT' } }, said: /share of the disk/ },
    'a disk that can only be read': { failing: { open: { code: 'EROFS' } }, said: /can only be read/ },
    'a folder that is locked': { failing: { open: { code: 'EACCES' } }, said: /may not write/ },
    'a file that is locked': { failing: { access: { code: 'EACCES' } }, said: /may not write/ },
    'a file that stays busy': { failing: { rename: { code: 'EBUSY' } }, said: /another program holds it/ },
    'a broken disk': { failing: { 'handle.sync': { code: 'EIO' } }, said: /Check the disk/ },
    'a fault nobody has named': { failing: { rename: { code: 'EXYZ' } }, said: /EXYZ/ },
  };
  for (const [disk, { failing, said }] of Object.entries(disks)) {
    it(`leaves ${disk} as it was, and names the file`, async () => {
      mkdirSync(join(root, 'static'));
      const file = join(root, 'static/_redirects');
      writeFileSync(file, 'old');
      const done = await withFailing(failing, () => writeEdit(root, edit('static/_redirects', 'old', 'new')));
      assert.ok(!done.ok);
      assert.match(done.failure.message, /^static\/_redirects could not be written: /);
      assert.match(done.failure.message, said);
      assert.equal(readFileSync(file, 'utf8'), 'old');
      assert.deepEqual(readdirSync(join(root, 'static')), ['_redirects']);
      if ('access' in failing) return;
      linkSync(file, join(root, 'other'));
      const linked = 'rename' in failing ? { 'handle.write': { code: 'ENOSPC', times: 1 } } : failing;
      assert.equal(
        (await withFailing(linked, () => writeEdit(root, edit('static/_redirects', 'old', 'new')))).ok,
        false,
      );
      assert.equal(readFileSync(join(root, 'other'), 'utf8'), 'old');
      assert.deepEqual(readdirSync(join(root, 'static')), ['_redirects']);
    });
  }
  it('makes no file where one came meanwhile, with links or without', async () => {
    const disks: readonly Failing[] = [{}, { link: { code: 'EPERM' } }];
    for (const failing of disks) {
      const name = `new-${randomUUID()}`;
      const done = await withFailing(failing, () => writeEdit(root, edit(name, undefined, 'new')));
      assert.ok(done.ok);
      assert.equal(readFileSync(join(root, name), 'utf8'), 'new');
      assert.equal((await withFailing(failing, () => writeEdit(root, edit(name, undefined, 'other')))).ok, false);
      assert.equal(readFileSync(join(root, name), 'utf8'), 'new');
    }
    mkdirSync(join(root, 'folder'));
    assert.equal((await writeEdit(root, edit('folder', undefined, 'new'))).ok, false);
    writeFileSync(join(root, 'file'), '');
    const below = await writeEdit(root, edit('file/_redirects', undefined, 'new'));
    assert.ok(!below.ok && /^file\/_redirects could not be written: /.test(below.failure.message));
  });
  it('does not write over what was written between reading and writing', async () => {
    const file = join(root, 'a');
    writeFileSync(file, 'old');
    for (const call of ['readdir', 'open', 'handle.sync']) {
      writeFileSync(file, 'old');
      const saved = { [call]: () => writeFileSync(file, 'somebody else') };
      const done = await withFailing(saved, () => writeEdit(root, edit('a', 'old', 'new')));
      assert.ok(!done.ok && /changed in the meantime/.test(done.failure.message), call);
      assert.equal(readFileSync(file, 'utf8'), 'somebody else');
    }
    linkSync(file, join(root, 'other'));
    writeFileSync(file, 'old');
    const saved = { link: () => writeFileSync(file, 'somebody else') };
    assert.equal((await withFailing(saved, () => writeEdit(root, edit('a', 'old', 'new')))).ok, false);
    assert.equal(readFileSync(file, 'utf8'), 'somebody else');
    assert.deepEqual(readdirSync(root).sort(), ['a', 'other']);
  });
  it('writes no half of a character', async () => {
    writeFileSync(join(root, 'a'), 'old');
    const done = await writeEdit(root, edit('a', 'old', '/\uD83C /a/ 301\n'));
    assert.ok(!done.ok && /incomplete character/.test(done.failure.message));
    assert.equal(readFileSync(join(root, 'a'), 'utf8'), 'old');
  });
  it('clears away what killed writes left beside it, and nothing else', async () => {
    writeFileSync(join(root, 'a'), 'old');
    const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
    const draft = (where: string, pid: number) => `.broken-backlinks-${where}-${pid}-0-${randomUUID()}.tmp`;
    const dead = draft(machine, 2 ** 22 + 7);
    const sameNumber = draft(machine, process.pid);
    const alive = draft(machine, process.ppid);
    const elsewhere = draft('0123abcd', 1);
    const longAgo = draft('0123abcd', 2);
    const foreign = ['.broken-backlinks-decisions', '.broken-backlinks-notes.tmp', 'x.tmp', `${dead}.bak`];
    for (const name of [dead, sameNumber, alive, elsewhere, longAgo, ...foreign]) writeFileSync(join(root, name), 'x');
    utimesSync(join(root, longAgo), 1, 1);
    assert.ok((await writeEdit(root, edit('a', 'old', 'new'))).ok);
    assert.deepEqual(new Set(readdirSync(root)), new Set(['a', alive, elsewhere, ...foreign]));
  });
});
