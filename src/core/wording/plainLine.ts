/** One line of plain text in an editor: a message, the label of a row, the title of a choice. */
import { bounded, visible } from './visible.ts';

/** An editor shows no more of a message; a label that is longer only takes its time. */
const longest = 1000;

/**
 * The text as one line of at most 1,000 characters. An editor reads two notations in plain texts, which are the user's own
 * words nowhere: `[text](command:…)` in messages is a link that runs a command, and `$(name)` an icon.
 */
export function plainLine(text: string): string {
  return bounded(visible(text), longest)
    .replace(/\](?=\()/g, '\\u005d')
    .replace(/\$(?=\([a-z0-9-])/gi, '\\u0024');
}

/** Several lines, each clean: a tooltip, the details of a question. */
export function plainLines(lines: readonly string[]): string {
  return lines.map(plainLine).join('\n');
}
