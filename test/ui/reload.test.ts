import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAudit, smallSite } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

describe('a window that is opened again', () => {
  let opened: AuditWorkbench | undefined;
  let home: string;
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'store-'));
    opened = await openAuditWorkbench({
      ...smallSite('plain', 'https://eddy.example/stations.html'),
      env: () => ({ BROKEN_BACKLINKS_HOME: home }),
    });
  });
  afterEach(async () => {
    await opened?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('shows what was found before, as of then, and then as of now', async () => {
    assert.ok(opened);
    const { workbench, api } = opened;
    await runAudit(opened, 'https://eddy.example/');
    await workbench.problems.waitFor(/stations\.html/);
    await waitFor('the findings on the disk', () => kept(home).length === 1);
    // Without the answer nothing can be judged again, and what was found before is all there is to show.
    renameSync(join(home, 'answers'), join(home, 'away'));
    const asked = api.requests.length;

    await workbench.reload();
    await workbench.problems.waitFor(/stations\.html/);
    await workbench.views.open('Broken Backlinks');
    await workbench.screenshot('reload-as-of');
    await waitFor('the time of the findings', async () =>
      /as of \d{4}-\d\d-\d\d \d\d:\d\d/.test(await sideBar(opened)),
    );
    await workbench.screenshot('reload-as-of');
    assert.match((await workbench.views.rows('Broken Backlinks')).join('\n'), /stations\.html/);

    renameSync(join(home, 'away'), join(home, 'answers'));
    await workbench.reload();
    await workbench.problems.waitFor(/stations\.html/);
    await waitFor('findings of now', async () => {
      const text = await sideBar(opened);
      return text.includes('eddy.example') && !text.includes('as of');
    });
    assert.equal(api.requests.length, asked, 'nothing is asked');
  });
});

function kept(home: string): readonly string[] {
  try {
    return readdirSync(join(home, 'shown'));
  } catch {
    return [];
  }
}

async function sideBar(opened: AuditWorkbench | undefined): Promise<string> {
  // Titles are shown in capitals.
  return ((await opened?.workbench.page.locator('.part.sidebar').innerText()) ?? '').toLowerCase();
}
