/**
 * Ruby, split into tokens in one pass: texts with what is filled into them, patterns, symbols, lists of words, numbers,
 * names and signs. https://docs.ruby-lang.org/en/3.4/syntax/literals_rdoc.html
 */

/** A text whose parts in `#{…}` only running the program would tell. */
export interface RubyText {
  readonly kind: 'text';
  /** What is written and, in between, the code that is filled in. */
  readonly parts: readonly (string | { readonly code: string })[];
}

/** A regular expression as it is written. */
export interface RubyPattern {
  readonly kind: 'pattern';
  readonly source: string;
  readonly ignoresCase: boolean;
}

/** A piece of the program, by its offsets. */
export interface RubyToken {
  readonly kind: 'text' | 'pattern' | 'symbol' | 'words' | 'number' | 'name' | 'sign' | 'newline';
  /** As it is written; of a symbol its name. */
  readonly text: string;
  readonly value?: string | RubyText | RubyPattern | readonly string[];
  readonly start: number;
  readonly end: number;
  /** Blanks stand in front of it. */
  readonly isApart: boolean;
}

const unknown: RubyText = { kind: 'text', parts: [{ code: '' }] };

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

const blank = /(?:[ \t\r\f]|\\\r?\n)+/y;
const comment = /#[^\n]*/y;
const name = /@{0,2}\$?[\p{L}_][\p{L}\p{N}_]*[?!]?(?!=[^=~>])|@{0,2}\$?[\p{L}_][\p{L}\p{N}_]*/uy;
const number = /\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?/iy;
const symbol = /:(?:[\p{L}_][\p{L}\p{N}_]*[?!=]?(?!>))/uy;
const sign = /=>|\|\||&&|<<|>>|[=!]=|[=!]~|::|\*\*|\.\.\.?|&\.|[-+*/|&]=|->|[^\s]/uy;
const heredoc = /<<[~-]?(["'`]?)([A-Z_][A-Z0-9_]*)\1/y;
const percent = /%([wWiIqQr]?)([([{<|!/])/y;

/** What is cut short by a missing end is read as far as it goes. */
export function rubyTokens(source: string): readonly RubyToken[] {
  return new Reader(source.replace(/^\uFEFF/, ' ')).tokens();
}

class Reader {
  private at = 0;
  private isApart = false;
  private readonly found: RubyToken[] = [];
  private readonly heredocs: string[] = [];
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  tokens(): readonly RubyToken[] {
    while (this.at < this.source.length) {
      this.isApart = this.take(blank) !== undefined;
      if (this.at >= this.source.length) break;
      if (this.source[this.at] === '\n') this.newline();
      else if (this.take(comment) === undefined) this.token();
    }
    return this.found;
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source) ?? undefined;
    if (match !== undefined) this.at = pattern.lastIndex;
    return match;
  }

  private add(kind: RubyToken['kind'], start: number, text: string, value?: RubyToken['value']): void {
    const token = { kind, text, start, end: this.at, isApart: this.isApart };
    this.found.push(value === undefined ? token : { ...token, value });
  }

  /** Skips the texts that begin on the next line, and what stands between `=begin` and `=end` or behind `__END__`. */
  private newline(): void {
    const start = this.at++;
    this.add('newline', start, '\n');
    for (const end of this.heredocs.splice(0)) {
      while (this.at < this.source.length && this.line().trim() !== end);
    }
    if (this.source.startsWith('__END__', this.at)) this.at = this.source.length;
    if (!this.source.startsWith('=begin', this.at)) return;
    while (this.at < this.source.length && !this.line().startsWith('=end'));
  }

  private line(): string {
    const feed = this.source.indexOf('\n', this.at);
    const end = feed < 0 ? this.source.length : feed;
    const line = this.source.slice(this.at, end);
    this.at = end + 1;
    return line;
  }

  private token(): void {
    const start = this.at;
    const char = this.source[start] ?? '';
    if (char === '"' || char === "'" || char === '`') {
      this.at++;
      const value = this.delimited(char, char !== "'");
      this.add('text', start, char, char === '`' ? unknown : value);
    } else if (char === ':' && this.source[start + 1] === '"') {
      this.at += 2;
      this.add('symbol', start, '', this.delimited('"', true));
    } else if (char === '/' && this.mayBeginValue()) this.pattern('/', start);
    else if (!(char === '%' && this.mayBeginValue() && this.percent(start)) && !this.heredoc(start)) this.plain(start);
  }

  private heredoc(start: number): boolean {
    const begun = this.take(heredoc);
    if (begun === undefined) return false;
    this.heredocs.push(begun[2] ?? '');
    this.add('text', start, '<<', unknown);
    return true;
  }

  private plain(start: number): void {
    const read = (pattern: RegExp) => this.take(pattern)?.[0];
    const named = read(name);
    const digits = named === undefined ? read(number) : undefined;
    // In `a ? b :c` and `key:value` no symbol begins.
    const isSymbol = this.source[start] === ':' && this.source[start + 1] !== ':';
    const written = isSymbol ? read(symbol) : undefined;
    if (named !== undefined) this.add('name', start, named);
    else if (digits !== undefined) this.add('number', start, digits);
    else if (written !== undefined) this.add('symbol', start, written.slice(1), written.slice(1));
    else this.add('sign', start, read(sign) ?? this.source[this.at++] ?? '');
  }

  private percent(start: number): boolean {
    const [, kind = '', open = ''] = this.take(percent) ?? [];
    if (open === '') return false;
    if (kind === 'r') this.pattern(open, start);
    else {
      const value = this.delimited(open, !/[wiq]/.test(kind));
      const words = typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : undefined;
      if (/[wi]/i.test(kind)) this.add('words', start, '%', words ?? unknown);
      else this.add('text', start, '%', value);
    }
    return true;
  }

  private pattern(open: string, start: number): void {
    if (open === '/' && this.at === start) this.at++;
    const end = closing[open] ?? open;
    const from = this.at;
    let depth = 1;
    for (; this.at < this.source.length && this.source[this.at] !== '\n'; this.at++) {
      const char = this.source[this.at];
      if (char === '\\') this.at++;
      else if (char === end && --depth === 0) break;
      else if (char === open) depth++;
    }
    const source = this.source.slice(from, this.at).replaceAll('\\/', '/');
    this.at++;
    const [flags = ''] = this.take(/[a-z]*/y) ?? [];
    this.add('pattern', start, '/', { kind: 'pattern', source, ignoresCase: flags.includes('i') });
  }

  /** Up to the sign that ends it, with what is filled in as its code. */
  private delimited(open: string, isFilled: boolean): string | RubyText {
    const end = closing[open] ?? open;
    const parts: (string | { readonly code: string })[] = [];
    let text = '';
    let depth = 1;
    for (; this.at < this.source.length; this.at++) {
      const char = this.source[this.at] ?? '';
      if (char === '\\') text += this.escaped(isFilled, end);
      else if (isFilled && char === '#' && this.source[this.at + 1] === '{') {
        parts.push(text, { code: this.filledIn() });
        text = '';
      } else if (char === end && --depth === 0) break;
      else {
        if (char === open && open !== end) depth++;
        text += char;
      }
    }
    this.at++;
    return parts.length === 0 ? text : { kind: 'text', parts: [...parts, text] };
  }

  private escaped(isFilled: boolean, end: string): string {
    const next = this.source[++this.at] ?? '';
    if (!isFilled) return next === '\\' || next === end ? next : `\\${next}`;
    return { n: '\n', t: '\t', r: '\r', '\n': '' }[next] ?? next;
  }

  /** The code up to the brace that ends it, where the reader then stands. */
  private filledIn(): string {
    const from = this.at + 2;
    let depth = 0;
    for (this.at++; this.at < this.source.length; this.at++) {
      if (this.source[this.at] === '{') depth++;
      else if (this.source[this.at] === '}' && --depth === 0) break;
    }
    return this.source.slice(from, this.at).trim();
  }

  /** No value stands in front, which could be divided: `ignore /a/` is a call. */
  private mayBeginValue(): boolean {
    const last = this.found.at(-1);
    if (last === undefined || last.kind === 'newline') return true;
    if (last.kind === 'sign') return !/^[)\]}]$/.test(last.text);
    return last.kind === 'name' && this.isApart && !/\s/.test(this.source[this.at + 1] ?? ' ');
  }
}
