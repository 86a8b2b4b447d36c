import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

const broken = ['https://blog.example/setup/', 'https://manual.example/setup/'];

describe('a folder with several sites', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench({
      history: join(import.meta.dirname, 'sites', 'two'),
      data: {
        pages: broken.map((url) => ({ url, status: 404, fetchTime: '2026-10-02' })),
        links: broken.map((to) => ({
          from: 'https://harbour.example/links/',
          to,
          anchor: 'how',
          lastSeen: '2026-10-02',
        })),
      },
    });
  });
  after(() => opened?.close());

  it('is asked about by one of them or all, each at its price, and names their hosts', async () => {
    const { workbench } = opened;
    await workbench.runCommand('Broken Backlinks: Audit Site');
    await waitFor('the sites', async () => /several sites/.test(await workbench.quickInput.text()));
    const offered = await workbench.quickInput.items();
    assert.deepEqual(
      offered.map((text) => text.trim()),
      ['https://blog.example/', 'https://manual.example/', 'All 2 sites each is asked and charged separately'],
    );
    await workbench.screenshot('several-sites-choice');
    await workbench.quickInput.choose(/^All 2 sites/);
    assert.match(await workbench.dialog.text(), /at most \$.* of blog\.example/);
    await workbench.dialog.press(/Continue/);
    assert.match(await workbench.dialog.text(), /at most \$.* of manual\.example/);
    await workbench.dialog.press(/Continue/);
    await workbench.statusBar.waitFor(/2 · 2 links/);
    await workbench.problems.waitFor(/^blog\.example\/setup\/ answers 404/);
    await workbench.problems.waitFor(/^manual\.example\/setup\/ answers 404/);
    await workbench.views.open('Broken Backlinks');
    const rows = await workbench.views.rows('Broken Pages');
    assert.ok(
      rows.some((row) => /^blog\.example/.test(row)) && rows.some((row) => /^manual\.example/.test(row)),
      rows.join('\n'),
    );
    await workbench.screenshot('several-sites');
  });
});
