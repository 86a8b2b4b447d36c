/** Expressions of Liquid and Nunjucks: paths, literals, operators, filters. */
import { ownMember } from '../../data/ownMember.ts';
import { filters } from './filters.ts';

/** What the expressions of a template can see. */
export interface TemplateScope {
  readonly data: Readonly<Record<string, unknown>>;
  /** A filter of the site's own; a known one of that name yields to it. `undefined` when there is none. */
  filter(name: string): ((value: unknown, args: readonly unknown[]) => ExpressionOutcome) | undefined;
}

export type ExpressionOutcome =
  | { readonly known: true; readonly value: unknown }
  | { readonly known: false; readonly reason: string };

export function evaluate(source: string, scope: TemplateScope): ExpressionOutcome {
  const parser = new Parser(source, scope);
  try {
    const value = parser.expression();
    return parser.atEnd() ? { known: true, value } : { known: false, reason: `contains ${source.trim()}` };
  } catch (error) {
    // The parser's own way out of a deep expression; nothing else is thrown here.
    if (error instanceof Unreadable) return { known: false, reason: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

const token =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([\p{L}_$][\p{L}\p{N}_$-]*)|(==|!=|<=|>=|[-+~*/%<>()[\].,:|?]))/suy;

class Parser {
  #at = 0;
  readonly #tokens: readonly string[];
  readonly #scope: TemplateScope;

  constructor(source: string, scope: TemplateScope) {
    this.#scope = scope;
    this.#tokens = tokensOf(source);
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** `value if condition else other` */
  expression(): unknown {
    const value = this.#either();
    if (!this.#take('if')) return value;
    const condition = this.#either();
    const other = this.#take('else') ? this.expression() : '';
    return condition ? value : other;
  }

  #either(): unknown {
    let value = this.#both();
    while (this.#take('or')) {
      const right = this.#both();
      value = value || right;
    }
    return value;
  }

  #both(): unknown {
    let value = this.#not();
    while (this.#take('and')) {
      const right = this.#not();
      value = value && right;
    }
    return value;
  }

  #not(): unknown {
    return this.#take('not') ? !this.#not() : this.#comparison();
  }

  #comparison(): unknown {
    const left = this.#sum();
    for (const [operator, compare] of comparisons) {
      if (this.#take(operator)) return compare(left, this.#sum());
    }
    return left;
  }

  #sum(): unknown {
    let value = this.#filtered();
    for (;;) {
      if (this.#take('+')) {
        const right = this.#filtered();
        value = typeof value === 'number' && typeof right === 'number' ? value + right : `${value ?? ''}${right ?? ''}`;
      } else if (this.#take('-')) value = Number(value) - Number(this.#filtered());
      else if (this.#take('~')) value = `${value ?? ''}${this.#filtered() ?? ''}`;
      else return value;
    }
  }

  #filtered(): unknown {
    let value = this.#primary();
    while (this.#take('|')) {
      const name = this.#next();
      const args = this.#arguments();
      const own = this.#scope.filter(name);
      if (own !== undefined) {
        const outcome = own(value, args);
        if (!outcome.known) throw new Unreadable(outcome.reason);
        value = outcome.value;
        continue;
      }
      const filter = ownMember(filters, name);
      const result = filter?.(value, args);
      if (filter === undefined || (result === undefined && name === 'date')) {
        throw new Unreadable(`uses the filter ${name}, which cannot be followed here`);
      }
      value = result;
    }
    return value;
  }

  /** `(a, b)` of Nunjucks or `: a, b` of Liquid. */
  #arguments(): readonly unknown[] {
    const args: unknown[] = [];
    const call = this.#take('(');
    if (!call && !this.#take(':')) return args;
    while (!this.atEnd() && !(call && this.#take(')'))) {
      args.push(call ? this.expression() : this.#primary());
      if (!this.#take(',') && !call) break;
    }
    return args;
  }

  #primary(): unknown {
    const word = this.#next();
    if (word === '(') {
      const value = this.expression();
      this.#take(')');
      return value;
    }
    if (/^["']/.test(word)) return word.slice(1, -1).replace(/\\(.)/g, '$1');
    if (/^\d/.test(word)) return Number(word);
    if (word === '-') return -Number(this.#primary());
    if (word === 'true' || word === 'false') return word === 'true';
    if (['nil', 'null', 'none', 'undefined', 'empty', 'blank'].includes(word)) return undefined;
    if (!/^[\p{L}_$]/u.test(word)) throw new Unreadable(`contains ${word}`);
    return this.#path(word);
  }

  #path(first: string): unknown {
    if (!(first in this.#scope.data)) throw new Unreadable(`uses ${first}, which is not known here`);
    let value: unknown = this.#scope.data[first];
    let name = first;
    for (;;) {
      if (this.#take('.')) name = this.#next();
      else if (this.#take('[')) {
        name = String(this.expression());
        this.#take(']');
      } else if (this.#peek() === '(') throw new Unreadable(`calls ${name}`);
      else return value;
      value = memberOf(value, name);
    }
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #next(): string {
    const word = this.#tokens[this.#at++];
    if (word === undefined) throw new Unreadable('is not complete');
    return word;
  }

  #take(word: string): boolean {
    if (this.#peek() !== word) return false;
    this.#at++;
    return true;
  }
}

const comparisons: readonly (readonly [string, (left: unknown, right: unknown) => boolean])[] = [
  ['==', (left, right) => left === right],
  ['!=', (left, right) => left !== right],
  ['<=', (left, right) => Number(left) <= Number(right)],
  ['>=', (left, right) => Number(left) >= Number(right)],
  ['<', (left, right) => Number(left) < Number(right)],
  ['>', (left, right) => Number(left) > Number(right)],
];

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value) && name === 'size') return value.length;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return value[name as keyof typeof value];
}

function tokensOf(source: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  let at = 0;
  while (at < source.trimEnd().length) {
    token.lastIndex = at;
    const match = token.exec(source);
    // A character of no token makes the whole unreadable by standing where nothing expects it.
    if (match === null) return [...tokens, source.slice(at)];
    tokens.push(match[0].trim());
    at += match[0].length;
  }
  return tokens;
}
