import type { Locator, Page } from 'playwright-core';
import { patience } from './patience.ts';
import { rowTexts } from './rowTexts.ts';
import { waitFor } from './waitFor.ts';

/** Pixels to scroll at a time (less than the panel is high), and milliseconds for the list to follow. */
const step = 100;
const settle = 100;
/** Milliseconds for the mouse to get onto the list. It is hidden at once when the last problem has gone. */
const reach = 2_000;

/** The Problems panel. */
export class Problems {
  readonly #page: Page;
  readonly #panel: Locator;
  readonly #rows: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#panel = page.locator('.markers-panel');
    this.#rows = this.#panel.locator('.monaco-list-row');
  }

  async open(): Promise<void> {
    if (await this.#panel.isVisible()) return;
    await this.#page.locator('.statusbar-item[id="status.problems"] a').click();
    await this.#panel.waitFor();
  }

  /** Every row from top to bottom: files (name, folder, count) and their problems (message, source, code, place). */
  async rows(): Promise<readonly string[]> {
    const found = new Map<string, string>();
    for await (const screen of this.#screens()) for (const [index, text] of screen) found.set(index, text);
    return [...found.values()];
  }

  /** The rows as soon as one of them matches. */
  async waitFor(text: RegExp, { timeout = patience } = {}): Promise<readonly string[]> {
    return waitFor(
      `a problem like ${text}`,
      async () => {
        const rows = await this.rows();
        return rows.some((row) => text.test(row)) && rows;
      },
      timeout,
    );
  }

  /** The rows as soon as none of them matches. */
  async waitForGone(text: RegExp, { timeout = patience } = {}): Promise<readonly string[]> {
    return waitFor(
      `no problem like ${text}`,
      async () => {
        const rows = await this.rows();
        return !rows.some((row) => text.test(row)) && rows;
      },
      timeout,
    );
  }

  /** Opens the problem's file with the cursor on it. */
  async reveal(text: RegExp): Promise<void> {
    for await (const screen of this.#screens()) {
      if (![...screen.values()].some((row) => text.test(row))) continue;
      await this.#rows.filter({ hasText: text }).first().dblclick();
      return;
    }
    throw new Error(`The Problems panel has no row like ${text}.`);
  }

  /** Opens what the code of the problem leads to. */
  async followCode(text: RegExp, code: RegExp): Promise<void> {
    for await (const screen of this.#screens()) {
      if (![...screen.values()].some((row) => text.test(row))) continue;
      await this.#rows.filter({ hasText: text }).first().locator('a').filter({ hasText: code }).first().click();
      return;
    }
    throw new Error(`The Problems panel has no row like ${text}.`);
  }

  /** Scrolls through the list, which has only the rows on the screen: yields these by their index, top first. */
  async *#screens(): AsyncGenerator<ReadonlyMap<string, string>> {
    await this.open();
    if ((await this.#rows.count()) === 0) return;
    await this.#panel.locator('.monaco-list').first().hover({ timeout: reach });
    await this.#scroll(-100_000, async () => {
      const indexes = await this.#indexes();
      return indexes.length === 0 || indexes.includes('0');
    });
    for (let isLast = false; !isLast; ) {
      const indexes = await this.#indexes();
      const texts = await rowTexts(this.#rows);
      if (indexes.length === 0) return;
      isLast = await this.#showsTheLast();
      yield new Map(indexes.map((index, at) => [index, texts[at] ?? '']));
      if (isLast) continue;
      // Problems may go away meanwhile, after which there is nowhere to scroll to.
      await this.#scroll(step, async () => (await this.#indexes())[0] !== indexes[0] || (await this.#showsTheLast()));
    }
    await this.#page.mouse.move(700, 1); // Off the list, where it would bring up a hover.
  }

  async #showsTheLast(): Promise<boolean> {
    return (await this.#panel.locator('.monaco-list-row[data-last-element=true]').count()) > 0;
  }

  async #scroll(pixels: number, hasArrived: () => Promise<boolean>): Promise<void> {
    await waitFor('the Problems panel to scroll', async () => {
      await this.#page.mouse.wheel(0, pixels);
      await this.#page.waitForTimeout(settle);
      return hasArrived();
    });
  }

  /** Read at once: a row may go while others are asked. */
  #indexes(): Promise<readonly string[]> {
    return this.#rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-index') ?? ''));
  }
}
