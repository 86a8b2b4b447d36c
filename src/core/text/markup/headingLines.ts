/** Where the headings of a Markdown page begin: lines that begin with number signs, outside of blocks of code. */

/** A heading of a page. */
export interface HeadingLine {
  /** Offset of its line. */
  readonly start: number;
  /** From 1. */
  readonly level: number;
  /** Without its number signs. */
  readonly text: string;
}

const mostLevels = 6;

/** In their order. https://spec.commonmark.org/0.31.2/#atx-headings, #fenced-code-blocks */
export function headingLines(page: string): readonly HeadingLine[] {
  const found: HeadingLine[] = [];
  let fence: string | undefined;
  for (let start = 0; start < page.length; ) {
    const next = page.indexOf('\n', start);
    const end = next < 0 ? page.length : next;
    const line = page.slice(start, end).trimEnd();
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark)
        fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else if (line.startsWith('#')) {
      const text = line.replace(/^#+/, '');
      const level = line.length - text.length;
      if (level <= mostLevels && /^[ \t]/.test(text)) found.push({ start, level, text: withoutMarks(text.trim()) });
    }
    start = end + 1;
  }
  return found;
}

function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '#') end--;
  return /[ \t]/.test(text[end - 1] ?? '') ? text.slice(0, end).trimEnd() : text;
}
