/** The lines of a Caddyfile by its own words: quotes and backticks hold blanks together. https://caddyserver.com/docs/caddyfile/concepts#tokens-and-quotes */
import { type RuleLine, ruleLines, type Word } from '../../../text/redirectLines.ts';

/** A line whose words are without their quotes; the offsets are with them. */
export function caddyLines(text: string): readonly RuleLine[] {
  return ruleLines(text).map((line) => {
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
  });
}
