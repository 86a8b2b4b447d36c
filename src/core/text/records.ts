/** Objects and map entries written in the style of their neighbours. */
import { lineEnding } from './edits.ts';

export type FieldValue = string | number | boolean | readonly string[];

/** How one file writes its data. */
export interface RecordStyle {
  /** An existing object of the same list. */
  readonly neighbour: string | undefined;
  readonly quote: '"' | "'";
  readonly quotedKeys: boolean;
  readonly unit: string;
  readonly end: string;
}

/** Looks at the whole file, and at the neighbour where there is one. */
export function recordStyle(text: string, syntax: 'json' | 'script', neighbour: string | undefined): RecordStyle {
  const unit = unitOf(text);
  const end = lineEnding(text);
  if (syntax === 'json') return { neighbour, quote: '"', quotedKeys: true, unit, end };
  const sample = neighbour && /['"]/.test(neighbour) ? neighbour : text;
  const quote = (sample.match(/"/g)?.length ?? 0) > (sample.match(/'/g)?.length ?? 0) ? '"' : "'";
  return {
    neighbour,
    quote,
    quotedKeys: neighbour !== undefined && /[{,]\s*['"][^'"]+['"]\s*:/.test(neighbour),
    unit,
    end,
  };
}

/** One step of indentation: the smallest by which a line goes deeper than the one before. */
export function unitOf(text: string): string {
  if (/\n\t/.test(text)) return '\t';
  let least = 9;
  let depth = 0;
  for (const [, blanks = ''] of text.slice(0, 20000).matchAll(/\n( *)(?=[^\s*])/g)) {
    const step = blanks.length - depth;
    if (step > 1 && step < least) least = step;
    depth = blanks.length;
  }
  return ' '.repeat(least === 9 ? 2 : least);
}

export function quoted(text: string, quote: '"' | "'"): string {
  const json = JSON.stringify(text);
  return quote === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function printField(value: FieldValue, style: RecordStyle): string {
  if (typeof value === 'string') return quoted(value, style.quote);
  if (typeof value === 'object') return `[${value.map((item) => quoted(item, style.quote)).join(', ')}]`;
  return String(value);
}

export function printKey(key: string, style: RecordStyle): string {
  return style.quotedKeys || !/^[A-Za-z_$][\w$]*$/.test(key) ? quoted(key, style.quote) : key;
}

/** An object on one line or on several, as its neighbour is; without one, on several. */
export function printRecord(
  fields: readonly (readonly [string, FieldValue])[],
  style: RecordStyle,
  indent: string,
): string {
  const { neighbour, end } = style;
  const colon = neighbour && /['"\w]:\S/.test(neighbour) && !/['"\w]:\s/.test(neighbour) ? ':' : ': ';
  const parts = fields.map(([key, value]) => `${printKey(key, style)}${colon}${printField(value, style)}`);
  if (neighbour !== undefined && !neighbour.includes('\n')) {
    const gap = /^\{\s/.test(neighbour) ? ' ' : '';
    return `{${gap}${parts.join(/,\S/.test(neighbour) && !/,\s/.test(neighbour) ? ',' : ', ')}${gap}}`;
  }
  const deeper = neighbour === undefined ? indent + style.unit : innerIndent(neighbour, indent, style.unit);
  const comma = neighbour !== undefined && /,\s*\}$/.test(neighbour) ? ',' : '';
  return `{${end}${parts.map((part) => deeper + part).join(`,${end}`)}${comma}${end}${indent}}`;
}

function innerIndent(neighbour: string, indent: string, unit: string): string {
  const own = /\n([ \t]+)\S/.exec(neighbour)?.[1];
  return own !== undefined && own.length > indent.length ? own : indent + unit;
}
