import assert from 'node:assert/strict';
import type { DataSet } from '../support/standIn/dataSet.ts';
import { runAudit } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

const all = 60;

/** Addresses below one folder that were never there, each linked to from more domains than the one before it. */
function neverThere(): DataSet {
  const urls = Array.from({ length: all }, (_, n) => `https://tidewater.example/docs/xqz${n}w/`);
  return {
    pages: urls.map((url) => ({ url, status: 404, fetchTime: '2026-10-02' })),
    links: urls.flatMap((to, n) =>
      Array.from({ length: 1 + Math.floor(n / 3) }, (_, from) => ({ from: `https://harbour${from}.example/${n}`, to })),
    ),
  };
}

describe('many findings without a good target', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench({ data: neverThere() });
    await runAudit(opened);
  });
  after(() => opened?.close());

  it('stand near where their pages would be, five on a line, and one leads to the list of all', async () => {
    const { workbench } = opened;
    const rest = /^(\d+) more broken pages of tidewater\.example/;
    const rows = await workbench.problems.waitFor(rest);
    await workbench.screenshot('many-problems');
    const own = rows.filter((row) => /^\/docs\/xqz\d+w\/ answers 404/.test(row));
    const files = rows.filter((row) => /^\S+\.md content\S* \d+$/.test(row));
    assert.ok(files.length > 0 && own.length > 0, rows.join('\n'));
    for (const file of files) assert.ok(Number(file.slice(file.lastIndexOf(' ') + 1)) <= 5, file);
    const [summary, ...others] = rows.filter((row) => rest.test(row));
    assert.deepEqual(others, []);
    assert.equal(own.length + Number(rest.exec(summary ?? '')?.[1]), all, 'none is hidden');
    const redirectFile = rows.indexOf(summary ?? '') - 1;
    assert.match(rows[redirectFile] ?? '', /^_redirects static /, rows.join('\n'));

    // Two steps: to the problem, and by its fix to the list.
    await workbench.problems.reveal(rest);
    assert.deepEqual(await workbench.editor.openMenuByKey(), ['List All Findings in the Broken Backlinks View']);
    await workbench.page.keyboard.press('Enter');
    const listed = await waitFor('the list', async () => {
      const shown = await workbench.views.rows('Broken Pages');
      return shown.some((row) => row.startsWith('/docs/xqz')) && shown;
    });
    await workbench.screenshot('many-listed');
    const groups = listed.map((row) => /^(?:Strong evidence|To decide) (\d+)$/.exec(row)?.[1]).filter((count) => count);
    assert.equal(
      groups.reduce((sum, count) => sum + Number(count), 0),
      all,
      listed.join('\n'),
    );
  });

  it('are red only where the loss is large: a tenth of them at most', async () => {
    const { page } = opened.workbench;
    const said = (await page.locator('.statusbar-item[id="status.problems"] a').getAttribute('aria-label')) ?? '';
    const red = Number(/(\d+) Error|Errors?: (\d+)/i.exec(said)?.slice(1).find(Boolean) ?? 0);
    assert.ok(red <= all / 10, said);
    assert.match(said, /warning/i);
  });
});
