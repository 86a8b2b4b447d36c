import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { runAudit } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

describe('pages about a finding', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench();
    await runAudit(opened);
  });
  after(() => opened?.close());

  it('opens rendered from the Problems panel, not as a file of the extension that could be edited', async () => {
    const { workbench } = opened;
    await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404/);
    await workbench.problems.followCode(/^\/docs\/setup\/ answers 404/, /^moved$/);
    await workbench.page.locator('.tab.active', { hasText: 'moved.md' }).waitFor();
    const shown = pageShown(workbench.page).locator('h1');
    await shown.waitFor();
    await workbench.screenshot('help-page');
    assert.match((await shown.textContent()) ?? '', /^The page is at another address now \(moved\)$/);
    assert.equal(await workbench.page.locator('.editor-group-container.active .view-lines').count(), 0);
  });

  it('show the evidence with links, of which one writes the redirect', async () => {
    const { workbench, site } = opened;
    await workbench.views.open('Broken Backlinks');
    await workbench.views.chooseFromMenu('Broken Pages', /\/docs\/antenna\//, /^Show Evidence and Referrers$/);
    await workbench.page.locator('.tab.active', { hasText: '— evidence' }).waitFor();
    const page = pageShown(workbench.page);
    await page.locator('h1', { hasText: '/docs/antenna/' }).waitFor();
    await page
      .locator('a', { hasText: /^https:\/\// })
      .first()
      .waitFor();
    await workbench.screenshot('evidence-page');
    await page
      .locator('a', { hasText: /^content\/guides\/antenna\.md$/ })
      .first()
      .click();
    await workbench.page.locator('.tab.active', { hasText: 'antenna.md' }).waitFor();
    await workbench.page.locator('.tab', { hasText: '— evidence' }).click();
    await page
      .locator('a', { hasText: /^87aa91f$/ })
      .first()
      .click();
    await workbench.page.locator('.tab.active', { hasText: '87aa91f' }).waitFor();
    await workbench.screenshot('evidence-commit');
    await workbench.page.locator('.tab', { hasText: '— evidence' }).click();
    await page.locator('a', { hasText: 'Write This Redirect' }).first().click();
    // Several places are possible, so it asks.
    await workbench.quickInput.choose(/_redirects/);
    const rules = () => readFileSync(join(site, 'static/_redirects'), 'utf8');
    await waitFor('the redirect on disk', async () => /^\/docs\/antenna\/? +\/guides\/antenna\//m.test(rules()));
  });

  it('explain an address as the command line does', async () => {
    const { workbench } = opened;
    await workbench.runCommand('Broken Backlinks: Explain an Address…');
    await workbench.quickInput.enter('/docs/calibration/');
    await workbench.page.locator('.tab.active', { hasText: '— explained' }).waitFor();
    const page = pageShown(workbench.page);
    await page.locator('h1', { hasText: '/docs/calibration/' }).waitFor();
    await page
      .locator('li', { hasText: /^\+\d\.\d\d / })
      .first()
      .waitFor();
    await page.locator('a', { hasText: 'Write This Redirect' }).first().waitFor();
    await workbench.screenshot('explained-page');
  });
});

/** What the webview on the screen shows. */
function pageShown(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}
