import type { Page } from 'playwright-core';

/** Leaves restricted mode as a user does: through the trust editor, by its button. */
export async function grantTrust(page: Page): Promise<void> {
  await page.locator('.statusbar-item[id="status.workspaceTrust"] a').click();
  const editor = page.locator('.workspace-trust-editor');
  await editor
    .locator('a.monaco-button')
    .filter({ hasText: /^Trust$/ })
    .click();
  await editor.getByText('You trust this folder').waitFor();
}
