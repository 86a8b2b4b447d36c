import assert from 'node:assert/strict';
import { createSample } from '../../src/sample/createSample.ts';
import { type SampleIndex, sampleFolder, startSampleIndex } from '../support/sampleIndex.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

describe('what can stop an audit', () => {
  let index: SampleIndex;
  let workbench: Workbench;
  before(async () => {
    index = await startSampleIndex();
    workbench = await openWorkbench({
      createWorkspace: async (folder) => {
        await createSample(folder, sampleFolder);
        return folder;
      },
      settings: { ...index.settings, 'brokenBacklinks.site': 'https://tidewater.example/' },
    });
  });
  after(async () => {
    await workbench?.close();
    await index?.standIn.close();
  });

  const setCredentials = async (password: string) => {
    await workbench.runCommand('Broken Backlinks: Set API Credentials');
    await workbench.quickInput.enter(index.standIn.login);
    await workbench.quickInput.enter(password, { password: true });
    await workbench.statusBar.waitFor(/credentials stored/);
  };

  it('a wrong password: says which password is meant, and offers to give it', async () => {
    await setCredentials('not-the-password');
    await workbench.runCommand('Broken Backlinks: Audit Site');
    const message = await workbench.notifications.waitFor(/refused the login/, { timeout: 30_000 });
    assert.match(message, /^DataForSEO refused the login \(40100\)\. Check login and API password/);
    assert.deepEqual(await workbench.notifications.buttons(/refused the login/), ['Set Credentials', 'Show Log']);
    await workbench.screenshot('failure-login');
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('cancelled at the price: nothing was paid; the right password was kept over a reload', async () => {
    await setCredentials(index.standIn.password);
    await workbench.reload();
    await workbench.runCommand('Broken Backlinks: Audit Site');
    await workbench.dialog.text({ timeout: 30_000 });
    await workbench.dialog.press(/Cancel/);
    await workbench.statusBar.waitFor(/stopped before anything was paid/);
    await workbench.screenshot('failure-cancel');
    assert.deepEqual(
      index.standIn.requests.filter(({ costMicros }) => costMicros > 0),
      [],
    );
  });

  it('no network: names the host that did not answer', async () => {
    await index.standIn.close();
    await workbench.runCommand('Broken Backlinks: Audit Site');
    const { host } = new URL(index.standIn.url);
    const message = await workbench.notifications.waitFor(/No connection/, { timeout: 30_000 });
    assert.ok(message.startsWith(`No connection to ${host} (ECONNREFUSED). Check the network`), message);
    await workbench.screenshot('failure-offline');
  });
});
