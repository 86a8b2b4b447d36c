import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneBroken, runAudit, smallSite } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

/**
 * Aliases, `netlify.toml`, and a `_redirects` that the build makes: where a redirect is written, and by how many keys,
 * from the warning under the cursor to the text on the disk.
 */
describe('a site with several ways to redirect', () => {
  let opened: AuditWorkbench;
  before(async () => {
    const paths = ['/guides/stations/', '/guides/legacy-api/'];
    const data = paths.map((path) => oneBroken(`https://undertow.example${path}`));
    opened = await openAuditWorkbench({
      ...smallSite('aliases', ''),
      data: { pages: data.flatMap(({ pages }) => pages), links: data.flatMap(({ links }) => links) },
    });
    await runAudit(opened);
  });
  after(() => opened?.close());

  const read = (file: string) => readFileSync(join(opened.site, file), 'utf8');

  /** Presses these and no others; a menu that opens is waited for, as a person does. */
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await opened.workbench.page.keyboard.press(key);
  };

  it('offers what the site uses first, two at most, and none that the build writes over', async () => {
    const { workbench } = opened;
    await workbench.editor.open('content/guides/sensors.md');
    const titles = await workbench.editor.openMenuByKey();
    await workbench.screenshot('mechanisms-menu');
    assert.ok(titles.length <= 5, titles.join('\n'));
    const redirects = titles.filter((title) => /^Redirect \S+ to \//.test(title));
    assert.match(
      redirects[0] ?? '',
      /^Redirect \/guides\/stations\/ to \/guides\/sensors\/ \(\.\d\d strong; aliases in content\/guides\/sensors\.md, /,
    );
    assert.match(redirects[1] ?? '', /^Redirect .* strong; a \[\[redirects\]\] table in netlify\.toml, 301\)$/);
    assert.equal(redirects.length, 2, titles.join('\n'));
    assert.ok(!titles.some((title) => title.includes('_redirects')), titles.join('\n'));
    await press('Escape');
  });

  it('says why there, where it asks for the place', async () => {
    const { workbench } = opened;
    await workbench.editor.open('content/guides/sensors.md');
    await workbench.editor.applyQuickFix('---', /^Redirect \/guides\/stations\/ to another page…/);
    await workbench.quickInput.choose(/\/guides\/sensors\//);
    await waitFor('the places', async () => /Where to write/.test(await workbench.quickInput.text()));
    const places = await workbench.quickInput.items();
    await workbench.screenshot('mechanisms-places');
    assert.deepEqual(places, [
      'aliases in content/guides/sensors.md, status from layouts/index.redir as 3 of 4 redirects of this site',
      'a [[redirects]] table in netlify.toml, 301 as 1 of 4 redirects of this site',
    ]);
    await workbench.quickInput.cancel();
  });

  it('is mended with three keystrokes where the evidence is strong', async () => {
    const { workbench } = opened;
    await workbench.editor.open('content/guides/sensors.md');
    const keys = ['Control+.', 'Enter', 'Control+s'];
    assert.ok(keys.length <= 3);
    await workbench.editor.openMenuByKey();
    await press('Enter');
    const isWritten = (text: string) => text.includes('aliases:\n  - /guides/stations/\n');
    await waitFor('the alias in the editor', async () => isWritten(await workbench.editor.text()));
    assert.ok(!isWritten(read('content/guides/sensors.md')), 'the open document is left for its author to save');
    await press('Control+s');
    await waitFor('the alias on disk', () => isWritten(read('content/guides/sensors.md')));
    await workbench.problems.waitForGone(/^\/guides\/stations\/ answers 404/);
  });

  it('is mended with five where there is something to decide', async () => {
    const { workbench } = opened;
    const row = await workbench.problems.waitFor(/^\/guides\/legacy-api\/ answers 404/);
    await workbench.problems.reveal(/^\/guides\/legacy-api\/ answers 404/);
    const titles = await workbench.editor.openMenuByKey();
    await workbench.screenshot('mechanisms-decide');
    // The editor's own entries for the selected word stand behind ours.
    const own = titles.filter((title) => /^(?:Answer|Leave|Redirect|Never suggest|Ignore|Restore) /.test(title));
    assert.ok(own.length <= 5, titles.join('\n'));
    const wanted = titles.findIndex((title) =>
      /^Redirect \/guides\/legacy-api\/ to \/guides\/api\/ \(\.\d\d (?:fair|weak); aliases in /.test(title),
    );
    assert.ok(wanted >= 0, [...titles, ...row].join('\n'));
    const keys = ['Control+.', ...Array.from({ length: wanted }, () => 'ArrowDown'), 'Enter', 'Control+s'];
    assert.ok(keys.length <= 5, keys.join());
    await press(...keys.slice(1, -1));
    const isWritten = (text: string) => text.includes('- /guides/legacy-api/\n');
    await waitFor('the alias in the editor', async () => isWritten(await workbench.editor.text()));
    await press('Control+s');
    await waitFor('the alias on disk', () => isWritten(read('content/guides/api.md')));
    await workbench.problems.waitForGone(/^\/guides\/legacy-api\/ answers 404/);
  });
});
