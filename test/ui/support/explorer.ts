import type { Workbench } from './workbench.ts';

/** Presses a key on the file of the active editor, in the Explorer. */
export async function pressInExplorer(workbench: Workbench, key: string): Promise<void> {
  await workbench.runCommand('File: Reveal Active File in Explorer View');
  await workbench.page.locator('.explorer-folders-view .monaco-list-row.focused').waitFor();
  await workbench.page.keyboard.press(key);
}
