import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { History } from '../../../src/core/history/history.ts';
import { openHistory } from '../../../src/io/git/history.ts';
import { listGitFiles } from '../../../src/io/repository/gitFiles.ts';
import { gitRepository, longPage, type TestRepository } from '../../support/gitRepository.ts';
import {
  fetchesMissing,
  type GitStandIn,
  knowsNoGlobalFile,
  type OldGit,
  oldGit,
  refusesForeignFolders,
} from '../../support/oldGit.ts';
import { removeFolder } from '../../support/removeFolder.ts';

async function changes(history: History): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { changes: list } of history.commits()) {
    for (const change of list) {
      lines.push(`${change.kind} ${change.kind === 'renamed' ? `${change.from} -> ` : ''}${change.path}`);
    }
  }
  return lines;
}

const said = (history: History) => history.notes.map(({ message }) => message).join('\n');

describe('older gits and hostile repositories', () => {
  const made: { remove(): void }[] = [];
  before(function () {
    if (process.platform === 'win32') this.skip(); // the older gits are scripts
  });
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
  async function opened(folder: string, env: NodeJS.ProcessEnv): Promise<History> {
    const result = await openHistory(folder, { env });
    assert.ok(result.ok, result.ok ? '' : result.failure.message);
    return result.value;
  }

  function renamed(): TestRepository {
    const created = repository();
    created.commit({ 'a.md': longPage('a'), 'c.md': longPage('c') });
    created.commit({ 'a.md': undefined, 'b.md': `${longPage('a')}More.\n` });
    return created;
  }

  /** Every command a fetch could run leaves a file. */
  function trap(folder: string): string {
    const sprung = join(folder, '.git', 'sprung');
    const script = join(folder, '.git', 'trap.sh');
    writeFileSync(script, `#!/bin/sh\ntouch '${sprung}'\n`);
    chmodSync(script, 0o755);
    writeFileSync(
      join(folder, '.git', 'config'),
      `[core]
	repositoryformatversion = 1
	sshCommand = ${script}
	gitProxy = ${script}
	askPass = ${script}
	alternateRefsCommand = ${script}
	pager = ${script}
	hooksPath = ${folder}/.git
	fsmonitor = ${script}
[extensions]
	partialClone = origin
[credential]
	helper = !${script}
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[protocol "ssh"]
	allow = always
[include]
	path = ${folder}/.git/more
`,
    );
    return sprung;
  }

  for (const url of ['ext::sh -c TRAP', 'ssh://host/x', 'git://host/x', 'file:///nowhere', 'trap::x']) {
    it(`starts no transport for what a partial clone of ${url.split(':')[0]}: lacks`, async () => {
      const { folder } = renamed();
      const sprung = trap(folder);
      const script = join(folder, '.git', 'trap.sh');
      writeFileSync(
        join(folder, '.git', 'more'),
        `[remote "origin"]\n\turl = ${url.replace('TRAP', script)}\n\tpromisor = true\n\tuploadpack = ${script}\n`,
      );
      const standin = standIn({ version: 'git version 2.34.1', script: [fetchesMissing] });
      const history = await opened(folder, standin.env);
      const blobs = [...(await history.tree(history.head.hash)).values()];
      for (const blob of blobs) rmSync(join(folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
      await changes(history);
      for await (const _ of history.linkHunks());
      for await (const _ of history.texts(blobs));
      for await (const _ of history.texts(blobs.slice(0, 1)));
      await listGitFiles(folder, { env: standin.env });
      assert.equal(existsSync(sprung), false);
      assert.match(said(history), /not in this clone/);
    });
  }

  for (const [version, wanted] of [
    ['git version 2.16.6', /2\.16.+Install git 2\.17/],
    ['git version 1.8.3.1', /1\.8.+Install git 2\.17/],
    ['something else', /no version.+Install git 2\.17/],
  ] as const) {
    it(`reads no history with "${version}", and says what to install`, async () => {
      const { folder } = renamed();
      const { env } = standIn({ version });
      const result = await openHistory(folder, { env });
      assert.ok(!result.ok);
      assert.match(result.failure.message, wanted);
      assert.equal(await listGitFiles(folder, { env }), undefined);
    });
  }

  for (const version of ['git version 2.17.1', 'git version 2.46.0.windows.1', 'git version 2.39.5 (Apple Git-154)']) {
    it(`reads with "${version}"`, async () => {
      const { folder } = renamed();
      const history = await opened(folder, standIn({ version }).env);
      assert.ok((await changes(history)).includes('renamed a.md -> b.md'));
    });
  }

  it('follows renames of merges on the main line where git cannot compare others, and says so', async () => {
    const { folder, git, commit } = renamed();
    git('checkout', '-q', '-b', 'work');
    git('mv', 'b.md', 'd.md');
    git('commit', '-q', '-m', 'rename');
    git('checkout', '-q', 'main');
    commit({ 'c.md': `${longPage('c')}More.\n` });
    git('merge', '-q', '--no-ff', '--no-edit', 'work');
    const { env } = standIn({ version: 'git version 2.30.2', refuses: ['--diff-merges'] });
    const history = await opened(folder, env);
    const current = await opened(folder, process.env);
    assert.deepEqual(await changes(history), await changes(current));
    assert.equal(current.notes.length, 0);
    assert.match(said(history), /git 2\.30 .+Install git 2\.31/);
  });

  for (const option of [
    '--no-show-signature',
    '--no-notes',
    '--no-decorate',
    '--no-color',
    '--no-indent-heuristic',
    '--no-optional-locks',
  ]) {
    it(`goes on without ${option}, and says so`, async () => {
      const { folder } = renamed();
      const history = await opened(folder, standIn({ refuses: [option] }).env);
      assert.ok((await changes(history)).includes('renamed a.md -> b.md'));
      for await (const _ of history.linkHunks());
      assert.match(said(history), new RegExp(`does not know ${option}`));
    });
  }

  for (const [version, script] of [
    ['git version 2.30.3', [knowsNoGlobalFile, ...refusesForeignFolders]],
    ['git version 2.34.1', refusesForeignFolders],
    ['git version 2.37.7', refusesForeignFolders],
  ] as const) {
    it(`reads the folder of another user with ${version}`, async () => {
      const { folder } = renamed();
      const { env } = standIn({ version, script });
      const history = await opened(folder, env);
      assert.ok((await changes(history)).includes('renamed a.md -> b.md'));
      assert.deepEqual((await listGitFiles(folder, { env }))?.files, ['b.md', 'c.md']);
    });
  }

  it('reads the folder of another user with the git of this machine', async () => {
    const { folder } = renamed();
    const { env } = standIn({ script: ['export GIT_TEST_ASSUME_DIFFERENT_OWNER=1'] });
    assert.ok((await changes(await opened(folder, env))).includes('renamed a.md -> b.md'));
  });

  it('leaves no folder in the repository', async () => {
    const { folder } = renamed();
    const before = readdirSync(folder);
    await changes(await opened(folder, standIn({ version: 'git version 2.34.1' }).env));
    assert.deepEqual(readdirSync(folder), before);
  });
});
