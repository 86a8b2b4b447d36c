import type { Locator, Page } from 'playwright-core';
import { oneLine } from './oneLine.ts';
import { rowTexts } from './rowTexts.ts';
import { waitFor } from './waitFor.ts';

/** Pixels from the window's upper left corner. */
export type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** The side bar: containers behind the icons at the left, each with one or more views. */
export class Views {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the container of this title. */
  async open(container: string): Promise<void> {
    const icon = this.#page.locator(`.part.activitybar .action-item:has(a[aria-label^=${JSON.stringify(container)}])`);
    const isOpen = async () => (await icon.getAttribute('class'))?.includes('checked') ?? false;
    await icon.waitFor();
    if (!(await isOpen())) await icon.click();
  }

  /** The visible rows of a view's tree, waiting for the first one. */
  async rows(view: string): Promise<readonly string[]> {
    const rows = this.#view(view).locator('.monaco-list-row');
    await rows.first().waitFor();
    return rowTexts(rows);
  }

  /** What of a text on a row lies outside of what is seen: its right end, where the view is too narrow. */
  async cutOff(view: string, text: RegExp): Promise<readonly string[]> {
    const row = this.#view(view).locator('.monaco-list-row').filter({ hasText: text }).first();
    const id = await row.getAttribute('id');
    return this.#page.evaluate<readonly string[]>(cutOffScript(id ?? '', text));
  }

  async click(view: string, row: RegExp): Promise<void> {
    await this.#view(view).locator('.monaco-list-row').filter({ hasText: row }).first().click();
  }

  /** Presses the button of this title that a row shows while the mouse is on it. */
  async pressInline(view: string, row: RegExp, action: string): Promise<void> {
    const item = this.#view(view).locator('.monaco-list-row').filter({ hasText: row }).first();
    await item.hover();
    await item.locator(`.actions a[aria-label^=${JSON.stringify(action)}]`).click();
  }

  /** Where the hover of a row lies, which the keyboard asks for, and where the row's buttons lie. */
  async hoverAndButtons(view: string, row: RegExp): Promise<readonly [hover: Box, buttons: Box]> {
    const item = this.#view(view).locator('.monaco-list-row').filter({ hasText: row }).first();
    await item.click();
    await this.#page.keyboard.press('Control+k');
    await this.#page.keyboard.press('Control+i');
    const hover = this.#page.locator('.workbench-hover:visible');
    await hover.waitFor();
    const boxes = [await hover.boundingBox(), await item.locator('.actions').boundingBox()];
    await this.#page.keyboard.press('Escape');
    const [over, buttons] = boxes;
    if (!over || !buttons) throw new Error('The row has no hover or no buttons.');
    return [over, buttons];
  }

  /** Chooses from the menu that a right click on a row opens. */
  async chooseFromMenu(view: string, row: RegExp, entry: RegExp): Promise<void> {
    await this.#view(view).locator('.monaco-list-row').filter({ hasText: row }).first().click({ button: 'right' });
    const item = this.#page.locator('.context-view .action-label').filter({ hasText: entry }).first();
    await item.waitFor();
    // A menu that has just opened takes no click, so that the press which opened it chooses nothing.
    await waitFor('the menu to take a click', async () => {
      if (await item.isVisible()) await item.click();
      await this.#page.waitForTimeout(200);
      return !(await item.isVisible());
    });
  }

  /** The text of an empty view. */
  async welcome(view: string): Promise<string> {
    const content = this.#view(view).locator('.welcome-view-content');
    await content.waitFor();
    return oneLine(await content.innerText());
  }

  /** Presses a button of an empty view. */
  async pressWelcome(view: string, button: RegExp): Promise<void> {
    await this.#view(view).locator('.welcome-view-content .monaco-button').filter({ hasText: button }).click();
  }

  /** Drags the right edge of the side bar, so that it is as wide as it may be beside a wide editor. */
  async narrow(): Promise<void> {
    const box = await this.#page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('The side bar is not open.');
    const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
    await this.#page.mouse.move(edge, middle);
    await this.#page.mouse.down();
    await this.#page.mouse.move(box.x + 190, middle, { steps: 5 });
    await this.#page.mouse.up();
  }

  /** Drops a file of the desktop onto the rows of a view; the browser gives its name and bytes, and no path. */
  async dropFile(view: string, name: string, bytes: Buffer): Promise<void> {
    const content = JSON.stringify(bytes.toString('base64'));
    const file = `new File([Uint8Array.from(atob(${content}), (letter) => letter.charCodeAt(0))], ${JSON.stringify(name)})`;
    await this.#drop(view, `data.items.add(${file})`);
  }

  /** Drops a file of the Explorer onto the rows of a view, with what the Explorer gives a drag. */
  async dropFromExplorer(view: string, path: string): Promise<void> {
    const host = new URL(this.#page.url()).host;
    const list = JSON.stringify(`vscode-remote://${host}${path}`);
    await this.#drop(view, `data.setData('application/vnd.code.uri-list', ${list})`);
  }

  /** `fill` puts something into `data`. */
  async #drop(view: string, fill: string): Promise<void> {
    const dataTransfer = await this.#page.evaluateHandle(
      `(() => { const data = new DataTransfer(); ${fill}; return data; })()`,
    );
    const shown = this.#view(view).locator('.monaco-list:visible').first();
    for (const type of ['dragenter', 'dragover', 'drop']) await shown.dispatchEvent(type, { dataTransfer });
  }

  /** A container with one view only shows its own title in place of the view's. */
  #view(title: string): Locator {
    const named = `.pane:has(.pane-header[aria-label*=${JSON.stringify(title)}])`;
    return this.#page.locator(`.part.sidebar ${named}, .part.sidebar .split-view-view:only-child > .pane`).first();
  }
}

/** Runs in the page: which part of a row's text ends behind the end of the row. */
function cutOffScript(id: string, text: RegExp): string {
  return `(() => {
    const row = document.getElementById(${JSON.stringify(id)});
    const nodes = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const found = ${text}.exec(node.nodeValue);
      if (!found) continue;
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      return range.getBoundingClientRect().right > row.getBoundingClientRect().right ? [found[0]] : [];
    }
    return ['the row does not say it'];
  })()`;
}
