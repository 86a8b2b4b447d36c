import type { Locator, Page } from 'playwright-core';
import { oneLine } from './oneLine.ts';
import { patience } from './patience.ts';

/** A modal dialog. */
export class Dialog {
  readonly #box: Locator;

  constructor(page: Page) {
    this.#box = page.locator('.monaco-dialog-box:visible');
  }

  /** The message and its detail, waiting for the dialog. */
  async text({ timeout = patience } = {}): Promise<string> {
    const message = this.#box.locator('.dialog-message-container');
    await message.waitFor({ timeout });
    return oneLine(await message.innerText());
  }

  /** The titles of the buttons, in their order. */
  async buttons(): Promise<readonly string[]> {
    return (await this.#box.locator('.dialog-buttons .monaco-button').allInnerTexts()).map(oneLine);
  }

  async press(button: RegExp): Promise<void> {
    await this.#box.locator('.dialog-buttons .monaco-button').filter({ hasText: button }).click();
    await this.#box.waitFor({ state: 'hidden' });
  }
}
