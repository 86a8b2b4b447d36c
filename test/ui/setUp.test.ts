import assert from 'node:assert/strict';
import { sampleData, sampleFolder } from '../support/sampleIndex.ts';
import type { DataSet } from '../support/standIn/dataSet.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

describe('Check Set-up', () => {
  let opened: AuditWorkbench;
  before(async () => {
    // The sandbox is asked about a site of its own.
    const data = JSON.stringify(await sampleData(sampleFolder)).replaceAll('tidewater.example', 'example.org');
    opened = await openAuditWorkbench({
      data: JSON.parse(data) as DataSet,
      env: ({ url }) => ({ DATAFORSEO_SANDBOX: '1', DATAFORSEO_API: url }),
    });
  });
  after(() => opened?.close());

  const report = async (awaited: RegExp) => {
    const { editor } = opened.workbench;
    return waitFor(`a report with ${awaited}`, async () => {
      const text = await editor.text();
      return awaited.test(text) && text;
    });
  };

  it('names who would be asked, and asks nobody where that is not wanted', async () => {
    const { workbench, api } = opened;
    await workbench.runCommand('Broken Backlinks: Check Set-up');
    const question = await workbench.dialog.text();
    await workbench.screenshot('set-up-question');
    assert.match(
      question,
      /free of charge: api\.dataforseo\.com, sandbox\.dataforseo\.com, .*web\.archive\.org, hn\.algolia\.com, ssl\.bing\.com\. Each source receives its own login, if it has one, and nothing about your site\./,
    );
    await workbench.dialog.press(/Only Look Here/);
    const text = await report(/^Programs$/m);
    await workbench.screenshot('set-up');
    assert.match(text, /fine +.*\d+\.\d+\.\d+.*, Broken Backlinks \d/);
    assert.match(text, /fine +git 2\./);
    assert.match(text, /fine +Hugo in the top folder, because of hugo\.toml/);
    assert.deepEqual(api.requests, []);
  });
  it('tries every call of the sandbox once that is allowed, and pays for none', async () => {
    const { workbench, api } = opened;
    await workbench.runCommand('Broken Backlinks: Check Set-up');
    await workbench.dialog.press(/Ask Them/);
    await waitFor('the calls', async () => api.requests.some(({ path }) => path.includes('backlinks/summary')));
    await workbench.page.keyboard.press('Control+End');
    const text = await report(/backlinks\/summary\/live: every field is as documented/);
    await workbench.screenshot('set-up-asked');
    for (const name of ['domain_pages', 'domain_pages_summary', 'backlinks']) {
      assert.match(text, new RegExp(`fine +127.*backlinks/${name}/live: \\d+ rows? read, every field`), name);
    }
    // The real address is the stand-in as well, and was asked what is free alone.
    const real = api.requests.filter(({ body }) => JSON.stringify(body ?? '').includes('tidewater'));
    assert.deepEqual(real, []);
  });
});
