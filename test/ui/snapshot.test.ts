/** The snapshot of an answer that lies in a repository is read by whoever has no login. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotColumns, snapshotFile } from '../../src/core/backlinks/snapshot.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';

describe('a snapshot in the repository', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench({
      isConnected: false,
      settings: { 'brokenBacklinks.site': 'https://tidewater.example/' },
    });
  });
  after(() => opened?.close());

  it('is audited by without a login, a price or a request', async () => {
    const { workbench, api, site } = opened;
    const rows = [snapshotColumns, ['https://tidewater.example/docs/setup/', 404, '2026-10-02', 41, 12, '2026-10-18']];
    writeFileSync(join(site, snapshotFile), `${rows.map((row) => row.join('\t')).join('\n')}\n`);
    await workbench.runCommand('Broken Backlinks: Audit Site');
    await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404.* 41 links from 12 domains/);
    await workbench.views.open('Broken Backlinks');
    await workbench.screenshot('snapshot-found');
    assert.deepEqual(api.requests, []);
  });
});
