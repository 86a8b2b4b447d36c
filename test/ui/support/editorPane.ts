import type { Locator, Page } from 'playwright-core';
import { oneLine } from './oneLine.ts';
import type { QuickInput } from './quickInput.ts';
import { waitFor } from './waitFor.ts';

const attempt = 3_000;

/** The text editor that has the focus. */
export class EditorPane {
  readonly #page: Page;
  readonly #quickInput: QuickInput;
  readonly #fixes: Locator;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
    this.#fixes = page.locator('.action-widget .monaco-list-row.action');
  }

  /** Opens a file of the workspace by its path. */
  async open(path: string): Promise<void> {
    await this.#quickInput.openFile(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.#page.locator('.tabs-container .tab.active').filter({ hasText: name }).waitFor();
    await this.#page.locator('.part.editor .monaco-editor .view-line').first().waitFor();
  }

  /** The name on the active tab. */
  async activeTab(): Promise<string> {
    return oneLine(
      (await this.#page.locator('.editor-group-container.active .tab.active .label-name').textContent()) ?? '',
    );
  }

  /** Whether the active tab has changes that are not saved. */
  async isDirty(): Promise<boolean> {
    return (await this.#page.locator('.editor-group-container.active .tab.active.dirty').count()) > 0;
  }

  /** The names on all tabs. */
  async tabs(): Promise<string> {
    return oneLine((await this.#page.locator('.tabs-container .tab .label-name').allInnerTexts()).join(' '));
  }

  /** The lines on the screen. */
  async text(): Promise<string> {
    // Read at once: the editor takes lines away and puts others in their place at any time.
    const placed = await this.#page
      .locator('.part.editor .view-lines .view-line')
      .evaluateAll((lines) => lines.map((line) => [line.getBoundingClientRect().y, line.textContent ?? ''] as const));
    return [...placed]
      .sort(([a], [b]) => a - b)
      .map(([, text]) => text.replaceAll('\u00a0', ' '))
      .join('\n');
  }

  /** What the hover on a text says, once it says what is awaited: its parts come one after the other. */
  async hover(text: string, awaited = /\S/): Promise<string> {
    const hover = this.#page.locator('.monaco-resizable-hover .monaco-hover:visible');
    return waitFor(`a hover on "${text}"`, async () => {
      const { x, y } = await this.#place(text);
      await this.#page.mouse.move(x - 4, y);
      await this.#page.mouse.move(x, y);
      await hover.filter({ hasText: /\S/ }).first().waitFor({ timeout: attempt });
      const said = oneLine((await hover.allInnerTexts()).join(' '));
      return !said.includes('Loading...') && awaited.test(said) && said;
    });
  }

  /** The titles that the quick fix menu offers on a text. The menu is closed again. */
  async quickFixes(text: string): Promise<readonly string[]> {
    await this.#openQuickFixes(text);
    const titles = (await this.#fixes.allInnerTexts()).map(oneLine);
    await this.#page.keyboard.press('Escape');
    return titles;
  }

  /**
   * Opens the menu of quick fixes for the warning under the cursor, by its key alone, and leaves it open. Its titles.
   * The editor hears of fixes a little later than of warnings: who sees no menu presses again.
   */
  async openMenuByKey(): Promise<readonly string[]> {
    const warning = this.#page.locator(
      ['error', 'warning', 'info'].map((kind) => `.part.editor .squiggly-${kind}`).join(),
    );
    return waitFor('the menu of quick fixes', async () => {
      await warning.first().waitFor();
      await this.#page.keyboard.press('Control+.');
      try {
        await this.#fixes.first().waitFor({ timeout: attempt });
      } catch (error) {
        await this.#page.keyboard.press('Escape');
        throw error;
      }
      return (await this.#fixes.allInnerTexts()).map(oneLine);
    });
  }

  /** Applies the quick fix of this title on a text. Playwright ignores case in strings, so the title is a pattern. */
  async applyQuickFix(text: string, title: RegExp): Promise<void> {
    await this.#openQuickFixes(text);
    const fix = this.#fixes.filter({ hasText: title }).first();
    // Older editors lay something over the menu that takes every click, until the mouse moves.
    const box = await fix.boundingBox();
    if (box !== null) await this.#page.mouse.move(box.x + 4, box.y + 4, { steps: 3 });
    await fix.click();
  }

  /** Takes out the line that holds a text. */
  async deleteLine(text: string): Promise<void> {
    const { x, y } = await this.#place(text);
    await this.#page.mouse.click(x, y);
    await this.#page.keyboard.press('Control+Shift+k');
  }

  async save(): Promise<void> {
    await this.#page.keyboard.press('Control+s');
  }

  /** Opens the menu; tries again while the editor has not yet heard of the fixes. */
  async #openQuickFixes(text: string): Promise<void> {
    await waitFor(`quick fixes on "${text}"`, async () => {
      const { x, y } = await this.#place(text);
      await this.#page.mouse.click(x, y);
      await this.#page.keyboard.press('Control+.');
      try {
        await this.#fixes.first().waitFor({ timeout: attempt });
        return true;
      } catch (error) {
        await this.#page.keyboard.press('Escape');
        throw error;
      }
    });
  }

  /** The middle of the first occurrence of a text on the screen. */
  async #place(text: string): Promise<{ readonly x: number; readonly y: number }> {
    const place: unknown = await this.#page.evaluate(placeScript(text));
    if (place === null) throw new Error(`"${text}" is not on the screen.`);
    return place as { x: number; y: number };
  }
}

/** Runs in the page: an editor line is one or more text nodes whose spaces are non-breaking. */
function placeScript(text: string): string {
  return `(() => {
    const wanted = ${JSON.stringify(text.replaceAll(' ', '\u00a0'))};
    for (const line of document.querySelectorAll('.part.editor .editor-group-container.active .view-lines .view-line')) {
      const start = line.textContent.replaceAll(' ', '\\u00a0').indexOf(wanted);
      if (start < 0) continue;
      const middle = start + Math.floor(wanted.length / 2);
      const nodes = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = nodes.nextNode(), offset = 0; node; offset += node.length, node = nodes.nextNode()) {
        if (middle >= offset + node.length) continue;
        const range = document.createRange();
        range.setStart(node, middle - offset);
        range.setEnd(node, middle - offset + 1);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
    return null;
  })()`;
}
