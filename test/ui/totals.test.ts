import assert from 'node:assert/strict';
import { answer } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

describe('Show Totals of the Site', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench();
  });
  after(() => opened?.close());

  it('asks for each of its two prices first, and shows the totals and how they became so', async () => {
    const { workbench, api } = opened;
    await workbench.runCommand('Broken Backlinks: Show Totals of the Site…');
    await answer(workbench, /Which site/);
    assert.match(await workbench.dialog.text(), /for the totals of tidewater\.example \(/);
    assert.ok(!api.requests.some(({ path }) => /summary|history/.test(path)));
    await workbench.dialog.press(/Continue/);
    assert.match(await workbench.dialog.text(), /for the totals of tidewater\.example by month \(/);
    assert.ok(!api.requests.some(({ path }) => path.includes('history')));
    await workbench.screenshot('totals-price');
    await workbench.dialog.press(/Continue/);
    const text = await waitFor('the totals', async () => {
      const shown = await workbench.editor.text();
      return shown.includes('tidewater.example') && /2026/.test(shown) && shown;
    });
    await workbench.screenshot('totals');
    assert.match(text, /backlinks\s+157\b/);
    assert.match(text, /by month/);
  });
});
