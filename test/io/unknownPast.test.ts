import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSnapshotReader } from '../../src/app/readSnapshot.ts';
import { diagnose } from '../../src/core/audit/diagnose.ts';
import { askedPage, explainPages } from '../../src/core/audit/explain.ts';
import { explanation } from '../../src/core/audit/explanation.ts';
import { message } from '../../src/core/report/report.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { gitRepository, longPage, type TestRepository } from '../support/gitRepository.ts';
import { oldGit } from '../support/oldGit.ts';
import { removeFolder } from '../support/removeFolder.ts';

/** What is said of addresses: the code, the line of the Problems panel, the explanation. */
async function asked(directory: string, ...urls: readonly string[]) {
  const repo = await openDiskRepo(directory);
  const [detected] = await detectSites(repo);
  assert.ok(detected !== undefined);
  const now = '2026-01-01T00:00:00Z';
  const site = await openSite(detected, repo, { now });
  const pages = urls.map(askedPage);
  const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
  const snapshot = await createSnapshotReader().open({ site, now, others: [], repo, directory, asked: pages }, task);
  const explained = await explainPages(pages, snapshot, { preferredFormats: [] });
  return pages.map((page, i) => {
    const diagnosis = diagnose(page, snapshot);
    const words = `${message(page, undefined, diagnosis, false)}\n${explanation(explained[i]!)}`;
    return { code: diagnosis.code, best: diagnosis.suggestions[0]?.url, words };
  });
}

/** Nothing that is said may be surer than the history. */
function assertUnknown(found: { readonly code: string; readonly words: string }, mend: RegExp): void {
  assert.equal(found.code, 'unknown-past');
  assert.doesNotMatch(found.words, /no commit published|never/i);
  assert.match(found.words, mend);
}

describe('an address that a history that is not whole does not know', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const temporary = (): string => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unknown-')));
    folders.push(folder);
    return folder;
  };
  function site(): TestRepository {
    const created = gitRepository();
    folders.push(created.folder);
    created.commit({
      'mkdocs.yml': 'site_name: x\nsite_url: https://x.example/\n',
      'docs/index.md': '# Home\n',
      'docs/old-guide.md': longPage('guide'),
      'docs/Configuration.md': longPage('configuration'),
    });
    created.commit({ 'docs/old-guide.md': undefined, 'docs/handbook.md': `${longPage('guide')}More.\n` });
    created.commit({ 'docs/index.md': '# Home again\n' });
    return created;
  }
  const clone = (origin: string, ...args: readonly string[]): string => {
    const folder = join(temporary(), 'clone');
    execFileSync('git', ['clone', '-q', ...args, `file://${origin}`, folder], { stdio: 'ignore' });
    return folder;
  };
  async function withPath<Value>(path: string, run: () => Promise<Value>): Promise<Value> {
    const before = process.env.PATH;
    process.env.PATH = path;
    try {
      return await run();
    } finally {
      process.env.PATH = before;
    }
  }

  it('was never published where the history is whole, and a renamed one is known', async () => {
    const [moved, never] = await asked(site().folder, '/old-guide/', '/invented/');
    assert.deepEqual([moved?.code, moved?.best, never?.code], ['moved', '/handbook/', 'never-existed']);
  });

  it('is unknown in a shallow clone', async () => {
    const [moved, typo] = await asked(clone(site().folder, '--depth=1'), '/old-guide/', '/configuration/');
    assertUnknown(moved!, /git fetch --unshallow.+fetch-depth: 0/);
    assertUnknown(typo!, /git fetch --unshallow/);
    assert.equal(typo?.best, '/Configuration/');
  });

  for (const filter of ['blob:none', 'blob:limit=10', 'tree:0']) {
    it(`is unknown in a partial clone by ${filter}`, async () => {
      const { folder, git } = site();
      git('config', 'uploadpack.allowFilter', 'true');
      const [invented] = await asked(clone(folder, `--filter=${filter}`), '/invented/');
      assertUnknown(invented!, /git fetch --refetch --no-filter/);
    });
  }

  it('is unknown without a repository', async () => {
    const folder = temporary();
    cpSync(site().folder, folder, { recursive: true, filter: (path) => !path.includes('.git') });
    const [invented, typo] = await asked(folder, '/invented/', '/configuration/');
    assertUnknown(invented!, /not in a git repository/);
    assert.equal(typo?.best, '/Configuration/');
  });

  it('is unknown in a repository without a commit', async () => {
    const { folder, git } = site();
    git('update-ref', '-d', 'HEAD');
    const [invented, typo] = await asked(folder, '/invented/', '/configuration/');
    assertUnknown(invented!, /no commit yet/);
    assert.equal(typo?.best, '/Configuration/');
  });

  it('is unknown without git, or with one that is too old', async function () {
    if (process.platform === 'win32') this.skip(); // the older git is a script
    const { folder } = site();
    const [invented, typo] = await withPath('', () => asked(folder, '/invented/', '/configuration/'));
    assertUnknown(invented!, /Install git/);
    assert.equal(typo?.best, '/Configuration/');
    const old = oldGit({ version: 'git version 1.8.3.1' });
    const [other] = await withPath(old.env.PATH ?? '', () => asked(folder, '/invented/'));
    old.remove();
    assertUnknown(other!, /Install git 2\.17/);
  });
});
