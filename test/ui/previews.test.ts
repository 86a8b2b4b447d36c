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
    opened = await openAuditWorkbench({ settings: { 'brokenBacklinks.redirects.preferred': ['hugoAliases'] } });
  });
  after(() => opened?.close());

  const command = 'Broken Backlinks: Redirect All Findings With Strong Evidence…';
  const read = (file: string) => readFileSync(join(opened.site, file), 'utf8');
  const changed = () => [read('static/_redirects'), read('content/guides/install.md')].join('\n');

  it('are shown before they are redirected, and nothing happens when that is discarded', async () => {
    const { workbench } = opened;
    const before = changed();
    await runAudit(opened);
    const rows = await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404/);
    await workbench.runCommand(command);
    const question = /Redirect \d broken pages in \d files/;
    await waitFor('the question', async () => question.test(await workbench.quickInput.text()));
    await waitFor('the changes', async () => /- \/docs\//.test(await workbench.editor.text()));
    await workbench.screenshot('redirect-all-preview');
    await workbench.quickInput.choose(/Discard/);
    await waitFor('the preview to close', async () => !/Redirect/.test(await workbench.editor.tabs()));
    assert.equal(changed(), before);
    assert.deepEqual(await workbench.problems.rows(), rows);
  });

  it('are redirected at once, each in its place, and those that led there are led on', async () => {
    const { workbench } = opened;
    await workbench.runCommand(command);
    await workbench.quickInput.choose(/Apply/);
    await waitFor('the alias on disk', () => read('content/guides/install.md').includes('\n  - /docs/setup/\n'));
    await waitFor('the rule on disk', () =>
      /^\/download\s+\/guides\/install\/\s+302$/m.test(read('static/_redirects')),
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
    });
  });
  after(() => workbench?.close());

  const compact = 'Broken Backlinks: Compact Redirects of This File…';

  it('are offered to be replaced in the file that holds them, and in no other', async () => {
    await workbench.runCommand('Broken Backlinks: Check Redirects');
    await workbench.statusBar.waitFor(/3 redirect rules of 1 file/);
    await workbench.editor.open('content/guides/power.md');
    assert.equal(await workbench.quickInput.offersCommand(compact), false);
    await workbench.editor.open('static/_redirects');
    assert.equal(await workbench.quickInput.offersCommand(compact), true);
  });

  it('are replaced by rules for all of it, which are shown first', async () => {
    await workbench.editor.open('static/_redirects');
    await workbench.runCommand(compact);
    const [first = '', ...more] = await workbench.quickInput.items();
    // The folder itself takes a rule of its own on Cloudflare; what else would be redirected is said.
    assert.match(
      first,
      /^\/docs\/… → \/guides\/… 2 rules in place of 3 \/docs, \/docs\/ and every other address below \/docs\/ would be redirected as well/,
    );
    assert.deepEqual(more, []);
    await workbench.screenshot('compact-choice');
    await workbench.quickInput.choose(/2 rules in place of 3/);
    await waitFor('both sides', async () => {
      const text = await workbench.editor.text();
      return text.includes('/docs/knots/ /guides/knots/ 301') && text.includes('/docs/* /guides/:splat 301');
    });
    assert.match(await workbench.quickInput.text(), /Replace 3 redirects of static\/_redirects by 2/);
    await workbench.screenshot('compact-preview');
    await workbench.quickInput.choose(/Apply/);
    await waitFor('the rule for all of them', async () => {
      const text = await workbench.editor.text();
      return text.includes('/docs/* /guides/:splat 301') && !text.includes('knots');
    });
    await workbench.screenshot('compact-done');
    await workbench.page.keyboard.press('Control+z');
    await waitFor('the rules again', async () => /knots/.test(await workbench.editor.text()));
  });
});
