/**
 * All that the command line prints. The type can be made here only, out of strings that are cleaned on the way, so that no
 * text of a stranger reaches a terminal, a table or a build server as it is.
 */
import { withoutBuildCommands } from './buildCommands.ts';
import { bounded, visible, visibleJson } from './visible.ts';

declare const brand: unique symbol;

/** Whole lines, or a progress line, fit to be printed. */
export type TerminalText = string & { readonly [brand]: 'TerminalText' };

/** A text in a colour of ours: the number of its escape sequence, and the text, which may be a stranger's. */
export interface Coloured {
  readonly colour: number;
  readonly text: string;
}

/** One line of text: whatever stands in its parts, it stays one line. */
export function terminalLine(...parts: readonly (string | Coloured)[]): TerminalText {
  return line(parts.map((part) => (typeof part === 'string' ? visible(part) : painted(part))).join(''));
}

export function terminalLines(lines: readonly string[]): TerminalText {
  return together(lines.map((each) => terminalLine(each)));
}

/** One row of a table for programs: as many columns as there are cells, whatever stands in them. */
export function tsvRow(...cells: readonly string[]): TerminalText {
  return line(cells.map(visible).join('\t'));
}

type Replacer = (key: string, value: unknown) => unknown;

/** One value as one line of JSON that reads back as the same value. */
export function jsonLine(value: unknown, replacer?: Replacer): TerminalText {
  return line(visibleJson(JSON.stringify(value, replacer)));
}

/** In letters. A line of a few of them is one piece. */
const longestPiece = 1 << 17;

/**
 * The same line in pieces, none much longer than one entry of a list, so that what is large is not held once more as a text,
 * and again as it is cleaned. No sign of a command goes over the end of one.
 */
export function* jsonPieces(
  value: Readonly<Record<string, unknown>>,
  replacer: Replacer,
): Generator<TerminalText, void> {
  let piece = '{';
  let isFirst = true;
  const taken = () => {
    const text = withoutBuildCommands(visibleJson(piece)) as TerminalText;
    piece = '';
    return text;
  };
  for (const [key, given] of Object.entries(value)) {
    const member = replacer(key, given);
    const whole = Array.isArray(member) ? '' : JSON.stringify(member, replacer);
    if (whole === undefined) continue;
    piece += `${isFirst ? '' : ','}${JSON.stringify(key)}:${whole}`;
    isFirst = false;
    if (!Array.isArray(member)) continue;
    piece += '[';
    for (const [place, entry] of member.entries()) {
      piece += `${place === 0 ? '' : ','}${JSON.stringify(entry, replacer) ?? 'null'}`;
      if (piece.length > longestPiece) yield taken();
    }
    piece += ']';
  }
  piece += '}';
  yield `${taken()}\n` as TerminalText;
}

export function together(texts: readonly TerminalText[]): TerminalText {
  return texts.join('') as TerminalText;
}

/** A longer one would wrap, and only its last row could be cleared. */
const longestStep = 120;

/** The line of progress, written over the one before. */
export function progressLine(step: string): TerminalText {
  return `${clearedLine}${bounded(visible(step), longestStep)}` as TerminalText;
}

/** Takes the line of progress away. */
export const clearedLine = '\r\x1b[K' as TerminalText;

function painted({ colour, text }: Coloured): string {
  return `\x1b[${colour}m${visible(text)}\x1b[0m`;
}

function line(cleaned: string): TerminalText {
  return `${withoutBuildCommands(cleaned)}\n` as TerminalText;
}
