import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixMenu } from '../../src/core/audit/fixMenu.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { lostFindings, quietTask } from '../support/lostFindings.ts';
import { removeFolder } from '../support/removeFolder.ts';

describe('a page that is brought back', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'back-'));
  });
  afterEach(() => removeFolder(folder));

  const findings = async () => lostFindings(folder, 'tidewater.example');

  it('out of git, with the text it had', async () => {
    const { commit } = gitRepository(folder);
    const page = `---\ntitle: Tides\n---\n${longPage('tides')}`;
    commit({ 'hugo.toml': 'baseURL = "https://tidewater.example/"\n', 'content/_index.md': '---\ntitle: Home\n---\n' });
    commit({ 'content/docs/tides.md': '---\ntitle: Tides\n---\nAn older text.\n' });
    commit({ 'content/docs/tides.md': page });
    commit({ 'content/docs/tides.md': undefined });
    commit({ 'content/other.md': '---\ntitle: Other\n---\nBoats.\n' });
    const { analyst, found } = await findings();
    const about = found.find(({ diagnosis }) => diagnosis.path === '/docs/tides/');
    assert.ok(about?.remedy?.kind === 'restore', JSON.stringify(about?.diagnosis));
    assert.match(
      fixMenu(about, 0).at(-1)?.title ?? '',
      /^Restore content\/docs\/tides\.md from git \(as it was before [0-9a-f]{7}, /,
    );
    const made = await analyst.bringBack({ remedy: about.remedy, overlay: new Map() }, quietTask);
    assert.ok(made.ok);
    assert.equal(made.value.before, undefined);
    assert.equal(applyEdits('', made.value.edits), page);
    const again = await analyst.bringBack(
      { remedy: about.remedy, overlay: new Map([[about.remedy.file, 'x']]) },
      quietTask,
    );
    assert.ok(!again.ok && /is there again; nothing was written/.test(again.failure.message));
  });

  it('from a draft, by one word', async () => {
    const { commit } = gitRepository(folder);
    const page = `---\ntitle: Tides\ndraft: false\n---\n${longPage('tides')}`;
    commit({ 'hugo.toml': 'baseURL = "https://tidewater.example/"\n', 'content/docs/tides.md': page });
    commit({ 'content/docs/tides.md': page.replace('draft: false', 'draft: true') });
    const { analyst, found } = await findings();
    const about = found.find(({ diagnosis }) => diagnosis.path === '/docs/tides/');
    assert.ok(about?.remedy?.kind === 'publish', JSON.stringify(about?.diagnosis));
    assert.equal(fixMenu(about, 0)[0]?.title, 'Publish draft content/docs/tides.md');
    const made = await analyst.bringBack({ remedy: about.remedy, overlay: new Map() }, quietTask);
    assert.ok(made.ok && made.value.before !== undefined);
    assert.equal(applyEdits(made.value.before, made.value.edits), page);
  });
});
