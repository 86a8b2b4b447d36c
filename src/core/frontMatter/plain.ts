/**
 * A quick reader for the YAML that nearly all front matter is: keys with scalars, lists and maps, nested by indentation. It reads only what has one meaning in every version of YAML and gives up on the first line it does not
 * know, so that the full reader decides; where it answers, the full reader answers the same.
 */
import { plainNumber } from '../text/yaml.ts';
import { oddNumber } from '../text/yamlNumbers.ts';

interface Line {
  readonly indent: number;
  /** Without indentation and spaces at the end; empty for a blank line. */
  readonly text: string;
  /** Spaces at its end were cut, or it is blank and has some. */
  readonly trailing: boolean;
}

/** The mapping; `undefined` when the full reader is needed, as for a block whose last line has no end. */
export function readPlainYaml(block: string): Record<string, unknown> | undefined {
  if (unreadable.test(block) || !block.endsWith('\n')) return undefined;
  const reader: Reader = { lines: splitLines(block), at: 0 };
  const first = current(reader);
  if (first === undefined) return undefined;
  const value = readMap(reader, first.indent);
  return value === GIVE_UP || current(reader) !== undefined ? undefined : value;
}

const SPACE = 32;
const RETURN = 13;
const DASH = 45;
const COLON = 58;
const UNDERSCORE = 95;
const BACKSLASH = '\\';
/** Tabs, and characters that YAML treats in ways of its own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unreadable = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/;

const GIVE_UP = Symbol('give up');
type GiveUp = typeof GIVE_UP;

interface Reader {
  readonly lines: readonly Line[];
  at: number;
}

function splitLines(block: string): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < block.length; ) {
    let end = block.indexOf('\n', at);
    if (end < 0) end = block.length;
    let start = at;
    while (start < end && block.charCodeAt(start) === SPACE) start++;
    let stop = end > at && block.charCodeAt(end - 1) === RETURN ? end - 1 : end;
    const whole = stop;
    while (stop > start && block.charCodeAt(stop - 1) === SPACE) stop--;
    lines.push({
      indent: start - at,
      text: block.slice(start, stop),
      trailing: stop < whole || (start > at && stop <= start),
    });
    at = end + 1;
  }
  return lines;
}

/** The line to be read next: blank ones and comments are passed over. */
function current(reader: Reader): Line | undefined {
  for (;;) {
    const line = reader.lines[reader.at];
    if (line === undefined || (line.text !== '' && line.text[0] !== '#')) return line;
    reader.at++;
  }
}

function readMap(reader: Reader, indent: number): Record<string, unknown> | GiveUp {
  const map: Record<string, unknown> = {};
  for (;;) {
    const line = current(reader);
    if (line === undefined || line.indent < indent) return map;
    if (line.indent > indent) return GIVE_UP;
    const entry = splitEntry(line.text);
    if (entry === undefined || Object.hasOwn(map, entry.key)) return GIVE_UP;
    reader.at++;
    const value = entry.value === '' ? readNested(reader, indent) : readValue(reader, entry.value, indent);
    if (value === GIVE_UP) return GIVE_UP;
    map[entry.key] = value;
  }
}

/** What stands below a key without a value of its own. */
function readNested(reader: Reader, indent: number): unknown {
  const next = current(reader);
  if (next === undefined || next.indent < indent) return null;
  if (isItem(next.text)) return readList(reader, next.indent);
  if (next.indent === indent) return null;
  if (splitEntry(next.text) !== undefined) return readMap(reader, next.indent);
  reader.at++;
  return readValue(reader, next.text, indent);
}

function isItem(text: string): boolean {
  return text.charCodeAt(0) === DASH && (text.length === 1 || text.charCodeAt(1) === SPACE);
}

