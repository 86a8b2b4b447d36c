import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAudit } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

/** What is offered where the page itself can come back, or is gone for good. */
describe('a page that is held back or was removed', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench();
    await runAudit(opened);
  });
  after(() => opened?.close());

  it('is published by the first fix of a draft', async () => {
    const { workbench, site } = opened;
    const file = 'content/docs/pricing.md';
    await workbench.problems.waitFor(/^\/docs\/pricing\/ answers 404/);
    await workbench.problems.reveal(/^\/docs\/pricing\/ answers 404/);
    const [first] = await workbench.editor.openMenuByKey();
    await workbench.screenshot('remedy-draft');
    assert.equal(first, `Publish draft ${file}`);
    await workbench.page.keyboard.press('Enter');
    await workbench.problems.waitForGone(/^\/docs\/pricing\/ answers 404/);
    await workbench.editor.save();
    await waitFor('the page on disk', () => /^draft: false$/m.test(readFileSync(join(site, file), 'utf8')));
  });

  it('answers 410 or is left alone before any weak redirect', async () => {
    const { workbench } = opened;
    const path = '/blog/2019/launch-party/';
    await workbench.problems.waitFor(/^\/blog\/2019\/launch-party\/ answers 404/);
    await workbench.problems.reveal(/^\/blog\/2019\/launch-party\/ answers 404/);
    const titles = (await workbench.editor.openMenuByKey()).filter((title) => title.includes(path));
    await workbench.screenshot('remedy-removed');
    await workbench.page.keyboard.press('Escape');
    assert.deepEqual(titles.slice(0, 2), [
      `Answer 410 Gone for ${path} (static/_redirects, 410)`,
      `Leave ${path} as it is (ignore it)`,
    ]);
    assert.match(titles[2] ?? '', /^Redirect \S+ to \S+ \(\.\d\d weak; /);
  });

  it('comes back from git', async () => {
    const { workbench, site } = opened;
    const file = 'content/docs/legacy-api.md';
    assert.ok(!existsSync(join(site, file)));
    await workbench.problems.reveal(/^\/docs\/legacy-api\/ answers 404/);
    await workbench.editor.applyQuickFix(
      '---',
      /^Restore content\/docs\/legacy-api\.md from git \(as it was before [0-9a-f]{7}, /,
    );
    await workbench.problems.waitForGone(/^\/docs\/legacy-api\/ answers 404/);
    await waitFor('the page on disk', () => /harbour displays/.test(readFileSync(join(site, file), 'utf8')));
  });
});
