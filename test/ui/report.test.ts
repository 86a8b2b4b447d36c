import assert from 'node:assert/strict';
import { answer } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

describe('Report a Wrong Suggestion', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench();
  });
  after(() => opened?.close());

  it('opens a report that nobody has saved or sent, without a word of the site', async () => {
    const { workbench, api } = opened;
    await workbench.runCommand('Broken Backlinks: Report a Wrong Suggestion…');
    await answer(workbench, /Report a wrong suggestion/i, '/docs/setup/');
    await answer(workbench, /Which page would be right/, '/guides/antenna/');
    const text = await waitFor('the report', async () => {
      const shown = await workbench.editor.text();
      return shown.includes('"report": "wrong suggestion"') && shown;
    });
    await workbench.screenshot('report-wrong');
    assert.match(text, /"shape": "\/docs\/w1\/"/);
    assert.doesNotMatch(text, /setup|antenna|tidewater/i);
    assert.equal(await workbench.editor.isDirty(), true);
    await workbench.notifications.waitFor(/Nothing was sent/);
    assert.deepEqual(api.requests, []);
  });
});
