import type { Locator, Page } from 'playwright-core';
import { oneLine } from './oneLine.ts';
import { patience } from './patience.ts';

/** The bar at the bottom. */
export class StatusBar {
  readonly #items: Locator;

  constructor(page: Page) {
    this.#items = page.locator('.part.statusbar .statusbar-item:visible');
  }

  /** The text of the first entry that matches, waiting for it. */
  async waitFor(text: RegExp, { timeout = patience } = {}): Promise<string> {
    const item = this.#items.filter({ hasText: text }).first();
    await item.waitFor({ timeout });
    return oneLine(await item.innerText());
  }

  async texts(): Promise<readonly string[]> {
    return (await this.#items.allInnerTexts()).map(oneLine).filter((text) => text !== '');
  }

  async click(text: RegExp): Promise<void> {
    await this.#items.filter({ hasText: text }).first().locator('a').first().click();
  }
}
