import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSample } from '../../src/sample/createSample.ts';
import { type SampleIndex, sampleFolder, startSampleIndex } from '../support/sampleIndex.ts';
import { waitFor } from './support/waitFor.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

describe('an audit of the sample', () => {
  let index: SampleIndex;
  let workbench: Workbench;
  before(async () => {
    index = await startSampleIndex();
    workbench = await openWorkbench({
      createWorkspace: async (folder) => {
        await createSample(folder, sampleFolder);
        return folder;
      },
      settings: index.settings,
      env: index.env,
    });
  });
  after(async () => {
    await workbench?.close();
    await index?.standIn.close();
  });

  const read = (file: string) => readFileSync(join(workbench.folder, file), 'utf8');

  it('asks for the site and for the price before anything is paid', async () => {
    await workbench.runCommand('Broken Backlinks: Audit Site');
    assert.match(await workbench.quickInput.text(), /Found in hugo\.toml, line 1/);
    assert.equal(await workbench.quickInput.value(), 'https://tidewater.example/');
    assert.match(await workbench.quickInput.text(), /It is kept in \.vscode\/settings\.json of this folder\./);
    assert.ok(!existsSync(join(workbench.folder, '.vscode')), 'nothing is written before that is read');
    await workbench.quickInput.enter();
    assert.match(
      await workbench.dialog.text(),
      /at most \$0\.12 .*tidewater\.example, with the strongest links to them \(balance \$50\.00\)/,
    );
    await workbench.screenshot('audit-price');
    assert.deepEqual(
      index.standIn.requests.filter(({ costMicros }) => costMicros > 0),
      [],
    );
    await workbench.dialog.press(/Continue/);
  });

  it('says in one line what it found and what it cost', async () => {
    const line = await workbench.statusBar.waitFor(/broken pages of tidewater\.example/);
    assert.match(line, /^\d+ broken pages of tidewater\.example, \d+ links\..* Cost \$0\.0\d+/);
    assert.equal(index.standIn.requests.filter(({ costMicros }) => costMicros > 0).length, 2);
  });

  it('lists the findings in the Problems panel', async () => {
    const rows = await workbench.problems.waitFor(/^\/docs\/setup\/ answers 404/);
    assert.ok(rows.includes('install.md content/guides 1'), rows.join('\n'));
    assert.match(
      rows.join('\n'),
      /\/docs\/pricing\/ answers 404 .* because this page is a draft since [0-9a-f]{7}, 2024-09-12;/,
    );
    await workbench.screenshot('audit-problems');
  });

  it('says on hover what is known', async () => {
    await workbench.editor.open('content/guides/install.md');
    const said = await workbench.editor.hover('---', /strong/);
    assert.match(
      said,
      /https:\/\/tidewater\.example\/docs\/setup\/ Evidence and referrers Explain this address Open content\/guides\/install\.md Show commit \w+ 404 .* \/guides\/install\/ \.\d\d strong/,
    );
    await workbench.screenshot('audit-hover');
  });

  it('writes an alias into the front matter, and the finding is gone', async () => {
    const before = read('content/guides/install.md');
    await workbench.editor.applyQuickFix(
      '---',
      /^Redirect \/docs\/setup\/ to \/guides\/install\/ \(.* strong; aliases in content\/guides\/install\.md, refresh page\)/,
    );
    const wanted = before.replace(/^---\ntitle: .*\n/, (start) => `${start}aliases:\n  - /docs/setup/\n`);
    // The editor empties a file before it writes it.
    await waitFor('the alias on disk', () => ![before, ''].includes(read('content/guides/install.md')));
    assert.equal(read('content/guides/install.md'), wanted);
    await workbench.problems.waitForGone(/^\/docs\/setup\/ answers/);
    await workbench.screenshot('audit-alias');
  });

  it('writes a rule into the redirect file, and the finding is gone', async () => {
    const before = read('static/_redirects');
    await workbench.editor.open('content/docs/forecasts.md');
    await workbench.editor.applyQuickFix(
      '---',
      /^Redirect \/docs\/currents\/ to \/docs\/forecasts\/ \(.* strong; static\/_redirects, 301\)/,
    );
    await waitFor('the rule on disk', () => ![before, ''].includes(read('static/_redirects')));
    const added = read('static/_redirects')
      .split('\n')
      .filter((line) => !before.includes(line));
    assert.deepEqual(
      added.map((line) => line.split(/\s+/)),
      [['/docs/currents/', '/docs/forecasts/', '301']],
    );
    await workbench.problems.waitForGone(/^\/docs\/currents\/ answers/);
    await workbench.screenshot('audit-rule');
  });

  it('says what was written and offers to take it back, and saves what no editor shows', async () => {
    const written = /\/docs\/currents\/ redirects to \/docs\/forecasts\/, written in static\/_redirects/;
    await workbench.notifications.waitFor(written);
    assert.deepEqual(await workbench.notifications.buttons(written), ['Undo']);
    await workbench.editor.open('static/_redirects');
    assert.ok(!(await workbench.editor.isDirty()));
  });

  it('says when a rule that links come through leads elsewhere, and leads it back', async () => {
    const before = read('static/_redirects');
    const changed = before.replace(/^(\/docs\/power\s+)\/guides\/power\//m, '$1/guides/install/');
    assert.notEqual(changed, before);
    await workbench.editor.open('static/_redirects');
    writeFileSync(join(workbench.folder, 'static/_redirects'), changed);
    await workbench.problems.waitFor(
      /^\/docs\/power\/? led to \/guides\/power\/ in the last commit and leads to \/guides\/install\/ now; \d+ links/,
    );
    await workbench.screenshot('guard-changed');
    await workbench.editor.applyQuickFix('/docs/power', /^Lead \/docs\/power to \/guides\/power\/ again/);
    await workbench.problems.waitForGone(/^\/docs\/power\/? led to/);
    await workbench.editor.save();
    await waitFor('the rule on disk', () => read('static/_redirects') === before);
  });

  it('says when a rule that links come through is taken out', async () => {
    await workbench.editor.open('static/_redirects');
    await workbench.editor.deleteLine('/docs/power');
    const taken =
      /^\/docs\/power\/? answers .* Its redirect to \/guides\/power\/ was removed from static\/_redirects since the last commit/;
    await workbench.problems.waitFor(taken);
    await workbench.screenshot('guard-removed');
  });
});
