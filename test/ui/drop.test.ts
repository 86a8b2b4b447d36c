/** Files that are dropped onto the view: dragged from the Explorer, or from the desktop. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type AuditWorkbench, openAuditWorkbench, withoutLogin } from './support/auditWorkbench.ts';

const container = 'Broken Backlinks';
const view = 'Broken Pages';
const row = 'Drop Files';

/** As Ahrefs exports it: UTF-16 in little order with its mark, tabs, quotation marks. */
const ahrefs = (paths: readonly string[]) => {
  const header = [
    'Referring page title',
    'Referring page URL',
    'Domain rating',
    'Target URL',
    'Target page HTTP code',
    'Anchor',
  ];
  const rows = paths.map((path, at) => [
    'Links',
    `https://site-${at}.example/`,
    '40',
    `https://tidewater.example${path}`,
    '404',
    'x',
  ]);
  const text = [header, ...rows].map((cells) => cells.map((cell) => `"${cell}"`).join('\t')).join('\r\n');
  return Buffer.from(`\uFEFF${text}\r\n`, 'utf16le');
};
const log = (path: string) =>
  gzipSync(
    `203.0.113.7 - - [02/Sep/2026:10:00:00 +0000] "GET ${path} HTTP/1.1" 404 5 "https://harbour.example/t" "Mozilla/5.0 (X11; rv:140.0) Firefox/140.0"\n`,
  );

describe('a file that is dropped', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench(withoutLogin);
  });
  after(() => opened?.close());

  it('onto its row below the welcome text, from the desktop, is read', async () => {
    const { workbench } = opened;
    await workbench.views.open(container);
    await workbench.views.rows(row);
    await workbench.screenshot('drop-welcome');
    await workbench.views.dropFile(row, 'tidewater-broken.csv', ahrefs(['/docs/setup/', '/docs/setup/']));
    await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404.* 2 links/);
  });

  it('onto findings, from the desktop, is read in their place', async () => {
    const { workbench } = opened;
    await workbench.views.open(container);
    await workbench.views.dropFile(view, 'access.log.gz', log('/docs/calibration/'));
    await workbench.problems.waitFor(/^\/docs\/calibration\/ answers 404/);
    await workbench.problems.waitForGone(/^\/docs\/setup\//);
    await workbench.screenshot('drop-log');
  });

  it('from the Explorer is read where it lies', async () => {
    const { workbench, site } = opened;
    writeFileSync(join(site, 'antenna.csv'), ahrefs(['/docs/antenna/']));
    await workbench.views.open(container);
    await workbench.views.dropFromExplorer(view, join(site, 'antenna.csv'));
    await workbench.problems.waitFor(/^\/docs\/antenna\/ answers 404/);
    await workbench.screenshot('drop-explorer');
  });

  it('and is no export says what it is, and leaves the findings', async () => {
    const { workbench } = opened;
    await workbench.views.open(container);
    await workbench.views.dropFile(view, 'prose.csv', Buffer.from('Name,Age\nAnn,7\n'));
    const said = await workbench.notifications.waitFor(/prose\.csv looks like a table with the columns Name, Age/);
    assert.ok(said);
    await workbench.problems.waitFor(/^\/docs\/antenna\/ answers 404/);
  });
});
