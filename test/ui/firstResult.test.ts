/** From opening a repository to findings with real targets, for somebody without an account. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type AuditWorkbench, openAuditWorkbench } from './support/auditWorkbench.ts';
import { waitFor } from './support/waitFor.ts';

const container = 'Broken Backlinks';
const view = 'Broken Pages';

/** What became of pages of the sample, as the commits in `media/sample/history.txt` tell. */
const moved = [
  ['/docs/setup/', '/guides/install/'],
  ['/docs/calibration/', '/guides/calibration/'],
  ['/docs/antenna/', '/guides/antenna/'],
  ['/blog/2019/our-first-season/', '/blog/2019/first-season/'],
] as const;

/** Presses of a mouse button from now on, as the window itself gets them. */
async function countPresses(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`globalThis.presses = 0; addEventListener('pointerdown', () => presses++, true)`);
  return () => page.evaluate<number>('presses');
}

for (const [theme, isNarrow] of [
  ['Default Light Modern', false],
  ['Default Dark Modern', true],
] as const) {
  describe(`a first result without an account (${theme})`, () => {
    let opened: AuditWorkbench;
    before(async () => {
      opened = await openAuditWorkbench({ isConnected: false, settings: { 'workbench.colorTheme': theme } });
    });
    after(() => opened?.close());

    it('takes at most three clicks, and names the pages that addresses should lead to', async () => {
      const { workbench, api } = opened;
      const { page, views } = workbench;
      const name = isNarrow ? 'first-narrow-dark' : 'first-light';
      const presses = await countPresses(page);
      await views.open(container);
      if (isNarrow) await views.narrow();
      const before = isNarrow ? 1 : 0; // the edge of the side bar
      await workbench.screenshot(`${name}-welcome`);
      await views.pressWelcome(container, /Find Lost Addresses/);
      const isStrong = (row: string) => /^Strong evidence/.test(row);
      const rows = await waitFor('the findings', async () => {
        const shown = await views.rows(view);
        return shown.some(isStrong) && shown;
      });
      await workbench.statusBar.waitFor(/9 · links unknown/);
      assert.equal(await presses(), before + 2, 'the icon of the view, and one button');
      await workbench.screenshot(`${name}-found`);
      for (const [address, target] of moved) {
        assert.ok(
          rows.some((row) => row.startsWith(`${address}→ ${target} `) || row.startsWith(`${address} → ${target} `)),
          `${address} → ${target} is not among\n${rows.join('\n')}`,
        );
      }
      await views.click(view, /^\s*\/docs\/setup\//);
      await page.keyboard.press('ArrowRight');
      await waitFor('the page below its address', async () =>
        (await views.rows(view)).some((row) => /^→ \/guides\/install\//.test(row)),
      );
      await workbench.screenshot(`${name}-open`);
      assert.equal(await presses(), before + 3);
      assert.deepEqual(api.requests, []);
    });
  });
}
