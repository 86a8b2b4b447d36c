import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runAudit } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { type LiveProxy, startProxy } from './support/proxy.ts';

const host = 'eddy.example';

describe('the live site, behind the proxy of the editor', () => {
  let proxy: LiveProxy;
  let opened: AuditWorkbench;
  before(async () => {
    proxy = await startProxy(host, { '/stations.html': 404, '/piers.html': 200, '/locks.html': 503 });
    const urls = ['stations', 'piers', 'locks'].map((name) => `http://${host}/${name}.html`);
    opened = await openAuditWorkbench({
      history: join(import.meta.dirname, 'sites', 'plain'),
      data: {
        pages: urls.map((url) => ({ url, status: 404, fetchTime: '2026-10-02' })),
        links: urls.map((to) => ({
          from: 'https://harbour.example/links/',
          to,
          anchor: 'how',
          lastSeen: '2026-10-02',
        })),
      },
      settings: {
        'http.proxy': proxy.url,
        'brokenBacklinks.recheck.enabled': true,
        'brokenBacklinks.recheck.delay': 0,
      },
    });
  });
  after(async () => {
    await opened?.close();
    await proxy?.close();
  });

  it('is asked once for every broken page, and what answers again is no finding', async () => {
    const { workbench } = opened;
    await runAudit(opened, `http://${host}/`);
    const rows = await workbench.problems.waitFor(/^\/stations\.html answers 404 \(checked \d{4}-\d\d-\d\d\)/);
    await workbench.screenshot('network-rechecked');
    assert.ok(
      rows.some((row) => /^\/locks\.html answers 503 \(checked/.test(row)),
      rows.join('\n'),
    );
    assert.ok(!rows.some((row) => row.includes('/piers.html')), rows.join('\n'));
    await workbench.views.open('Broken Backlinks');
    const tree = await workbench.views.rows('Broken Pages');
    assert.ok(
      tree.some((row) => /works again|fine/i.test(row)),
      tree.join('\n'),
    );
  });

  it('is reached through the proxy, as is the index', () => {
    const live = proxy.requests.filter((request) => request.includes(host));
    const asked = new Set(live.map((request) => request.split(' ')[1]));
    for (const name of ['locks', 'piers', 'stations']) assert.ok(asked.has(`http://${host}/${name}.html`), name);
    // Beside them, for comparison: an address that does not exist.
    assert.ok(
      [...asked].some((url) => /\/[a-z]{16}\.html$/.test(url ?? '')),
      [...asked].join('\n'),
    );
    const { origin } = new URL(opened.api.url);
    assert.ok(
      proxy.requests.some((request) => request.includes(`POST ${origin}/`)),
      proxy.requests.join('\n'),
    );
  });
});
