/** Line-oriented rule files: words with their offsets, and whole lines taken in and out. */

import { lineEnding, type TextEdit } from './edits.ts';
import { lastTwo } from './remembered.ts';

/** A word of a line, by offsets of the text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A line of a redirect file, by offsets of the text. */
export interface RuleLine {
  /** Counted from 1. */
  readonly number: number;
  readonly start: number;
  /** Before the line ending. */
  readonly end: number;
  /** The start of the next line, or the end of the text. */
  readonly next: number;
  /** Without the comment. */
  readonly words: readonly Word[];
  readonly comment: boolean;
  /** Of what stands there, with the comment and without the blanks around it. */
  readonly length: number;
}

/** Whoever plans a redirect into a text splits it several times. */
const known = lastTwo<readonly RuleLine[]>();

/** Splits a text into lines of words; a word that starts with `#` begins a comment. */
export function ruleLines(text: string): readonly RuleLine[] {
  return known(text, () => split(text));
}

function split(text: string): readonly RuleLine[] {
  const lines: RuleLine[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (let number = 1; at < text.length; number++) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    let end = feed < 0 ? text.length : feed;
    if (end > at && text[end - 1] === '\r') end--;
    const words: Word[] = [];
    let comment = false;
    for (const found of text.slice(at, end).matchAll(/\S+/g)) {
      if (found[0].startsWith('#')) {
        comment = true;
        break;
      }
      words.push({ text: found[0], start: at + found.index, end: at + found.index + found[0].length });
    }
    lines.push({ number, start: at, end, next, words, comment, length: text.slice(at, end).trim().length });
    at = next;
  }
  return lines;
}

/** The same where a line that ends in a backslash goes on in the next one, as in configurations of Apache. */
export function continuedLines(text: string): readonly RuleLine[] {
  const lines: RuleLine[] = [];
  let open: RuleLine | undefined;
  for (const line of ruleLines(text)) {
    const whole: RuleLine = open
      ? { ...open, end: line.end, next: line.next, words: open.comment ? [] : [...open.words, ...line.words] }
      : line;
    const goesOn = text[line.end - 1] === '\\' && line.next < text.length;
    const words = goesOn
      ? whole.words.filter(({ text: word, end }) => !(word === '\\' && end === line.end))
      : whole.words;
    open = goesOn ? { ...whole, words } : undefined;
    if (!goesOn) lines.push(whole);
  }
  return open ? [...lines, open] : lines;
}

/** Puts whole lines in front of the line that starts at `at` (or at the end), keeping how the file ends. */
export function insertLines(text: string, at: number, lines: readonly string[]): readonly TextEdit[] {
  if (lines.length === 0) return [];
  const end = lineEnding(text);
  const block = lines.join(end);
  const opensLine = at === 0 || text[at - 1] === '\n' || (at === 1 && text.startsWith('\uFEFF'));
  if (!opensLine) return [{ start: at, end: at, text: end + block }];
  return [{ start: at, end: at, text: block + end }];
}

/** Takes the whole lines that hold `start` to `end` out; the line before becomes the last one if they were. */
export function removeLines(text: string, start: number, end: number): TextEdit {
  let from = text.lastIndexOf('\n', start - 1) + 1;
  if (from === 0 && text.startsWith('\uFEFF')) from = 1;
  const feed = text.indexOf('\n', Math.max(end - 1, start));
  if (feed >= 0) return { start: from, end: feed + 1, text: '' };
  if (from > 1 && text[from - 1] === '\n') from -= text[from - 2] === '\r' ? 2 : 1;
  return { start: from, end: text.length, text: '' };
}

/** Takes a statement out with its line and the comment behind it, or alone where others stand on the same line. */
export function removeStatement(text: string, start: number, end: number): TextEdit {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [behind = ''] = /^[^\r\n]*/.exec(text.slice(end)) ?? [];
  if (/^\uFEFF?[ \t]*$/.test(before) && /^[ \t;,]*(?:(?:#|\/\/|\/\*|<!--).*)?$/.test(behind)) {
    return removeLines(text, start, end);
  }
  const gap = /[ \t]*$/.exec(before)?.[0].length ?? 0;
  if (gap > 0 && gap < before.length) return { start: start - gap, end, text: '' };
  return { start, end: end + (/^[ \t]*/.exec(behind)?.[0].length ?? 0), text: '' };
}

/** A line of words set in the columns of its neighbour: the same tabs, or padded to the same column. */
export function alignLike(words: readonly string[], neighbour: RuleLine | undefined, text: string): string {
  let line = '';
  words.forEach((word, i) => {
    const before = neighbour?.words[i - 1];
    const model = neighbour?.words[i];
    if (i > 0) {
      const gap = before && model ? text.slice(before.end, model.start) : ' ';
      line += gap.includes('\t') || gap.length === 1 ? gap : ' '.repeat(padding(line, model, neighbour, gap));
    }
    line += word;
  });
  return line;
}

function padding(line: string, model: Word | undefined, neighbour: RuleLine | undefined, gap: string): number {
  if (!model || !neighbour) return gap.length;
  return Math.max(1, model.start - neighbour.start - line.length);
}
