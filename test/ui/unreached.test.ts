import assert from 'node:assert/strict';
import { runAudit, smallSite } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';

describe('a live site that cannot be reached', () => {
  let opened: AuditWorkbench;
  before(async () => {
    // No name below `.example` is ever found.
    const site = smallSite('plain', 'https://eddy.example/stations.html');
    opened = await openAuditWorkbench({ ...site, settings: { 'brokenBacklinks.recheck.enabled': true } });
  });
  after(() => opened?.close());

  it('is told in the status bar and above the view, not in the log alone', async () => {
    const { workbench } = opened;
    await runAudit(opened, 'https://eddy.example/');
    await workbench.statusBar.waitFor(/^1 · 3 links · site not reached$/);
    await workbench.views.open('Broken Backlinks');
    const view = workbench.page.locator('.part.sidebar .tree-explorer-viewlet-tree-view .message');
    await view.filter({ hasText: 'eddy.example' }).waitFor();
    assert.match((await view.innerText()).replaceAll(/\s+/g, ' '), /could not be (?:asked|reached)/);
    await workbench.screenshot('unreached');
  });
});
