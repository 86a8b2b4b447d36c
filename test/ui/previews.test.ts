import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runAudit } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

describe('all findings with strong evidence', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench();
  });
  after(() => opened?.close());

  const file = () => readFileSync(join(opened.site, 'static', '_redirects'), 'utf8');

  it('are shown before they are redirected, and nothing happens when that is discarded', async () => {
    const { workbench } = opened;
    const before = file();
    await runAudit(opened);
    const rows = await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404/);
    await workbench.runCommand('Broken Backlinks: Redirect All Findings With Strong Evidence…');
    await waitFor('the question', async () =>
      /Redirect 5 broken pages in 1 file/.test(await workbench.quickInput.text()),
    );
    await waitFor('both sides', async () =>
      /\/docs\/currents\/ +\/docs\/forecasts\//.test(await workbench.editor.text()),
    );
    await workbench.screenshot('redirect-all-preview');
    await workbench.quickInput.choose(/Discard/);
    await waitFor('the preview to close', async () => !/Redirect/.test(await workbench.editor.tabs()));
    assert.equal(file(), before);
    assert.deepEqual(await workbench.problems.rows(), rows);
  });

  it('are redirected at once, and those that led there are led on', async () => {
    const { workbench } = opened;
    const before = file();
    await workbench.runCommand('Broken Backlinks: Redirect All Findings With Strong Evidence…');
    await workbench.quickInput.choose(/Apply/);
    await waitFor('the rules on disk', () => file() !== before);
    const fresh = file()
      .split('\n')
      .filter((line) => !before.includes(line));
    assert.ok(
      fresh.some((line) => /^\/docs\/setup\/\s+\/guides\/install\/\s+301$/.test(line)),
      fresh.join('\n'),
    );
    assert.ok(
      fresh.some((line) => /^\/download\s+\/guides\/install\/\s+302$/.test(line)),
      fresh.join('\n'),
    );
    const left = await workbench.problems.waitForGone(/^\/docs\/(setup|currents)\/ answers 404/);
    await workbench.screenshot('redirect-all-done');
    assert.ok(
      left.some((row) => / answers /.test(row)),
      'what needs a decision stays',
    );
  });
});

const cloudflare = {
  'hugo.toml': 'baseURL = "https://tidewater.example/"\n',
  'wrangler.toml': 'name = "tidewater"\n[assets]\ndirectory = "public"\n',
  'content/guides/power.md': '---\ntitle: Power\n---\n',
  'content/guides/cables.md': '---\ntitle: Cables\n---\n',
  'content/guides/knots.md': '---\ntitle: Knots\n---\n',
  'static/_redirects': ['power', 'cables', 'knots'].map((name) => `/docs/${name}/ /guides/${name}/ 301\n`).join(''),
};

describe('redirects of one folder', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      createWorkspace: async (folder) => {
        for (const [file, text] of Object.entries(cloudflare)) {
          mkdirSync(dirname(join(folder, file)), { recursive: true });
          writeFileSync(join(folder, file), text);
        }
        return folder;
      },
      settings: { 'files.autoSave': 'off' },
    });
  });
  after(() => workbench?.close());

  it('are replaced by one rule, which is shown first', async () => {
    await workbench.editor.open('static/_redirects');
    await workbench.runCommand('Broken Backlinks: Compact Redirects of This File…');
    assert.deepEqual(await workbench.quickInput.items(), ['/docs/… → /guides/… one rule in place of 3']);
    await workbench.screenshot('compact-choice');
    await workbench.quickInput.choose(/one rule in place of 3/);
    await waitFor('both sides', async () => {
      const text = await workbench.editor.text();
      return text.includes('/docs/knots/ /guides/knots/ 301') && text.includes('/docs/* /guides/:splat 301');
    });
    assert.match(await workbench.quickInput.text(), /Replace 3 redirects of static\/_redirects by one/);
    await workbench.screenshot('compact-preview');
    await workbench.quickInput.choose(/Apply/);
    await waitFor('the one rule', async () => /\/docs\/\* \/guides\/:splat 301/.test(await workbench.editor.text()));
    assert.doesNotMatch(await workbench.editor.text(), /knots/);
    await workbench.screenshot('compact-done');
    await workbench.page.keyboard.press('Control+z');
    await waitFor('the rules again', async () => /knots/.test(await workbench.editor.text()));
  });
});
