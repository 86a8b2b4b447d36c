import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { BlobId, History } from '../../../src/core/history/history.ts';
import type { GitOptions } from '../../../src/io/git/git.ts';
import { openHistory } from '../../../src/io/git/history.ts';
import { listGitFiles } from '../../../src/io/repository/gitFiles.ts';
import { gitRepository, longPage, type TestRepository } from '../../support/gitRepository.ts';
import { type GitStandIn, type OldGit, oldGit, type SleepingGit, sleepingGit } from '../../support/oldGit.ts';
import { removeFolder } from '../../support/removeFolder.ts';

const said = (history: History) => history.notes.map(({ message }) => message).join('\n');

async function changes(history: History): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { changes: list } of history.commits()) {
    for (const change of list) {
      lines.push(`${change.kind} ${change.kind === 'renamed' ? `${change.from} -> ` : ''}${change.path}`);
    }
  }
  return lines;
}

async function hunks(history: History): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const { file } of history.linkHunks()) files.push(file);
  return files;
}

async function texts(history: History, blobs: readonly BlobId[]): Promise<readonly (string | undefined)[]> {
  const all: (string | undefined)[] = [];
  for await (const text of history.texts(blobs)) all.push(text);
  return all;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a git that fails', () => {
  const made: { remove(): void }[] = [];
  after(() => {
    for (const entry of made) entry.remove();
  });
  const repository = (): TestRepository => {
    const created = gitRepository();
    made.push({ remove: () => removeFolder(created.folder) });
    return created;
  };
  const standIn = (old: OldGit): GitStandIn => {
    const created = oldGit(old);
    made.push(created);
    return created;
  };
  const sleeper = (command?: string): SleepingGit => {
    const created = sleepingGit(command);
    made.push(created);
    return created;
  };
  async function opened(folder: string, options: GitOptions = {}): Promise<History> {
    const result = await openHistory(folder, options);
    assert.ok(result.ok, result.ok ? '' : result.failure.message);
    return result.value;
  }

  function threeCommits(): TestRepository {
    const created = repository();
    created.commit({ 'a.md': longPage('a'), 'c.md': longPage('c'), 'd.md': 'See [it](/old/).\n' });
    created.commit({ 'a.md': undefined, 'b.md': `${longPage('a')}More.\n`, 'd.md': 'See [it](/new/).\n' });
    created.commit({ 'c.md': undefined, 'e.md': longPage('c') });
    return created;
  }

  /** Overwrites a loose object. */
  function damage({ folder, git }: TestRepository, revision: string): string {
    const id = git('rev-parse', revision).trim();
    const file = join(folder, '.git', 'objects', id.slice(0, 2), id.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, 'damaged');
    return id;
  }

  it('names a damaged page and reads the others', async () => {
    const created = threeCommits();
    const blobs = ['HEAD:b.md', 'HEAD:d.md', 'HEAD:e.md'].map(
      (name) => created.git('rev-parse', name).trim() as BlobId,
    );
    const id = damage(created, 'HEAD:d.md');
    const history = await opened(created.folder);
    const [b, d, e] = await texts(history, blobs);
    assert.deepEqual([b?.slice(0, 3), d, e?.slice(0, 3)], ['# a', undefined, '# c']);
    assert.deepEqual(await texts(history, [blobs[1]!]), [undefined]);
    assert.deepEqual((await texts(history, [blobs[0]!]))[0]?.slice(0, 3), '# a');
    assert.match(said(history), new RegExp(`${id}.+git fsck`));
  });

  it('follows what it can where a renamed page is damaged', async () => {
    const created = threeCommits();
    damage(created, 'HEAD~2:a.md');
    const history = await opened(created.folder);
    const seen = await changes(history);
    assert.ok(seen.includes('renamed c.md -> e.md'));
    assert.ok(seen.includes('added d.md'), 'the first commit is reached');
    assert.match(said(history), /git fsck/);
  });

  for (const [what, revision] of [
    ['commit', 'HEAD~1'],
    ['folder', 'HEAD~1^{tree}'],
  ] as const) {
    it(`reads up to a damaged ${what}`, async () => {
      const created = threeCommits();
      damage(created, revision);
      const history = await opened(created.folder);
      for await (const _ of history.linkHunks());
      await changes(history);
      assert.match(said(history), /git fsck/);
    });
  }

  it('gives no history when the newest commit cannot be read, and says why', async () => {
    const created = threeCommits();
    damage(created, 'HEAD^{tree}');
    // The index tells its files, and git says at its first commit that it is damaged.
    const history = await opened(created.folder);
    await changes(history);
    assert.match(said(history), /git fsck/);
    rmSync(join(created.folder, '.git', 'index'));
    const result = await openHistory(created.folder);
    assert.ok(!result.ok);
    assert.match(result.failure.message, /git fsck/);
    assert.doesNotMatch(result.failure.message, /no commit/);
  });

  it('reads on where the configuration asks for another encoding of the output', async () => {
    const created = threeCommits();
    const plain = await changes(await opened(created.folder));
    for (const encoding of ['UTF-16', 'UTF-16BE', 'no-such-encoding']) {
      created.git('config', 'i18n.logOutputEncoding', encoding);
      created.git('config', 'i18n.commitEncoding', encoding);
      assert.deepEqual(await changes(await opened(created.folder)), plain);
    }
  });

  it('reads the same whatever the configuration does to the output', async () => {
    const created = threeCommits();
    const read = async () => {
      const history = await opened(created.folder);
      const hunks = [];
      for await (const { file, removed, added } of history.linkHunks()) hunks.push({ file, removed, added });
      return { changes: await changes(history), hunks };
    };
    const plain = await read();
    assert.equal(plain.hunks.length, 1);
    for (const [key, value] of [
      ['log.showRoot', 'false'],
      ['log.date', 'raw'],
      ['log.follow', 'true'],
      ['log.decorate', 'full'],
      ['log.abbrevCommit', 'true'],
      ['log.diffMerges', 'off'],
      ['log.showSignature', 'true'],
      ['format.pretty', 'oneline'],
      ['diff.renames', 'false'],
      ['diff.renameLimit', '1'],
      ['diff.noPrefix', 'true'],
      ['diff.mnemonicPrefix', 'true'],
      ['diff.srcPrefix', 'x/'],
      ['diff.dstPrefix', 'y/'],
      ['diff.relative', 'true'],
      ['diff.context', '9'],
      ['diff.interHunkContext', '99'],
      ['diff.orderFile', '/nowhere/at-all'],
      ['diff.submodule', 'log'],
      ['diff.algorithm', 'histogram'],
      ['diff.colorMoved', 'zebra'],
      ['core.bigFileThreshold', '1'],
      ['core.abbrev', '4'],
      ['core.quotePath', 'true'],
      ['core.attributesFile', '/nowhere/at-all'],
      ['color.ui', 'always'],
      ['color.diff', 'always'],
    ] as const) {
      created.git('config', key, value);
    }
    assert.deepEqual(await read(), plain);
    created.git('config', 'core.worktree', '/');
    assert.deepEqual(await read(), plain);
  });

  it('tries no pattern of the repository on its pages', async () => {
    const created = repository();
    // With such a pattern, every line of this page takes longer than anybody waits.
    const line = `${'a'.repeat(3000)}\n`;
    created.commit({ '.gitattributes': '*.md diff=slow\n', 'a.md': `${line.repeat(100)}[a](/a/)\n` });
    created.commit({ 'a.md': `${line.repeat(100)}[a](/b/)\n` });
    created.git('config', 'diff.slow.xfuncname', '^(a*)*(a*)*(a*)*b\\1\\2\\3$');
    const history = await opened(created.folder);
    const files = [];
    for await (const { file } of history.linkHunks()) files.push(file);
    assert.deepEqual(files, ['a.md']);
    assert.equal(said(history), '');
    created.git('config', '--rename-section', 'diff.slow', 'diff.a=b');
    created.commit({ '.gitattributes': '*.md diff=a=b\n' });
    const odd = await opened(created.folder);
    for await (const _ of odd.linkHunks());
    assert.match(said(odd), /diff\.a=b\.xfuncname/);
  });

  describe('and one that sleeps', () => {
    before(function () {
      if (process.platform === 'win32') this.skip(); // it is a script
    });

    for (const command of ['rev-parse', '--no-walk', 'ls-tree']) {
      it(`is stopped at ${command}`, async () => {
        const { folder } = threeCommits();
        // With it, nothing is listed.
        rmSync(join(folder, '.git', 'index'));
        const { env, timer } = sleeper(command);
        const result = await openHistory(folder, { env, limits: { silence: 300, timer } });
        assert.ok(!result.ok);
        assert.match(result.failure.message, /printed nothing for 0\.3 s/);
      });
    }

    it('is stopped before it told its version', async () => {
      const { folder } = threeCommits();
      const { env, timer } = sleeper();
      assert.equal((await openHistory(folder, { env, limits: { timer } })).ok, false);
      assert.equal(await listGitFiles(folder, { env, limits: { timer } }), undefined);
    });

    for (const [command, read] of [
      ['--raw', changes],
      ['-p', hunks],
      ['cat-file', async (history: History) => texts(history, ['0123', '4567'] as BlobId[])],
      ['cat-file', async (history: History) => texts(history, ['0123'] as BlobId[])],
    ] as const) {
      it(`is stopped at ${command}, and the note says so`, async () => {
        const { folder } = threeCommits();
        const { env, timer } = sleeper(command);
        const history = await opened(folder, { env, limits: { silence: 1500, timer } });
        await read(history);
        assert.match(said(history), /printed nothing for 1\.5 s/);
      });
    }

    it('is left alone at once when the task is cancelled', async () => {
      const { folder } = threeCommits();
      const git = sleeper('rev-parse');
      const user = new AbortController();
      const opening = openHistory(folder, { env: git.env, signal: user.signal }).catch((error) => error);
      await git.asleep();
      user.abort();
      const result = await opening;
      assert.ok(result instanceof Error || !result.ok);
    });

    it('costs the files that are not tracked, no others, when it sleeps over what is ignored', async () => {
      const { folder } = threeCommits();
      writeFileSync(join(folder, 'new.md'), 'new');
      const { env, timer } = sleeper('--exclude-standard');
      const listed = await listGitFiles(folder, { env, limits: { timer } });
      assert.deepEqual(listed?.files, ['b.md', 'd.md', 'e.md']);
      assert.match(listed?.notes[0]?.message ?? '', /not tracked yet were left out/);
    });
  });

  it('is stopped when it gives more than anybody can read', async function () {
    if (process.platform === 'win32') this.skip(); // it is a script
    const { folder } = threeCommits();
    const { env } = standIn({
      version: 'git version 2.39.5',
      script: ['case " $* " in *" ls-files "*) exec yes;; esac'],
    });
    assert.equal(await listGitFiles(folder, { env, limits: { text: 100_000 } }), undefined);
    const endless = standIn({ version: 'git version 2.39.5', script: ['case " $* " in *" --raw "*) exec yes;; esac'] });
    const result = await openHistory(folder, { env: endless.env, limits: { stream: 100_000 } });
    assert.ok(result.ok);
    await changes(result.value);
    assert.match(said(result.value), /more than can be read/);
  });

  it('leaves no process behind', async function () {
    if (process.platform !== 'linux') this.skip(); // tells by /proc
    const { folder } = threeCommits();
    const { env, timer, pids } = sleeper('--raw');
    const history = await opened(folder, { env, limits: { timer } });
    await changes(history);
    const [pid] = pids();
    assert.ok(pid !== undefined && pid > 1);
    // The system ends it a moment later; a process that stays fails this test by its time-out.
    while (isAlive(pid)) await setTimeout(5);
  });
});
