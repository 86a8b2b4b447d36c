import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleData, sampleFolder } from '../support/sampleIndex.ts';
import { answer } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { pressInExplorer } from './support/explorer.ts';
import { waitFor } from './support/waitFor.ts';

const linksTo = (page: string, ...hosts: readonly string[]) =>
  hosts.map((host, at) => ({ from: `https://${host}/${at}/`, to: `https://tidewater.example${page}` }));

describe('what would break', () => {
  let opened: AuditWorkbench;
  before(async () => {
    const sample = await sampleData(sampleFolder);
    const more = [
      ...linksTo('/guides/antenna/', 'one.test', 'two.test', 'three.test', 'one.test'),
      ...linksTo('/docs/api/', 'one.test', 'two.test'),
    ];
    opened = await openAuditWorkbench({
      data: { ...sample, links: [...sample.links, ...more] },
      settings: { 'explorer.confirmDelete': false, 'brokenBacklinks.redirects.preferred': ['redirectsFile'] },
    });
  });
  after(() => opened?.close());

  const command = 'Broken Backlinks: Show Links That Would Break…';
  const asked = () => opened.api.requests.filter(({ path }) => path.includes('bulk_pages_summary'));
  const rules = () => readFileSync(join(opened.site, 'static/_redirects'), 'utf8');

  it('is asked for at a price that is shown first, and is stored then', async () => {
    const { workbench } = opened;
    await workbench.editor.open('content/guides/antenna.md');
    await workbench.runCommand(command);
    await answer(workbench, /Which site/);
    assert.match(
      await workbench.dialog.text(),
      /at most \$0\.03 for the links to 1 address of tidewater\.example, as far as they are not stored/,
    );
    assert.equal(asked().length, 0);
    await workbench.screenshot('would-break-price');
    await workbench.dialog.press(/Continue/);
    const report = async (words: RegExp) =>
      waitFor('the report', async () => {
        const text = await workbench.editor.text();
        return words.test(text) && text;
      });
    assert.match(
      await report(/would break/),
      /4 links to 1 of 1 address would break without a redirect\. Cost \$0\.03/,
    );
    await workbench.screenshot('would-break');
    await workbench.editor.open('content/guides/antenna.md');
    await workbench.runCommand(command);
    await report(/would break without a redirect\. \(stored\)/);
    assert.equal(asked().length, 1);
    await workbench.editor.open('content/docs/api.md');
    await workbench.runCommand(command);
    await workbench.dialog.press(/Continue/);
    await report(/2 links to 1 of 1 address/);
    assert.equal(asked().length, 2);
  });

  it('is told after a page was renamed, from what is stored, and is led where its file is now', async () => {
    const { workbench, api, site } = opened;
    const before = api.requests.length;
    const name = workbench.page.locator('.explorer-item-edited input, .explorer-item input').first();
    await pressInExplorer(workbench, 'content/docs/api.md', 'F2', () => name.isVisible());
    await name.fill('http-api.md');
    await name.press('Enter');
    await waitFor('the file on disk', () => existsSync(join(site, 'content/docs/http-api.md')));
    const told =
      /2 links from 2 domains lead to \/docs\/api\/ of tidewater\.example, whose page was deleted or renamed/;
    await workbench.notifications.waitFor(told);
    await workbench.screenshot('taken-away');
    await workbench.notifications.press(told, /Write Redirects/);
    await waitFor('the change to be shown', async () =>
      /Redirect 1 broken page/.test(await workbench.quickInput.text()),
    );
    await workbench.screenshot('taken-away-preview');
    await workbench.quickInput.choose(/Apply/);
    await waitFor('the rule on disk', () => /^\/docs\/api\/? +\/docs\/http-api\/ +301$/m.test(rules()));
    // Where it stands is shown last.
    await workbench.notifications.waitFor(/Redirect 1 broken page in 1 file/);
    assert.equal(api.requests.length, before);
  });

  it('is told after a page was deleted, and asks where its links shall lead', async () => {
    const { workbench, api, site } = opened;
    const before = api.requests.length;
    const file = 'content/guides/antenna.md';
    await pressInExplorer(workbench, file, 'Delete', () => !existsSync(join(site, file)));
    const told = /4 links from \d domains? lead to \/guides\/antenna\/ of tidewater\.example/;
    await workbench.notifications.press(told, /Write Redirects/);
    await waitFor('the question', async () =>
      /Redirect \/guides\/antenna\/ to another page/.test(await workbench.quickInput.text()),
    );
    await workbench.screenshot('taken-away-choice');
    await workbench.quickInput.choose(/\/guides\/power\//);
    await waitFor('the question where it shall stand', async () =>
      /Where to write the redirect of \/guides\/antenna\//.test(await workbench.quickInput.text()),
    );
    await workbench.quickInput.choose(/static\/_redirects/);
    // In a file that is open, it is left to the user to save it.
    await waitFor('the rule in the editor', async () =>
      /\/guides\/antenna\/\s+\/guides\/power\/\s+301/.test(await workbench.editor.text()),
    );
    assert.equal(api.requests.length, before);
  });
});
