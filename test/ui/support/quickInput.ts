import type { Locator, Page } from 'playwright-core';
import { oneLine } from './oneLine.ts';
import { rowTexts } from './rowTexts.ts';
import { waitFor } from './waitFor.ts';

/** For one try to find an entry: long enough for a busy window to show the box and fill its list. */
const attempt = 5_000;

/** The box at the top of the window: command palette, quick pick and input box. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;
  readonly #input: Locator;
  readonly #rows: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget:visible');
    this.#input = this.#widget.locator('.quick-input-box input');
    this.#rows = this.#widget.locator('.quick-input-list .monaco-list-row');
  }

  /** Runs a command by its whole title. Waits for it: extensions add theirs some time after the start. */
  async runCommand(title: string): Promise<void> {
    await waitFor(`the command "${title}" in the palette`, async () => {
      await this.#page.keyboard.press('F1');
      await this.#input.fill(`>${title}`, { timeout: attempt });
      try {
        await this.#command(title).click({ timeout: attempt });
        return true;
      } catch (error) {
        await this.#page.keyboard.press('Escape');
        throw error;
      }
    });
    // The box of the palette may be the box that the command asks in: wait until it is no longer the palette's.
    await waitFor('the palette to close', async () => {
      return (await this.#input.count()) === 0 || !(await this.#input.inputValue({ timeout: 500 })).startsWith('>');
    });
  }

  /** Whether the palette offers a command of this title now. */
  async offersCommand(title: string): Promise<boolean> {
    await this.#page.keyboard.press('F1');
    await this.#input.fill(`>${title}`);
    await this.#rows.first().waitFor();
    const offered = (await this.#command(title).count()) > 0;
    await this.cancel();
    return offered;
  }

  /** Opens a file of the workspace by its path. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await waitFor(`the file "${path}" in quick open`, async () => {
      await this.#page.keyboard.press('Control+p');
      await this.#input.fill(path, { timeout: attempt });
      try {
        await this.#rows.filter({ hasText: name }).first().click({ timeout: attempt });
        return true;
      } catch (error) {
        await this.#page.keyboard.press('Escape');
        throw error;
      }
    });
  }

  /** The visible entries, each with its description and detail, waiting for the first one. */
  async items(): Promise<readonly string[]> {
    await this.#rows.first().waitFor();
    return rowTexts(this.#rows);
  }

  /** The title, placeholder or prompt, and validation message that are shown. */
  async text(): Promise<string> {
    await this.#input.waitFor();
    const placeholder = (await this.#input.getAttribute('placeholder')) ?? '';
    const around = await this.#widget.locator('.quick-input-title, .quick-input-message').allInnerTexts();
    return oneLine([...around, placeholder].join(' '));
  }

  /** The value in the box. */
  value(): Promise<string> {
    return this.#input.inputValue();
  }

  /** Chooses the entry with this text. */
  async choose(entry: RegExp): Promise<void> {
    await this.#rows.filter({ hasText: entry }).first().click();
  }

  /** Types into an input box that is there now or soon, and accepts. Without `value`: accepts what is offered. */
  async enter(value?: string, { password = false } = {}): Promise<void> {
    const input = password ? this.#widget.locator('input[type=password]') : this.#input;
    await input.waitFor();
    if (value !== undefined) await input.fill(value);
    await input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#widget.waitFor({ state: 'hidden' });
  }

  /** The row of a command. Its label goes on with the keyboard shortcut, if there is one. */
  #command(title: string): Locator {
    const label = JSON.stringify(title);
    const shortcut = JSON.stringify(`${title}, `);
    return this.#widget.locator(`.monaco-list-row[aria-label=${label}], .monaco-list-row[aria-label^=${shortcut}]`);
  }
}
