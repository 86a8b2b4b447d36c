// Makes the pictures of the README: the sample, audited in a real VS Code.   node tools/node24.mjs tools/pictures.ts
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runAudit } from '../test/ui/support/auditFlow.ts';
import { openAuditWorkbench } from '../test/ui/support/auditWorkbench.ts';
import { closeSharedBrowser } from '../test/ui/support/browser.ts';
import { packageExtension } from './packageExtension.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
/** Wide enough for a message of the Problems panel, and readable in the column of a page. */
const size = { width: 1180, height: 720 };

mkdirSync(folder, { recursive: true });
process.env.EXTENSION_PACKAGE = packageExtension().file;
const opened = await openAuditWorkbench({
  settings: { 'workbench.colorTheme': 'Default Light Modern', 'editor.minimap.enabled': false },
});
try {
  const { page, views, editor, problems } = opened.workbench;
  await page.setViewportSize(size);
  const picture = (name: string) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  await runAudit(opened);
  await views.open('Broken Backlinks');
  await editor.open('content/guides/install.md');
  await problems.waitFor(/docs\/setup/);
  // What is lost most stands first, and the whole list was read.
  await page.locator('.markers-panel .monaco-list').first().hover();
  const first = page.locator('.markers-panel .monaco-list-row[data-index="0"]');
  for (let tries = 0; tries < 100 && (await first.count()) === 0; tries++) {
    await page.mouse.wheel(0, -500);
    await page.waitForTimeout(100);
  }
  await page.mouse.move(size.width / 2, 1);
  await picture('findings');
  await page.keyboard.press('Control+1');
  await page.keyboard.press('F8');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row.action').first().waitFor();
  await picture('quick-fixes');
  await page.keyboard.press('Escape');
  await opened.workbench.runCommand('Broken Backlinks: Redirect All Findings With Strong Evidence…');
  await picture('preview');
} finally {
  await opened.close();
  await closeSharedBrowser();
}
