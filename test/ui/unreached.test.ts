import { runAudit, smallSite } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

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
    await workbench.statusBar.waitFor(/1 · 3 links · site not reached/);
    await workbench.views.open('Broken Backlinks');
    await waitFor('the sentence above the rows', async () => {
      const text = await workbench.page.locator('.part.sidebar').innerText();
      return /could not be asked about any of them \(eddy\.example/.test(text.replaceAll(/\s+/g, ' '));
    });
    await workbench.screenshot('unreached');
  });
});
