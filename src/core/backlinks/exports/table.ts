/** Tables as programs export them: any delimiter, fields in quotes with line ends and doubled quotes, rows with numbers. */

/** One row; `line` is where it begins, counted from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why it is no row, as a clause. */
  readonly problem?: string | undefined;
}

/** Lines of a text as they are read, some at a time; `undefined` for one that is too long to be held. */
export type LineBatches = AsyncIterable<readonly (string | undefined)[]>;

const delimiters = [',', '\t', ';', '|'] as const;

/** What stands between the cells; `undefined` where nothing does, so that each line is one cell. */
export function delimiterOf(start: string): string | undefined {
  const lines = start.split(/\r\n|\r|\n/, linesToTell).filter((line) => line.trim() !== '' && !isComment(line));
  const told = /^sep=(.)$/i.exec(lines[0] ?? '')?.[1];
  if (told !== undefined) return told;
  const found = delimiters.map((delimiter) => ({ delimiter, ...usualWidth(lines, delimiter) }));
  const [best] = found.sort((a, b) => b.often - a.often || b.width - a.width);
  return best === undefined || best.often === 0 ? undefined : best.delimiter;
}

const linesToTell = 30;

/** How many cells most of the lines have that have several: a title may stand in front, and prose has commas too. */
function usualWidth(lines: readonly string[], delimiter: string): { readonly width: number; readonly often: number } {
  const widths = new Map<number, number>();
  for (const line of lines) {
    const width = cellsOf(line, delimiter)?.length ?? 1;
    if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1);
  }
  const [[width, often] = [1, 0]] = [...widths].sort(([a, one], [b, other]) => other - one || b - a);
  return { width, often };
}

/** A remark in front of a table, as some exports have it; a column may be called `#`. */
function isComment(line: string): boolean {
  return /^\s*#/.test(line) && !/^\s*#\s*[,;\t]/.test(line);
}

/** The same of a line that was taken apart. */
export function isCommentRow([first = '', ...others]: readonly string[]): boolean {
  return first.startsWith('#') && (first !== '#' || others.length === 0);
}

/** A row of more lines than this, or longer, has a quote that is never closed. */
const mostLinesOfRow = 100;
const longestRow = 200_000;

/**
 * The rows with anything in them. A quote that is never closed costs its own line alone: the lines behind it are read
 * again as rows of their own, also where the quote of a later row seems to close it. `width`: the cells of the header, where
 * there is one.
 */
export async function* tableRows(
  batches: LineBatches,
  delimiter: string | undefined,
  width?: number,
): AsyncGenerator<TableRow> {
  let open: { readonly line: number; readonly lines: string[]; length: number } | undefined;
  let number = 0;
  for await (const batch of batches) {
    for (const text of batch) {
      number++;
      if (text === undefined) {
        yield { line: number, cells: [], problem: 'the line is too long to be a row' };
        continue;
      }
      if (open === undefined) {
        if (text.trim() === '') continue;
        const row = rowAt(number, text, delimiter);
        if (row === undefined) open = { line: number, lines: [text], length: text.length };
        else yield row;
        continue;
      }
      open.lines.push(text);
      open.length += text.length;
      const whole = text.includes('"') ? rowAt(open.line, open.lines.join('\n'), delimiter) : undefined;
      if (whole === undefined && open.lines.length <= mostLinesOfRow && open.length <= longestRow) continue;
      if (whole === undefined || isOfSeveral(whole, open.lines, { delimiter, width })) yield* unclosed(open, delimiter);
      else yield whole;
      open = undefined;
    }
  }
  if (open !== undefined) yield* unclosed(open, delimiter);
}

function* unclosed({ line, lines }: { readonly line: number; readonly lines: readonly string[] }, delimiter?: string) {
  for (const [at, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const cells = cellsOf(text, delimiter);
    const problem = 'a quotation mark is opened and never closed';
    yield cells === undefined ? { line: line + at, cells: [text], problem } : { line: line + at, cells };
  }
}

/** A row over several lines that is no row, and one of its lines is one alone. */
function isOfSeveral(
  { cells }: TableRow,
  lines: readonly string[],
  { delimiter, width }: { readonly delimiter: string | undefined; readonly width: number | undefined },
): boolean {
  if (width === undefined || delimiter === undefined) return false;
  if (cells.length === width && !hasTextBehindQuote(lines.join('\n'), delimiter)) return false;
  return lines.slice(1).some((line) => cellsOf(line, delimiter)?.length === width);
}

/** A cell in quotation marks ends with them; what goes on was opened by another row's. */
function hasTextBehindQuote(text: string, delimiter: string): boolean {
  for (let at = 0; at < text.length; ) {
    while (text[at] === ' ') at++;
    const close = text[at] === '"' ? closingQuote(text, at + 1) : at - 1;
    const next = text.indexOf(delimiter, close + 1);
    const end = next < 0 ? text.length : next;
    if (close >= at && text.slice(close + 1, end).trim() !== '') return true;
    at = end + delimiter.length;
  }
  return false;
}

function rowAt(line: number, text: string, delimiter: string | undefined): TableRow | undefined {
  const cells = cellsOf(text, delimiter);
  return cells && { line, cells };
}

/** `undefined` where a quotation mark is open at the end. Without a delimiter the whole is one cell. */
export function cellsOf(text: string, delimiter: string | undefined): readonly string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let start = at;
    while (text[start] === ' ') start++;
    let end: number;
    if (text[start] === '"') {
      const close = closingQuote(text, start + 1);
      if (close < 0) return undefined;
      end = delimiter === undefined ? text.length : text.indexOf(delimiter, close);
      if (end < 0) end = text.length;
      // What stands behind the quotation mark belongs to the cell, as the writer meant no quotation.
      cells.push(text.slice(start + 1, close).replaceAll('""', '"') + text.slice(close + 1, end).trimEnd());
    } else {
      end = delimiter === undefined ? text.length : text.indexOf(delimiter, at);
      if (end < 0) end = text.length;
      cells.push(text.slice(start, end).trim());
    }
    if (end >= text.length) return cells;
    at = end + (delimiter?.length ?? 1);
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}