function readList(reader: Reader, indent: number): unknown[] | GiveUp {
  const list: unknown[] = [];
  for (;;) {
    const line = current(reader);
    if (line === undefined || line.indent < indent) return list;
    if (line.indent > indent || line.text === '-') return GIVE_UP;
    // The keys of a map may stand at the same indentation as the list of the key before them.
    if (!isItem(line.text)) return splitEntry(line.text) === undefined ? GIVE_UP : list;
    let start = 2;
    while (line.text.charCodeAt(start) === SPACE) start++;
    const text = line.text.slice(start);
    let value: unknown;
    if (splitEntry(text) === undefined) {
      reader.at++;
      value = readValue(reader, text, indent);
    } else {
      // The rest of the line is the first entry of a map, indented by the dash.
      const lines: Line[] = [{ ...line, indent: indent + start, text }];
      reader.at++;
      for (let next = reader.lines[reader.at]; next !== undefined; next = reader.lines[reader.at]) {
        if (next.indent <= indent && next.text !== '') break;
        lines.push(next);
        reader.at++;
      }
      const nested: Reader = { lines, at: 0 };
      value = readMap(nested, indent + start);
      if (current(nested) !== undefined) return GIVE_UP;
    }
    if (value === GIVE_UP) return GIVE_UP;
    list.push(value);
  }
}

/** A scalar or flow list that begins on the line just passed, in a collection at `indent`. */
function readValue(reader: Reader, text: string, indent: number): unknown {
  if (text[0] === '|' || text[0] === '>') return readBlockScalar(reader, text, indent);
  const next = reader.lines[reader.at];
  const goesOn = next !== undefined && next.indent > indent && next.text !== '';
  return goesOn ? readContinued(reader, text, indent) : readInline(text);
}

/** A plain scalar over several lines: they are joined by one space. */
function readContinued(reader: Reader, text: string, indent: number): unknown {
  if (!isPlainScalar(text)) return GIVE_UP;
  let whole = text;
  for (let next = reader.lines[reader.at]; next !== undefined; next = reader.lines[reader.at]) {
    if (next.text === '') {
      const after = current(reader);
      // A blank line inside the scalar is a line break.
      return after !== undefined && after.indent > indent ? GIVE_UP : whole;
    }
    if (next.indent <= indent) return whole;
    if (!continuation.test(next.text)) return GIVE_UP;
    whole += ` ${next.text}`;
    reader.at++;
  }
  return whole;
}

/** `|`, `|-`, `>` and `>-`, without lines that are indented more than the others below `>`. */
function readBlockScalar(reader: Reader, header: string, indent: number): unknown {
  const first = reader.lines[reader.at];
  if (!/^[|>]-?$/.test(header) || first === undefined || first.text === '' || first.indent <= indent) return GIVE_UP;
  const folded = header[0] === '>';
  let whole = '';
  let breaks = 0;
  for (let line: Line | undefined = first; line !== undefined; line = reader.lines[reader.at]) {
    if (line.trailing) return GIVE_UP;
    if (line.text === '') breaks++;
    else {
      if (line.indent < first.indent) {
        if (line.indent > indent) return GIVE_UP;
        break;
      }
      const deeper = line.indent - first.indent;
      if (folded && deeper > 0) return GIVE_UP;
      const gap = folded && breaks === 1 ? ' ' : '\n'.repeat(folded ? Math.max(breaks - 1, 0) : breaks);
      whole += gap + ' '.repeat(deeper) + line.text;
      breaks = 1;
    }
    reader.at++;
  }
  return header.length > 1 ? whole : `${whole}\n`;
}

/** `key: value` with a plain key. */
function splitEntry(text: string): { readonly key: string; readonly value: string } | undefined {
  const end = keyEnd(text);
  if (end < 0) return undefined;
  const key = text.slice(0, end);
  if (end <= longestWord && wordsWithMeaning.has(key)) return undefined;
  let start = end + 1;
  while (text.charCodeAt(start) === SPACE) start++;
  return { key, value: text.slice(start) };
}

