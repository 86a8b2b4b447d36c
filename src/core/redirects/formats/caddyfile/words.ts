/** The lines of a Caddyfile by its own words: quotes and backticks hold blanks together. https://caddyserver.com/docs/caddyfile/concepts#tokens-and-quotes */
import { type RuleLine, ruleLines, type Word } from '../../../text/redirectLines.ts';

/** A line whose words are without their quotes; the offsets are with them. One that ends in a backslash goes on in the next. */
export function caddyLines(text: string): readonly RuleLine[] {
  const lines: RuleLine[] = [];
  let open: RuleLine | undefined;
  for (const line of ruleLines(text)) {
    const read = unquotedLine(line, text);
    const whole = open ? { ...open, end: read.end, next: read.next, words: [...open.words, ...read.words] } : read;
    const last = read.words.at(-1);
    const goesOn = last?.text.endsWith('\\') === true && last.end === line.end && line.next < text.length;
    open = goesOn ? { ...whole, words: withoutBackslash(whole.words) } : undefined;
    if (!goesOn) lines.push(whole);
  }
  return lines;
}

function withoutBackslash(words: readonly Word[]): readonly Word[] {
  return words.flatMap((word, i) => {
    if (i < words.length - 1) return [word];
    const text = word.text.slice(0, -1);
    return text === '' ? [] : [{ ...word, text, end: word.end - 1 }];
  });
}

function unquotedLine(line: RuleLine, text: string): RuleLine {
  const [first] = line.words;
  if (first === undefined || !/["`]/.test(text.slice(first.start, line.end))) return line;
  const words: Word[] = [];
  const found = text.slice(first.start, line.end).matchAll(/"((?:[^"\\]|\\.)*)"|`([^`]*)`|\S+/g);
  for (const { 0: whole, 1: quoted, 2: raw, index } of found) {
    if (whole.startsWith('#')) break;
    const start = first.start + index;
    words.push({ text: raw ?? quoted?.replace(/\\"/g, '"') ?? whole, start, end: start + whole.length });
  }
  return { ...line, words };
}
