import type { Locator, Page } from 'playwright-core';
import { oneLine } from './oneLine.ts';
import { patience } from './patience.ts';

const message = '.notification-list-item-message';
const button = '.notification-list-item-buttons-container .monaco-button';
const item = '.notification-list-item';
const list = '.notifications-center.visible';

/** As long as a message without a question is certain to stay on the screen; afterwards it is in the list alone. */
const shown = 5_000;

/** The messages and progress at the bottom right. */
export class Notifications {
  readonly #page: Page;
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#toasts = page.locator('.notifications-toasts .notification-toast');
  }

  /** The messages that are shown now. */
  async texts(): Promise<readonly string[]> {
    return (await this.#toasts.locator(message).allInnerTexts()).map(oneLine);
  }

  /** Every message, those that have left the screen too. */
  async all(): Promise<readonly string[]> {
    await this.#openList();
    const listed = await this.#page.locator(`${list} ${item} ${message}`).allInnerTexts();
    await this.#page.keyboard.press('Escape');
    return listed.map(oneLine);
  }

  /** The text of the first message that matches, waiting for it. */
  async waitFor(text: RegExp, { timeout = patience } = {}): Promise<string> {
    return this.#find(text, timeout, async (found) => oneLine(await found.locator(message).innerText()));
  }

  /** Resolves when no message matches any more, such as a progress that has ended. */
  async waitForGone(text: RegExp, { timeout = patience } = {}): Promise<void> {
    await this.#toasts.filter({ hasText: text }).first().waitFor({ state: 'detached', timeout });
  }

  /** The titles of a message's buttons. */
  async buttons(text: RegExp): Promise<readonly string[]> {
    return this.#find(text, patience, async (found) => (await found.locator(button).allInnerTexts()).map(oneLine));
  }

  async press(text: RegExp, title: RegExp): Promise<void> {
    await this.#find(text, patience, async (found) => {
      await found.locator(button).filter({ hasText: title }).click({ timeout: patience });
    });
  }

  /**
   * Does something with the first message that matches. The editor takes a message off the screen after some seconds,
   * which a slow machine may need before it looks; what is gone is still in the list of messages, which is then opened.
   */
  async #find<T>(text: RegExp, timeout: number, act: (found: Locator) => Promise<T>): Promise<T> {
    const end = Date.now() + timeout;
    const toast = this.#toasts.filter({ hasText: text }).first();
    const listed = this.#page.locator(`${list} ${item}`).filter({ hasText: text }).first();
    for (;;) {
      const left = end - Date.now();
      if (await isThere(toast, Math.max(1, Math.min(shown, left)))) {
        try {
          return await act(toast);
        } catch (error) {
          if (await isThere(toast, 1)) throw error;
        }
      }
      await this.#openList();
      try {
        if (await isThere(listed, 1_000)) return await act(listed);
      } finally {
        if ((await this.#page.locator(list).count()) > 0) await this.#page.keyboard.press('Escape');
      }
      if (left <= 0) throw new Error(`Waited ${timeout / 1000} s in vain for a message like ${text}.`);
    }
  }

  async #openList(): Promise<void> {
    await this.#page.keyboard.press('Control+k');
    await this.#page.keyboard.press('Control+Shift+n');
  }
}

/** Whether something is visible within so many milliseconds. */
async function isThere(place: Locator, timeout: number): Promise<boolean> {
  try {
    await place.waitFor({ timeout });
    return true;
  } catch {
    return false;
  }
}
