import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAudit, smallSite } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { patience } from './support/patience.ts';
import { waitFor } from './support/waitFor.ts';

describe('a redirect where none was written yet', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench(smallSite('plain', 'https://eddy.example/stations.html'));
  });
  after(() => opened.close());

  it('makes the file, and the finding is gone', async () => {
    const { workbench, site } = opened;
    await runAudit(opened, 'https://eddy.example/');
    await workbench.problems.waitFor(/stations\.html/);
    await workbench.problems.reveal(/stations\.html/);
    await workbench.screenshot('redirect-plain-problem');
    await workbench.editor.hover('Stations of');
    await workbench.screenshot('redirect-plain-hover');
    await workbench.views.open('Broken Backlinks');
    await workbench.views.chooseFromMenu('Broken Pages', /stations/, /Show Evidence and Referrers/);
    await waitFor('the evidence', async () => /evidence/.test(await workbench.editor.activeTab()));
    const shown = workbench.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
    await shown
      .getByText(/renamed in/)
      .first()
      .waitFor({ timeout: patience });
    await workbench.screenshot('redirect-plain-evidence');
    await workbench.problems.reveal(/stations\.html/);
    await workbench.editor.applyQuickFix('Stations of', /_redirects/);
    const file = join(site, '_redirects');
    await waitFor('the redirect on disk', () => existsSync(file) && readFileSync(file, 'utf8'));
    assert.equal(readFileSync(file, 'utf8'), '/stations.html /sensors.html 301\n');
    await workbench.problems.waitForGone(/stations\.html/);
    await workbench.screenshot('redirect-plain-done');
  });
});

describe('a redirect in front matter', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench(smallSite('jekyll', 'https://slackwater.example/notes/reading-a-tide-staff/'));
  });
  after(() => opened.close());

  it('is written as redirect_from; once it is undone, the finding is back', async () => {
    const { workbench, site } = opened;
    const file = join(site, '_posts', '2020-05-04-how-to-read-a-tide-staff.md');
    const before = readFileSync(file, 'utf8');
    await runAudit(opened);
    await workbench.problems.waitFor(/reading-a-tide-staff/);
    await workbench.problems.reveal(/reading-a-tide-staff/);
    await workbench.editor.applyQuickFix('---', /redirect_from/);
    await workbench.problems.waitForGone(/reading-a-tide-staff/);
    assert.equal(readFileSync(file, 'utf8'), before, 'the open document is left for its author to save');
    const decisions = join(site, '.broken-backlinks-decisions');
    assert.ok(!existsSync(decisions), 'nothing is decided before it is saved');
    await workbench.editor.save();
    const added = 'redirect_from:\n  - /notes/reading-a-tide-staff/\n';
    await waitFor('the redirect on disk', () => readFileSync(file, 'utf8').includes(added));
    await waitFor('the decision', () => existsSync(decisions) && / accepted /.test(readFileSync(decisions, 'utf8')));
    await workbench.screenshot('redirect-jekyll-done');
    await workbench.page.keyboard.press('Control+z');
    await workbench.problems.waitFor(/reading-a-tide-staff/);
  });
});
