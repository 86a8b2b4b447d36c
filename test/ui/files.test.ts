import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditWorkbench, openAuditWorkbench, withoutLogin } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

describe('Audit From Files', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench(withoutLogin);
  });
  after(() => opened?.close());

  it('reads an export that the user chooses, without an account and without a request', async () => {
    const { workbench, api } = opened;
    const file = join(opened.site, 'links.csv');
    const row = (host: string) => `https://${host}/,https://tidewater.example/docs/setup/,404,62,x\n`;
    writeFileSync(
      file,
      `Referring page URL,Target URL,Target page HTTP code,Domain rating,Anchor\n${row('a.example')}${row('b.example')}`,
    );
    await workbench.runCommand('Broken Backlinks: Audit From Files…');
    await waitFor('the file in the dialog', async () =>
      (await workbench.quickInput.items()).some((item) => item.startsWith('links.csv')),
    );
    await workbench.screenshot('files-dialog');
    await workbench.quickInput.choose(/^links\.csv/);
    await workbench.statusBar.waitFor(/1 · 2 links/);
    await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404.*; 2 links from 2 domains/);
    await workbench.screenshot('files-found');
    assert.deepEqual(api.requests, []);
  });
});
