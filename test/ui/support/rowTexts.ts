import type { Locator } from 'playwright-core';
import { oneLine } from './oneLine.ts';

/** The parts of a list row that a person reads as one word or phrase each. */
const phrases = '.monaco-highlighted-label, .label-name, .label-description, .marker-line, .monaco-count-badge';

/** The text of each list row: label, description and so on, a space between them. */
export async function rowTexts(rows: Locator): Promise<readonly string[]> {
  const texts = await rows.evaluateAll(
    (elements, selector) =>
      elements.map((row) =>
        [...row.querySelectorAll(selector)]
          .filter((part) => !part.parentElement?.closest(selector))
          .map((part) => part.textContent)
          .join(' '),
      ),
    phrases,
  );
  return texts.map(oneLine);
}
