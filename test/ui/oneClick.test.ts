import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSample } from '../../src/sample/createSample.ts';
import { type SampleIndex, sampleFolder, startSampleIndex } from '../support/sampleIndex.ts';
import { runAudit } from './support/auditFlow.ts';
import { waitFor } from './support/waitFor.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

const view = 'Broken Pages';

describe('the icon on a finding of the view', () => {
  let index: SampleIndex;
  let workbench: Workbench;
  before(async () => {
    index = await startSampleIndex();
    workbench = await openWorkbench({
      createWorkspace: async (folder) => {
        await createSample(folder, sampleFolder);
        return folder;
      },
      settings: index.settings,
      env: index.env,
    });
    await runAudit({ workbench });
    await workbench.views.open('Broken Backlinks');
  });
  after(async () => {
    await workbench?.close();
    await index?.standIn.close();
  });

  const read = (file: string) => readFileSync(join(workbench.folder, file), 'utf8');
  const decisions = () => join(workbench.folder, '.broken-backlinks-decisions');

  it('is not covered by the hover of its row', async () => {
    for (const row of [/\/docs\/setup\//, /\/docs\/legacy-api\//, /\/download/]) {
      const [hover, icon] = await workbench.views.hoverAndButtons(view, row);
      const isBeside = hover.y >= icon.y + icon.height || hover.y + hover.height <= icon.y;
      assert.ok(isBeside, `${row}: ${JSON.stringify({ hover, icon })}`);
    }
    // A file that opens later takes the keyboard, which closes a box that asks.
    await waitFor('the file of the last row', async () => /_redirects/.test(await workbench.editor.activeTab()));
  });

  it('asks where to lead what is not sure, and writes nothing', async () => {
    const before = read('static/_redirects');
    await workbench.views.pressInline(view, /\/docs\/legacy-api\//, 'Redirect to Another Page');
    await waitFor('the pages to choose from', async () => /to another page/.test(await workbench.quickInput.text()));
    await workbench.screenshot('one-click-weak');
    await workbench.page.keyboard.press('Escape');
    assert.equal(read('static/_redirects'), before);
    assert.ok(!existsSync(decisions()));
  });

  it('writes what is sure, shows it, and takes it back on wish', async () => {
    await workbench.runCommand('View: Close All Editors');
    const file = 'static/_redirects';
    const before = read(file);
    await workbench.views.pressInline(view, /\/docs\/calibration\//, 'Write the Suggested Redirect');
    const said = /\/docs\/calibration\/ redirects to \/guides\/calibration\/, written in static\/_redirects/;
    const message = await workbench.notifications.waitFor(said);
    // Nothing is written into a repository unannounced.
    assert.match(message, /Kept in \.broken-backlinks-decisions, for later suggestions\./);
    assert.match(await workbench.editor.activeTab(), /_redirects/);
    await workbench.screenshot('one-click-strong');
    await waitFor('the rule on disk', () => ![before, ''].includes(read(file)));
    await waitFor(
      'the decision',
      () => existsSync(decisions()) && /\/docs\/calibration\/ accepted/.test(read('.broken-backlinks-decisions')),
    );
    await workbench.notifications.press(said, /Undo/);
    await waitFor('the text from before', () => read(file) === before);
    await waitFor('no decision', () => !existsSync(decisions()));
    await workbench.screenshot('one-click-undone');
  });

  it('says that it keeps what was decided once the file is saved, where its author has it open', async () => {
    const row = /\/docs\/antenna\//;
    await workbench.editor.open('static/_redirects');
    await workbench.views.pressInline(view, row, 'Write the Suggested Redirect');
    const message = await workbench.notifications.waitFor(/\/docs\/antenna\/ redirects to \/guides\/antenna\//);
    assert.match(
      message,
      /Kept in \.broken-backlinks-decisions, for later suggestions, once you save static\/_redirects\./,
    );
    await workbench.runCommand('File: Save');
    await waitFor(
      'the decision',
      () => existsSync(decisions()) && /\/docs\/antenna\/ accepted/.test(read('.broken-backlinks-decisions')),
    );
  });
});
