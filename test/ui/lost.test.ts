import assert from 'node:assert/strict';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';

describe('lost addresses', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench({ isConnected: false });
  });
  after(() => opened?.close());

  it('are found by the first button of the welcome view, without an account and without a request', async () => {
    const { workbench, api } = opened;
    await workbench.views.open('Broken Backlinks');
    await workbench.screenshot('lost-welcome');
    await workbench.views.pressWelcome('Broken Backlinks', /Find Lost Addresses/);
    await workbench.problems.waitFor(/\/docs\/setup\/ was published once .* links unknown/);
    await workbench.views.open('Broken Backlinks');
    await workbench.screenshot('lost-found');
    assert.deepEqual(api.requests, []);
  });
});
