import { waitFor } from './waitFor.ts';
import type { Workbench } from './workbench.ts';

/**
 * Presses a key on a file in the Explorer, until `isDone`. An editor that is still opening may take the keyboard back in
 * between; it gets no key, and the file is revealed again.
 */
export async function pressInExplorer(
  workbench: Workbench,
  file: string,
  key: string,
  isDone: () => Promise<boolean> | boolean,
): Promise<void> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const list = workbench.page.locator('.explorer-folders-view .monaco-list:focus');
  const row = list.locator('.monaco-list-row.focused').filter({ hasText: name });
  await workbench.editor.open(file);
  await waitFor(`${key} on ${file} in the Explorer`, async () => {
    await workbench.runCommand('File: Reveal Active File in Explorer View');
    await row.waitFor({ timeout: attempt });
    await workbench.page.keyboard.press(key);
    await waitFor('what the key does', isDone, attempt);
    return true;
  });
}

const attempt = 10_000;
