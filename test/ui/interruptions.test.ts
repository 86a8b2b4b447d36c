import assert from 'node:assert/strict';
import { answer, runAudit, smallSite } from './support/auditFlow.ts';
import { type AuditWorkbench, type AuditWorkbenchOptions, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

const site = 'https://eddy.example/';

describe('an audit that is interrupted', () => {
  let opened: AuditWorkbench | undefined;
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  const open = async (options?: AuditWorkbenchOptions) => {
    opened = await openAuditWorkbench({ ...smallSite('plain', 'https://eddy.example/stations.html'), ...options });
    return opened;
  };

  it('says that the password is wrong, and takes the right one', async () => {
    const audit = await open({ isConnected: false });
    const { workbench, api } = audit;
    await workbench.runCommand('Broken Backlinks: Audit Site');
    await answer(workbench, /Which site/, site);
    await answer(workbench, /API login/, api.login);
    await answer(workbench, /API password/, 'wrong');
    const message = await workbench.notifications.waitFor(/refused the login/);
    await workbench.screenshot('interrupted-password');
    assert.match(message, /Check login and API password \(not the account password\)/);
    await workbench.notifications.press(/refused the login/, /Set Credentials/);
    await answer(workbench, /API login/, api.login);
    // The line is shown for seconds only, so it is awaited before it can come.
    await Promise.all([
      workbench.statusBar.waitFor(/credentials stored/),
      answer(workbench, /API password/, api.password),
    ]);
    // The audit goes on by itself.
    await workbench.dialog.press(/Continue/);
    await workbench.problems.waitFor(/stations\.html/);
  });

  it('takes Escape for a change of mind, and keeps no login that is refused', async () => {
    const { workbench, api } = await open({ isConnected: false });
    await workbench.runCommand('Broken Backlinks: Audit Site');
    await answer(workbench, /Which site/, site);
    await waitFor('the login to be asked for', async () => /API login/.test(await workbench.quickInput.text()));
    await Promise.all([workbench.statusBar.waitFor(/cancelled/i), workbench.quickInput.cancel()]);
    await waitFor('no message', async () => (await workbench.notifications.texts()).length === 0);
    await workbench.runCommand('Broken Backlinks: Set API Credentials');
    await waitFor('the accounts to choose from', async () => /Whose/.test(await workbench.quickInput.text()));
    await workbench.quickInput.choose(/DataForSEO/);
    await answer(workbench, /API login/, api.login);
    await answer(workbench, /API password/, 'wrong');
    await workbench.notifications.waitFor(/refused the login/);
    const before = api.requests.length;
    await workbench.runCommand('Broken Backlinks: Audit Site');
    await waitFor('the login to be asked for', async () => /API login/.test(await workbench.quickInput.text()));
    assert.equal(api.requests.length, before);
  });

  it('says that the credit is used up, and keeps what was found before', async () => {
    const audit = await open();
    const { workbench, api } = audit;
    await runAudit(audit, site);
    const before = await workbench.problems.waitFor(/stations\.html/);
    api.setFault({ kind: 'code', code: 40210 }, { path: '/live' });
    await workbench.runCommand('Broken Backlinks: Refresh From Index');
    await workbench.dialog.press(/Continue/);
    await workbench.notifications.waitFor(/balance|credit|funds/i);
    await workbench.screenshot('interrupted-credit');
    assert.deepEqual(await workbench.problems.rows(), before);
  });

  it('says that there is no network, and tries again on request', async () => {
    const audit = await open();
    const { workbench, api } = audit;
    api.setFault({ kind: 'disconnect' });
    await workbench.runCommand('Broken Backlinks: Audit Site');
    await answer(workbench, /Which site/, site);
    const message = await workbench.notifications.waitFor(/connection/i);
    await workbench.screenshot('interrupted-network');
    api.clearFaults();
    await workbench.notifications.press(/connection/i, /Retry/);
    await workbench.dialog.press(/Continue/);
    await workbench.problems.waitFor(/stations\.html/);
    assert.match(message, /127\.0\.0\.1/);
  });

  it('stops in the middle of a request and keeps what was found before', async () => {
    const audit = await open();
    const { workbench, api } = audit;
    await runAudit(audit, site);
    const before = await workbench.problems.waitFor(/stations\.html/);
    api.setFault({ kind: 'slow', milliseconds: 30_000 }, { path: 'domain_pages' });
    await workbench.runCommand('Broken Backlinks: Refresh From Index');
    await workbench.dialog.press(/Continue/);
    await workbench.notifications.waitFor(/Asking DataForSEO/);
    await workbench.screenshot('interrupted-cancel');
    await Promise.all([
      workbench.statusBar.waitFor(/cancelled/i),
      workbench.notifications.press(/Asking DataForSEO/, /Cancel/),
    ]);
    assert.deepEqual(await workbench.problems.rows(), before);
  });
});
