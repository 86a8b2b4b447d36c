import assert from 'node:assert/strict';
import { smallSite } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { StatusBar } from './support/statusBar.ts';

describe('the sample', () => {
  let opened: AuditWorkbench;
  before(async () => {
    const site = smallSite('plain', 'https://eddy.example/stations.html');
    opened = await openAuditWorkbench({ ...site, isConnected: false });
  });
  after(() => opened?.close());

  it('opens in a window of its own that audits it at once, without an account and without a request', async () => {
    const { workbench, api } = opened;
    await workbench.views.open('Broken Backlinks');
    const newWindow = workbench.page.context().waitForEvent('page', { timeout: 120_000 });
    await workbench.views.pressWelcome('Broken Backlinks', /Try the Sample/);
    const page = await newWindow;
    const found = await new StatusBar(page).waitFor(/\d+ · [\d,]+ links?/, { timeout: 120_000 });
    assert.match(found, /^\d+ broken pages of tidewater\.example|^\d+ · \d+ links$/);
    assert.deepEqual(api.requests, []);
  });
});
