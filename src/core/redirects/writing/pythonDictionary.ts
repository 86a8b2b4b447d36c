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
  return itemsOf(text, head, '{}', /(["'])([^"'\\\n]*)\1\s*:\s*(["'])([^"'\\\n]*)\3/y, (pair, at) => {
    const value = pair[4] ?? '';
    const end = at + pair[0].length;
    return { start: at, end, key: pair[2] ?? '', value, valueStart: end - value.length - 2 };
  });
}

/** A pair of texts, with the place of each. */
export interface Pair extends DictionaryEntry {
  readonly keyStart: number;
  readonly valueEnd: number;
}

/** The literal list of pairs behind `head`, such as `REDIRECTIONS =`; `hidden` when it is anything else. */
export function pairsOf(
  text: string,
  head: RegExp,
): (Span & { readonly items: readonly Pair[] }) | 'hidden' | undefined {
  const pair = /[([]\s*(["'])([^"'\\\n]*)\1\s*,\s*(["'])([^"'\\\n]*)\3\s*,?\s*[)\]]/y;
  return itemsOf(text, head, '[]', pair, ([whole, quote = '', key = '', , value = ''], at) => {
    const keyStart = at + whole.indexOf(quote);
    const valueEnd = at + whole.replace(/(?<!\s)(?:\s*,)?\s*[)\]]$/, '').length;
    return {
      start: at,
      end: at + whole.length,
      key,
      value,
      keyStart,
      valueEnd,
      valueStart: valueEnd - value.length - 2,
    };
  });
}

/** What stands between two brackets, one item as `entry` has it behind the other, with commas and comments between them. */
function itemsOf<Item>(
  text: string,
  head: RegExp,
  brackets: string,
  entry: RegExp,
  made: (found: RegExpExecArray, at: number) => Item,
): (Span & { readonly items: readonly Item[] }) | 'hidden' | undefined {
  const found = head.exec(text);
  if (!found) return undefined;
  const start = found.index + found[0].length;
  if (text[start] !== brackets[0]) return 'hidden';
  const items: Item[] = [];
  for (let at = start + 1; at < text.length; ) {
    const char = text[at];
    if (char === brackets[1]) return { start, end: at + 1, items };
    if (char === '#') {
      const feed = text.indexOf('\n', at);
      at = feed < 0 ? text.length : feed;
    } else if (char === ',' || /\s/.test(char ?? '')) at++;
    else {
      entry.lastIndex = at;
      const item = entry.exec(text);
      if (!item) return 'hidden';
      items.push(made(item, at));
      at = entry.lastIndex;
    }
  }
  return 'hidden';
}
