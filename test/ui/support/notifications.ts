import type { Locator, Page } from 'playwright-core';
import { oneLine } from './oneLine.ts';
import { patience } from './patience.ts';

const message = '.notification-list-item-message';
const button = '.notification-list-item-buttons-container .monaco-button';

/** The messages and progress at the bottom right. */
export class Notifications {
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#toasts = page.locator('.notifications-toasts .notification-toast');
  }

  /** The messages that are shown now. */
  async texts(): Promise<readonly string[]> {
    return (await this.#toasts.locator(message).allInnerTexts()).map(oneLine);
  }

  /** The text of the first message that matches, waiting for it. */
  async waitFor(text: RegExp, { timeout = patience } = {}): Promise<string> {
    const toast = this.#toasts.filter({ hasText: text }).first();
    await toast.waitFor({ timeout });
    return oneLine(await toast.locator(message).innerText());
  }

  /** Resolves when no message matches any more, such as a progress that has ended. */
  async waitForGone(text: RegExp, { timeout = patience } = {}): Promise<void> {
    await this.#toasts.filter({ hasText: text }).first().waitFor({ state: 'detached', timeout });
  }

  /** The titles of a message's buttons. */
  async buttons(text: RegExp): Promise<readonly string[]> {
    const toast = this.#toasts.filter({ hasText: text }).first();
    return (await toast.locator(button).allInnerTexts()).map(oneLine);
  }

  async press(text: RegExp, title: RegExp): Promise<void> {
    const toast = this.#toasts.filter({ hasText: text }).first();
    await toast.locator(button).filter({ hasText: title }).click();
  }
}
