/** A dictionary of texts in a program of Python, read as it is written: nothing is run. */
import type { Span } from '../../text/lists.ts';

/** A key and its text, with the place of both. */
export interface DictionaryEntry extends Span {
  readonly key: string;
  readonly value: string;
  readonly valueStart: number;
}

/** What stands between two braces. */
export interface Dictionary extends Span {
  readonly items: readonly DictionaryEntry[];
}

/** The literal dictionary behind `head`, such as `redirects =`; `hidden` when it is anything else. */
export function dictionaryOf(text: string, head: RegExp): Dictionary | 'hidden' | undefined {
  const found = head.exec(text);
  if (!found) return undefined;
  const start = found.index + found[0].length;
  if (text[start] !== '{') return 'hidden';
  const items: DictionaryEntry[] = [];
  const entry = /(["'])([^"'\\\n]*)\1\s*:\s*(["'])([^"'\\\n]*)\3/y;
  for (let at = start + 1; at < text.length; ) {
    const char = text[at];
    if (char === '}') return { start, end: at + 1, items };
    if (char === '#') {
      const feed = text.indexOf('\n', at);
      at = feed < 0 ? text.length : feed;
    } else if (char === ',' || /\s/.test(char ?? '')) at++;
    else {
      entry.lastIndex = at;
      const pair = entry.exec(text);
      if (!pair) return 'hidden';
      const value = pair[4] ?? '';
      const end = at + pair[0].length;
      items.push({ start: at, end, key: pair[2] ?? '', value, valueStart: end - value.length - 2 });
      at = end;
    }
  }
  return 'hidden';
}
