/** The snapshot of an answer that lies in a repository is read by whoever has no login. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotColumns, snapshotFile } from '../../src/core/backlinks/snapshot.ts';
import { type AuditWorkbench, openAuditWorkbench, withoutLogin } from './support/auditWorkbench.ts';
import { pressInExplorer } from './support/explorer.ts';

describe('a snapshot in the repository', () => {
  let opened: AuditWorkbench;
  before(async () => {
    const settings = { ...withoutLogin.settings, 'explorer.confirmDelete': false };
    opened = await openAuditWorkbench({ ...withoutLogin, settings });
  });
  after(() => opened?.close());

  it('is audited by without a login, a price or a request', async () => {
    const { workbench, api, site } = opened;
    const row = (path: string, links: number, domains: number) =>
      [`https://tidewater.example${path}`, 404, '2026-10-02', links, domains, '2026-10-18'] as const;
    const rows = [snapshotColumns, row('/docs/setup/', 41, 12), row('/guides/antenna/', 6, 4)];
    writeFileSync(join(site, snapshotFile), `${rows.map((row) => row.join('\t')).join('\n')}\n`);
    await workbench.runCommand('Broken Backlinks: Audit Site');
    await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404.* 41 links from 12 domains/);
    await workbench.views.open('Broken Backlinks');
    await workbench.screenshot('snapshot-found');
    assert.deepEqual(api.requests, []);
  });

  it('tells what goes with a page that is deleted', async () => {
    const { workbench, api, site } = opened;
    const file = 'content/guides/antenna.md';
    await pressInExplorer(workbench, file, 'Delete', () => !existsSync(join(site, file)));
    await workbench.notifications.waitFor(/6 links from 4 domains lead to \/guides\/antenna\/ of tidewater\.example/);
    await workbench.screenshot('snapshot-gone');
    assert.deepEqual(api.requests, []);
  });
});
