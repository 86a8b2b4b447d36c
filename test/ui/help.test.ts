import assert from 'node:assert/strict';
import { runAudit } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';

describe('the page about a finding', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench();
  });
  after(() => opened?.close());

  it('opens rendered from the Problems panel, not as a file of the extension that could be edited', async () => {
    const { workbench } = opened;
    await runAudit(opened);
    await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404/);
    await workbench.page
      .locator('.markers-panel a', { hasText: /^moved$/ })
      .first()
      .click();
    await workbench.page.locator('.tab.active', { hasText: 'moved.md' }).waitFor();
    const shown = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('h1');
    await shown.waitFor();
    await workbench.screenshot('help-page');
    assert.match((await shown.textContent()) ?? '', /^The page is at another address now \(moved\)$/);
    assert.equal(await workbench.page.locator('.editor-group-container.active .view-lines').count(), 0);
  });
});
