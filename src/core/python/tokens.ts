/**
 * Cuts Python source into tokens, with the end of every logical line.
 * https://docs.python.org/3/reference/lexical_analysis.html
 */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'operator' | 'end';
  readonly text: string;
  /** The meaning of a string or number; `undefined` for bytes and for strings with expressions in them. */
  readonly value?: string | number | undefined;
  readonly line: number;
  readonly column: number;
  /** Open brackets around it; an opening or closing bracket has the depth outside of it. */
  readonly depth: number;
}

const pattern =
  /(?<space>[ \t\f\r]+|\\\r?\n|#[^\n]*)|(?<newline>\n)|(?<prefix>[rRbBuUfF]{0,3})(?<quote>"""|'''|"|')|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>0[xX][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][+-]?\d+)?)|(?<operator>\*\*|\/\/|->|:=|[-+*/%|&^@<>=!]=|.)/suy;

export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let depth = 0;
  let at = 0;
  const moveTo = (next: number): void => {
    for (let i = source.indexOf('\n', at); i >= 0 && i < next; i = source.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    at = next;
  };

  while (at < source.length) {
    pattern.lastIndex = at;
    const groups = pattern.exec(source)?.groups;
    if (groups === undefined) break;
    const place = { line, column: at - lineStart, depth };
    const { space, newline, prefix = '', quote, name, number, operator = '' } = groups;
    if (space !== undefined) moveTo(at + space.length);
    else if (newline !== undefined) {
      if (depth === 0) tokens.push({ kind: 'end', text: '', ...place });
      moveTo(at + 1);
    } else if (quote !== undefined) {
      const { raw, end } = stringEnd(source, at + prefix.length + quote.length, quote);
      tokens.push({ kind: 'string', text: source.slice(at, end), value: stringValue(raw, prefix), ...place });
      moveTo(end);
    } else if (name !== undefined) {
      tokens.push({ kind: 'name', text: name, ...place });
      moveTo(at + name.length);
    } else if (number !== undefined) {
      const value = Number(number.replaceAll('_', ''));
      tokens.push({ kind: 'number', text: number, value, ...place });
      moveTo(at + number.length);
    } else if (operator === ';' && depth === 0) {
      tokens.push({ kind: 'end', text: '', ...place });
      moveTo(at + 1);
    } else {
      if (')]}'.includes(operator)) depth = Math.max(0, depth - 1);
      tokens.push({ kind: 'operator', text: operator, ...place, depth });
      if ('([{'.includes(operator)) depth++;
      moveTo(at + operator.length);
    }
  }
  tokens.push({ kind: 'end', text: '', line, column: 0, depth: 0 });
  return tokens;
}

function stringEnd(source: string, start: number, quote: string): { readonly raw: string; readonly end: number } {
  let at = start;
  while (at < source.length && !source.startsWith(quote, at)) {
    // An open string ends with its line.
    if (quote.length === 1 && source[at] === '\n') return { raw: source.slice(start, at), end: at };
    at += source[at] === '\\' ? 2 : 1;
  }
  return { raw: source.slice(start, at), end: Math.min(source.length, at + quote.length) };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

function stringValue(raw: string, prefix: string): string | undefined {
  const flags = prefix.toLowerCase();
  if (flags.includes('b') || (flags.includes('f') && raw.includes('{'))) return undefined;
  if (flags.includes('r')) return raw;
  return raw.replace(
    /\\(?:\r?\n|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs,
    (whole, x, u, U, plain) => {
      const code: string | undefined = x ?? u ?? U;
      if (code !== undefined) return codePoint(Number.parseInt(code, 16)) ?? whole;
      if (plain === undefined) return '';
      return ['\\', "'", '"'].includes(plain) ? plain : (escapes[plain] ?? whole);
    },
  );
}

function codePoint(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
