import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAudit } from './support/auditFlow.ts';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

/** From a warning under the cursor to a redirect that is written and holds, by these keys alone. */
describe('by keyboard alone', () => {
  let opened: AuditWorkbench;
  before(async () => {
    opened = await openAuditWorkbench();
    await runAudit(opened);
  });
  after(() => opened?.close());

  const rules = () => readFileSync(join(opened.site, 'static/_redirects'), 'utf8');

  const press = (key: string) => opened.workbench.page.keyboard.press(key);

  /** The editor hears of fixes a little later than of warnings: who sees no menu presses again. */
  const openMenu = () =>
    waitFor('the menu of quick fixes', async () => {
      const { page } = opened.workbench;
      await page.locator(warning).first().waitFor();
      await press('Control+.');
      try {
        await page.locator(menu).first().waitFor({ timeout: 5_000 });
        return true;
      } catch (error) {
        await press('Escape');
        throw error;
      }
    });
  const warning = '.part.editor .squiggly-warning, .part.editor .squiggly-error';
  const menu = '.action-widget .monaco-list-row.action';

  /** The finding has gone, because the rule that was written answers for it. */
  const assertMended = async (address: RegExp, rule: RegExp) => {
    await waitFor(`the rule ${rule} on disk`, async () => rule.test(rules()));
    await opened.workbench.problems.waitForGone(address);
  };

  it('a strong finding is mended with three keystrokes at most', async () => {
    await opened.workbench.editor.open('content/guides/antenna.md');
    const keys = ['Control+.', 'Enter'];
    assert.ok(keys.length <= 3);
    await openMenu();
    await press('Enter');
    await assertMended(/^\/docs\/antenna\/ answers 404/, /^\/docs\/antenna\/? +\/guides\/antenna\/ +301$/m);
  });

  it('one to decide with five at most, and no entry but what names file, mechanism, status and strength', async () => {
    const { workbench } = opened;
    await workbench.editor.open('content/docs/api.md');
    await openMenu();
    const titles = await workbench.page.locator(menu).allInnerTexts();
    assert.ok(titles.length <= 5, titles.join('\n'));
    const redirects = titles.filter((title) => /^Redirect \S+ to \//.test(title));
    assert.ok(redirects.length > 0);
    for (const title of redirects)
      assert.match(
        title,
        /\(\.\d\d (?:strong|fair|weak); (?:static\/_redirects, 301|aliases in content\/\S+, refresh page)\)/,
      );
    const wanted = titles.findIndex((title) => title.startsWith('Redirect /docs/legacy-api/ to /docs/api/ '));
    const keys = ['Control+.', ...Array.from({ length: wanted }, () => 'ArrowDown'), 'Enter'];
    assert.ok(keys.length <= 5, keys.join());
    for (let at = 0; at < wanted; at++) await press('ArrowDown');
    await workbench.screenshot('keyboard-menu');
    await press('Enter');
    await assertMended(/^\/docs\/legacy-api\/ answers 404/, /^\/docs\/legacy-api\/? +\/docs\/api\/ +301$/m);
  });
});
