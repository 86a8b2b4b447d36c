/** Objects and map entries written in the syntax of their file and the style of their neighbours. */
import { lineEnding } from './edits.ts';
import { yamlScalar } from './yamlEdit.ts';

export type FieldValue = string | number | boolean | readonly string[];

export type Fields = readonly (readonly [string, FieldValue])[];

/** In what a file holds its data; each writes keys, texts and objects in its own way. */
export type DataSyntax = 'json' | 'yaml' | 'toml' | 'script';

/** How one file writes its data. */
export interface RecordStyle {
  readonly syntax: DataSyntax;
  /** An existing object of the same list. */
  readonly neighbour: string | undefined;
  readonly quote: '"' | "'";
  readonly quotedKeys: boolean;
  /** Of YAML, where text may go without: the neighbour puts all of its own in quotes. */
  readonly quotesAll: boolean;
  readonly unit: string;
  readonly end: string;
}

/** Looks at the whole file, and at the neighbour where there is one. */
export function recordStyle(text: string, syntax: DataSyntax, neighbour: string | undefined): RecordStyle {
  const common = { syntax, neighbour, unit: unitOf(text), end: lineEnding(text), quotesAll: false };
  if (syntax === 'json') return { ...common, quote: '"', quotedKeys: true };
  const sample = neighbour && /['"]/.test(neighbour) ? neighbour : text;
  const [double = 0, single = 0] = [/"/g, /'/g].map((sign) => sample.match(sign)?.length ?? 0);
  const isDouble = syntax === 'script' ? double > single : double >= single;
  return {
    ...common,
    quote: isDouble ? '"' : "'",
    quotedKeys: neighbour !== undefined && /(?:[{,]\s*|^|\n[ \t]*)['"][^'"\n]+['"]\s*[:=]/.test(neighbour),
    quotesAll: neighbour !== undefined && /:\s+['"]/.test(neighbour) && !/:[ \t]+[/\p{L}]/u.test(neighbour),
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

/** Text between quotes as JSON and scripts write it. */
export function quoted(text: string, quote: '"' | "'"): string {
  const json = JSON.stringify(text);
  return quote === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function printField(value: FieldValue, style: RecordStyle): string {
  if (typeof value === 'string') return printText(value, style);
  if (typeof value === 'object') return `[${value.map((item) => printText(item, style)).join(', ')}]`;
  return String(value);
}

function printText(text: string, style: RecordStyle): string {
  switch (style.syntax) {
    case 'json':
    case 'script':
      return quoted(text, style.quote);
    case 'yaml':
      return yamlScalar(text, style.quote, style.quotesAll);
    case 'toml':
      // A literal text of TOML knows no escapes.
      return style.quote === "'" && /^[^'\p{Cc}]*$/u.test(text) ? `'${text}'` : JSON.stringify(text);
    default:
      return style.syntax satisfies never;
  }
}

export function printKey(key: string, style: RecordStyle): string {
  switch (style.syntax) {
    case 'json':
    case 'script':
      return style.quotedKeys || !/^[A-Za-z_$][\w$]*$/.test(key) ? quoted(key, style.quote) : key;
    case 'yaml':
      return yamlScalar(key, style.quote, style.quotedKeys);
    case 'toml':
      return style.quotedKeys || !/^[\w-]+$/.test(key) ? printText(key, style) : key;
    default:
      return style.syntax satisfies never;
  }
}

/** `key: value`, or `key = value`. */
export function printMember(key: string, value: string, style: RecordStyle, colon = ': '): string {
  return `${printKey(key, style)}${style.syntax === 'toml' ? ' = ' : colon}${value}`;
}

/** An object in braces, on one line or on several, as its neighbour is; without one, on several where that is custom. */
export function printRecord(fields: Fields, style: RecordStyle, indent: string): string {
  const { neighbour, end, syntax } = style;
  const isTight = neighbour !== undefined && /['"\w]:\S/.test(neighbour) && !/['"\w]:\s/.test(neighbour);
  // In YAML a blank makes the colon one.
  const colon = isTight && syntax !== 'yaml' ? ':' : ': ';
  const parts = fields.map(([key, value]) => printMember(key, printField(value, styleLike(key, style)), style, colon));
  const isFlat = neighbour === undefined ? syntax === 'yaml' : !neighbour.includes('\n');
  // An inline table of TOML may not go over several lines.
  if (isFlat || syntax === 'toml') {
    const gap = neighbour === undefined || /^\{\s/.test(neighbour) ? ' ' : '';
    const isDense = neighbour !== undefined && /,\S/.test(neighbour) && !/,\s/.test(neighbour);
    return `{${gap}${parts.join(isDense ? ',' : ', ')}${gap}}`;
  }
  const deeper = neighbour === undefined ? indent + style.unit : innerIndent(neighbour, indent, style.unit);
  const comma = neighbour !== undefined && /,\s*\}$/.test(neighbour) ? ',' : '';
  return `{${end}${parts.map((part) => deeper + part).join(`,${end}`)}${comma}${end}${indent}}`;
}

/** The lines of an object that YAML tells by their indentation; those after the first begin with `indent`. */
export function printBlock(fields: Fields, style: RecordStyle, indent: string): string {
  const lines = fields.map(([key, value]) => printMember(key, printField(value, styleLike(key, style)), style));
  return lines.join(`${style.end}${indent}`);
}

/** In YAML, in quotes or not as the neighbour's text of the same key is. */
function styleLike(key: string, style: RecordStyle): RecordStyle {
  if (style.syntax !== 'yaml' || style.neighbour === undefined) return style;
  const own = new RegExp(`(?:^|[\\s{,])${key.replace(/\W/g, '\\$&')}["']?:[ \\t]+(\\S)`).exec(style.neighbour)?.[1];
  return own === undefined ? style : { ...style, quotesAll: own === '"' || own === "'" };
}

function innerIndent(neighbour: string, indent: string, unit: string): string {
  const own = /\n([ \t]+)\S/.exec(neighbour)?.[1];
  return own !== undefined && own.length > indent.length ? own : indent + unit;
}
