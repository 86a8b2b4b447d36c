/** What deleting and renaming files takes away, as the editor asks its process about it: addresses of the last commit that nothing answers. */
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import { createAnalyst } from '../../src/vscode/analysis/folderAnalyst.ts';
import { gitRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
const page = (title: string, more = '') => `---\ntitle: ${title}\n${more}---\nAbout ${title}.\n`;

describe('files that are gone', () => {
  const { folder, commit } = gitRepository();
  const at = (file: string) => join(folder, file);
  before(() => {
    commit({
      'hugo.toml': 'baseURL = "https://example.org/"\n',
      'content/docs/setup.md': page('Setup'),
      'content/docs/moved.md': page('Moved'),
      'content/docs/kept.md': page('Kept', 'url: /always/\n'),
      'content/docs/led.md': page('Led'),
      'content/guides/a.md': page('A'),
      'content/guides/deep/b.md': page('B'),
      'content/other.md': page('Other'),
      'static/_redirects': '/docs/led/ /other/ 301\n',
    });
  });
  after(() => removeFolder(folder));

  const opened = async () => {
    const analyst = createAnalyst('test');
    const request = { root: folder, overlay: new Map(), site: '', cache: undefined, now: '2026-10-01T00:00:00Z' };
    const result = await analyst.open(request, task);
    assert.ok(result.ok, result.ok ? '' : result.failure.message);
    return analyst;
  };
  const gone = async (...files: readonly string[]) => {
    const analyst = await opened();
    const asked = { today: '2026-10-01', goneFrom: files as readonly RepoPath[] };
    const { pages } = await analyst.lost(asked, task);
    return pages.map(({ url, backlinks, published }) => [url, backlinks, published?.page.file]).sort();
  };

  it('have the addresses that their pages are asked about by before they go', async () => {
    const analyst = await opened();
    const target = siteTarget('https://example.org/')!;
    const addresses = (...paths: readonly string[]) =>
      analyst.addressesBelow({ paths: paths as readonly RepoPath[], target }, task);
    assert.deepEqual(await addresses('content/docs/setup.md'), ['https://example.org/docs/setup/']);
    assert.deepEqual((await addresses('content/guides', 'content/guides/a.md')).toSorted(), [
      'https://example.org/guides/a/',
      'https://example.org/guides/deep/b/',
    ]);
    assert.deepEqual(await addresses('content/gui', 'hugo.toml'), []);
  });

  it('take away nothing while they are there', async () => {
    assert.deepEqual(await gone('content'), []);
  });

  it('take away what neither a page nor a redirect answers, of themselves and of what lay below them', async () => {
    for (const file of ['content/docs/setup.md', 'content/docs/led.md']) rmSync(at(file));
    rmSync(at('content/guides'), { recursive: true });
    renameSync(at('content/docs/moved.md'), at('content/docs/now.md'));
    mkdirSync(at('content/new'));
    renameSync(at('content/docs/kept.md'), at('content/new/kept.md'));
    assert.deepEqual(await gone('content/docs/setup.md'), [
      ['https://example.org/docs/setup/', undefined, 'content/docs/setup.md'],
    ]);
    // Its address is its own, wherever its file is; and a redirect leads another one on.
    assert.deepEqual(await gone('content/docs/kept.md', 'content/docs/led.md', 'content/other.md'), []);
    assert.deepEqual(await gone('content/guides', 'content/docs/moved.md'), [
      ['https://example.org/docs/moved/', undefined, 'content/docs/moved.md'],
      ['https://example.org/guides/a/', undefined, 'content/guides/a.md'],
      ['https://example.org/guides/deep/b/', undefined, 'content/guides/deep/b.md'],
    ]);
    // The name of one file begins like that of another.
    assert.deepEqual(await gone('content/docs/set', 'content/guides/a'), []);
  });

  it('take nothing away where they were never committed', async () => {
    writeFileSync(at('content/draft.md'), page('Draft'));
    rmSync(at('content/draft.md'));
    assert.deepEqual(await gone('content/draft.md'), []);
  });
});

describe('files that are gone from a folder without a commit', () => {
  const { folder } = gitRepository();
  after(() => removeFolder(folder));

  it('take nothing away', async () => {
    writeFileSync(join(folder, 'hugo.toml'), 'baseURL = "https://example.org/"\n');
    mkdirSync(join(folder, 'content'));
    writeFileSync(join(folder, 'content/a.md'), page('A'));
    const analyst = createAnalyst('test');
    const request = { root: folder, overlay: new Map(), site: '', cache: undefined, now: '2026-10-01T00:00:00Z' };
    assert.ok((await analyst.open(request, task)).ok);
    const { pages } = await analyst.lost({ today: '2026-10-01', goneFrom: ['content/b.md' as RepoPath] }, task);
    assert.deepEqual(pages, []);
  });
});