/** Where the colon after a key of words stands: `last update:`; -1 when the text begins with no such key. */
function keyEnd(text: string): number {
  const first = text.charCodeAt(0);
  if (first !== UNDERSCORE && !isLetter(first)) return -1;
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isLetter(code) || (code >= 45 && code <= 57) || code === UNDERSCORE) continue;
    if (code === COLON) return at + 1 === text.length || text.charCodeAt(at + 1) === SPACE ? at : -1;
    const next = text.charCodeAt(at + 1);
    if (code !== SPACE || next === SPACE || next === COLON) return -1;
  }
  return -1;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

const longestWord = '__proto__'.length;
const wordsWithMeaning: ReadonlySet<string> = new Set([
  ...['null', 'Null', 'NULL', 'true', 'True', 'TRUE', 'false', 'False', 'FALSE'],
  ...['y', 'Y', 'n', 'N', 'yes', 'Yes', 'YES', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF', '__proto__'],
]);

/** A value that ends on its line. */
function readInline(text: string): unknown {
  switch (text[0]) {
    case '"':
      if (!doubleQuoted.test(text)) return GIVE_UP;
      return text.includes(BACKSLASH) ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text.slice(1, -1);
    case "'":
      return singleQuoted.test(text) ? text.slice(1, -1).replaceAll("''", "'") : GIVE_UP;
    case '[':
      return readFlowList(text);
    case '{':
      return text === '{}' ? {} : GIVE_UP;
    default:
      return readPlain(text);
  }
}

const doubleQuoted = /^"(?:[^"\\]|\\["\\])*"$/;
const singleQuoted = /^'(?:[^']|'')*'$/;

function readFlowList(text: string): unknown {
  if (!text.endsWith(']')) return GIVE_UP;
  const inside = text.slice(1, -1).trim();
  if (inside === '') return [];
  const list: unknown[] = [];
  let at = 0;
  while (at < inside.length) {
    flowItem.lastIndex = at;
    const found = flowItem.exec(inside);
    if (found === null) return GIVE_UP;
    const value = readInline(found[1] ?? '');
    if (value === GIVE_UP || value === null) return GIVE_UP;
    list.push(value);
    at = flowItem.lastIndex;
  }
  return list;
}

/** One item and the comma after it, or the end; a comma before the end adds nothing. */
const flowItem =
  / *("(?:[^"\\]|\\["\\])*"|'(?:[^']|'')*'|[^\s,[\]{}"'#:&*!|>%@`?-](?:[^,[\]{}"'#:]*[^\s,[\]{}"'#:])?) *(?:, *|$)/y;

function readPlain(text: string): unknown {
  if (!isPlainScalar(text)) return GIVE_UP;
  const first = text.charCodeAt(0);
  if (first <= 57) {
    if (plainNumber.test(text)) return Number(text);
    // Which value such text is depends on the reader: the full one says which keys have it.
    return oddNumber.test(text) ? GIVE_UP : text;
  }
  // The letters of null, true and false: all else is text.
  const word = first === 126 || 'nNtTfF'.includes(text.charAt(0)) ? plainWords.get(text) : undefined;
  return word === undefined ? text : word;
}

const plainWords: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['true', 'True', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, boolean] => [word, false]),
  ...['~', 'null', 'Null', 'NULL'].map((word): [string, null] => [word, null]),
]);

/** The following lines of a plain scalar may begin with an indicator that needs a space after it to mean something. */
const continuation = /^(?![#?-](?: |$)|#|---|\.\.\.)(?:[^:# ]|:(?=[^ ])|(?<=[^ ])#| (?!#))*$/;

/** No indicator in front, no `: ` and no ` #` inside, no colon at the end. */
function isPlainScalar(text: string): boolean {
  return plainStart.test(text) && !text.includes(': ') && !text.includes(' #') && !text.endsWith(':');
}

const plainStart = /^(?!---|\.\.\.)(?:[^\s#:&*!|>%@`?,[\]{}"'-]|-[^ ])/;
