/** Which change of a file makes the editor read the folder again; whether it was listed for that is nobody's business. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RepoPath } from '../../src/core/paths.ts';
import { createAnalyst } from '../../src/vscode/analysis/folderAnalyst.ts';
import { gitRepository, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
const page = 'content/guides/power.md' as RepoPath;
const written = '---\ntitle: Power\n---\nWords about power.\n';
const files = {
  'hugo.toml': 'baseURL = "https://tidewater.example/"\n',
  [page]: written,
  'content/guides/tides.md': '---\ntitle: Tides\n---\nWords about tides.\n',
  '.gitignore': 'drafts/\n',
};

describe('the folder is read again', () => {
  let repository: TestRepository;
  let analyst: ReturnType<typeof createAnalyst>;

  before(async () => {
    repository = gitRepository();
    repository.commit(files);
    analyst = createAnalyst();
    const now = '2026-11-23T12:00:00.000Z';
    const request = {
      root: repository.folder,
      overlay: new Map(),
      site: '',
      choice: { generator: '', root: '' },
      cache: undefined,
      now,
    };
    assert.ok((await analyst.open(request, task)).ok);
  });
  after(() => removeFolder(repository.folder));
  beforeEach(() => {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(repository.folder, file), text);
  });

  const isNeeded = (file: string, typed?: string) => {
    const overlay = new Map(typed === undefined ? [] : [[file as RepoPath, typed] as const]);
    return analyst.needsReading({ directory: repository.folder, files: [file as RepoPath], overlay }, task);
  };
  const save = (file: string, text: string) => writeFileSync(join(repository.folder, file), text);

  it('for front matter that is typed, and not for prose', async () => {
    assert.equal(await isNeeded(page, `${written}More words.\n`), false);
    assert.equal(await isNeeded(page, written.replace('title: Power', 'title: Power\nslug: strength')), true);
    assert.equal(await isNeeded(page, written), false);
  });
  it('for front matter that is saved, and not for prose', async () => {
    save(page, `${written}More words.\n`);
    assert.equal(await isNeeded(page), false);
    save(page, written.replace('title: Power', 'title: Power\nslug: strength'));
    assert.equal(await isNeeded(page), true);
  });
  it('for a page that is new, unless git ignores it', async () => {
    save('content/guides/new.md', written);
    assert.equal(await isNeeded('content/guides/new.md'), true);
    rmSync(join(repository.folder, 'content/guides/new.md'));
    mkdirSync(join(repository.folder, 'drafts'), { recursive: true });
    save('drafts/new.md', written);
    assert.equal(await isNeeded('drafts/new.md'), false);
    assert.equal(await isNeeded('content/guides/typed.md', written), true);
  });
  it('for a page that is gone, or whose folder became a file', async () => {
    rmSync(join(repository.folder, page));
    assert.equal(await isNeeded(page), true);
    rmSync(join(repository.folder, 'content/guides'), { recursive: true });
    save('content/guides', 'a file');
    assert.equal(await isNeeded('content/guides/tides.md'), true);
    rmSync(join(repository.folder, 'content/guides'));
    mkdirSync(join(repository.folder, 'content/guides'));
  });
});
