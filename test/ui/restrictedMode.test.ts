import assert from 'node:assert/strict';
import { createSample } from '../../src/sample/createSample.ts';
import { type SampleIndex, sampleFolder, startSampleIndex } from '../support/sampleIndex.ts';
import { Notifications } from './support/notifications.ts';
import { QuickInput } from './support/quickInput.ts';
import { StatusBar } from './support/statusBar.ts';
import { grantTrust } from './support/trust.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

const audit = 'Broken Backlinks: Audit Site';

describe('a folder that is not trusted', () => {
  let index: SampleIndex;
  let workbench: Workbench;
  before(async () => {
    index = await startSampleIndex();
    workbench = await openWorkbench({
      trusted: false,
      createWorkspace: async (folder) => {
        await createSample(folder, sampleFolder);
        return folder;
      },
      settings: index.settings,
      env: index.env,
    });
  });
  after(async () => {
    await workbench?.close();
    await index?.standIn.close();
  });

  it('gets no audit, and is told why', async () => {
    await workbench.views.open('Broken Backlinks');
    assert.match(await workbench.views.welcome('Broken Pages'), /^This folder is not trusted\./);
    assert.equal(await workbench.quickInput.offersCommand(audit), false);
    await workbench.screenshot('restricted-mode');
  });

  it('may be where the sample is opened from, which says that it is audited once it is trusted, and is', async () => {
    const opened = workbench.page.context().waitForEvent('page', { timeout: 120_000 });
    await workbench.runCommand('Broken Backlinks: Try the Sample');
    const page = await opened;
    const said = await new Notifications(page).waitFor(/the sample is audited as soon as you trust/, {
      timeout: 120_000,
    });
    assert.match(said, /nothing is asked over the network/);
    assert.equal(await new QuickInput(page).offersCommand(audit), false);
    await grantTrust(page);
    await new StatusBar(page).waitFor(/\d+ · [\d,]+ links?/, { timeout: 120_000 });
    await page.close();
    assert.deepEqual(index.standIn.requests, []);
  });

  it('gets one once the user trusts it', async () => {
    await workbench.grantTrust();
    await workbench.runCommand(audit);
    assert.match(await workbench.quickInput.text(), /Found in hugo\.toml/);
    await workbench.quickInput.cancel();
    assert.deepEqual(index.standIn.requests, []);
  });
});
