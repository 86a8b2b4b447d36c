import assert from 'node:assert/strict';
import { runAudit } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { oneLine } from './support/oneLine.ts';
import { waitFor } from './support/waitFor.ts';

describe('what an audit leaves to be seen', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench();
    await runAudit(opened);
  });
  after(() => opened?.close());

  it('is the site and the day of the index above the rows, and on each where it could lead, at the usual width', async () => {
    const { workbench } = opened;
    await workbench.views.open('Broken Backlinks');
    await waitFor('the rows', async () => (await workbench.views.rows('Broken Pages')).length > 5);
    const bar = oneLine(await workbench.page.locator('.part.sidebar').innerText());
    // The newest day on which the index saw one of them fail; it is asked about today.
    assert.match(bar, /tidewater\.example · index of 2026-10-03/i);
    const rows = await workbench.views.rows('Broken Pages');
    assert.ok(
      rows.some((row) => row.startsWith('/docs/pricing/ draft · ')),
      rows.join('\n'),
    );
    const cut = await workbench.views.cutOff('Broken Pages', /→ \/guides\/install\//);
    await workbench.screenshot('view-width');
    assert.deepEqual(cut, [], 'nothing of it is cut off');
  });

  it('is said in the log, with where it comes from', async () => {
    const { workbench } = opened;
    await workbench.runCommand('Broken Backlinks: Show Log');
    const log = workbench.page.locator('.part.panel .view-lines');
    await waitFor('the sentence', async () =>
      /\d+ findings of tidewater\.example\. Links: dataforseo, answer of \d{4}-\d\d-\d\d with \d+ pages\. Live site: not asked\./.test(
        oneLine((await log.allInnerTexts()).join(' ').replaceAll('\u00a0', ' ')),
      ),
    );
    await workbench.screenshot('view-log');
  });

  it('is said once on hover, whose links open the file and the commit', async () => {
    const { workbench } = opened;
    await workbench.editor.open('content/guides/antenna.md');
    const said = await workbench.editor.hover('---', /strong/);
    assert.equal(said.split(' answers 404').length - 1, 1, said);
    const ours = 'https://tidewater.example/docs/antenna/ Evidence and referrers Explain this address Open ';
    assert.equal(said.split(ours).length - 1, 1, said);
    await workbench.page.locator('.monaco-hover:visible a', { hasText: /^Show commit / }).click();
    await workbench.page.locator('.tab.active', { hasText: '87aa91f' }).waitFor();
    await workbench.editor.open('content/guides/antenna.md');
    await workbench.editor.hover('---', /strong/);
    await workbench.page.locator('.monaco-hover:visible a', { hasText: /^Evidence and referrers$/ }).click();
    await workbench.page.locator('.tab.active', { hasText: '— evidence' }).waitFor();
  });
});
