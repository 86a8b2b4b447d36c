/**
 * Reads what a Python configuration file assigns at its top level, as far as it is literal: strings, numbers, lists,
 * tuples, sets, dicts, `+` of these and names assigned before. Nothing is ever run.
 *
 *   suffix = ['.rst'] + more          a list, where `more` is known
 *   suffix.append('.md')              changes it; so do `extend`, `+=` and `suffix['key'] = value`
 *   url = file = '{slug}.html'        both names; so do `url, file = '{slug}/', '{slug}/index.html'`
 *   if condition: suffix = …          blocks are passed over, as nobody knows whether they run
 *
 * https://docs.python.org/3/reference/expressions.html
 */
import { append } from '../text/longLists.ts';
import { type Token, tokenize } from './tokens.ts';

/** Brackets in brackets; each level asks the reader once more. */
const mostLevels = 100;

/** Lists and texts that double with every line fill the memory in forty. */
const mostItems = 50_000;
const mostText = 1_000_000;

/** `undefined` stands for what is no literal, also inside lists and dicts. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** What a name stands for at the end of a script. */
export interface PythonAssignment {
  readonly value: PythonValue;
  /** 1-based line of the last assignment. */
  readonly line: number;
}

export function readPythonAssignments(source: string): ReadonlyMap<string, PythonAssignment> {
  const known = new Map<string, PythonAssignment>();
  for (const statement of topLevelStatements(tokenize(source))) {
    const [name, ...rest] = statement;
    if (name?.kind !== 'name') continue;
    if (rest.every(({ depth }) => depth < mostLevels)) assign(known, name, rest);
    else known.set(name.text, { value: undefined, line: name.line });
  }
  return known;
}

/** The targets of `a = b, c = value`, of each its names; `undefined` where the statement is none or a target is no name. */
function severalTargets(statement: readonly Token[]): readonly (readonly Token[])[] | undefined {
  const targets: Token[][] = [];
  let current: Token[] = [];
  let wantsName = true;
  for (const token of statement) {
    if (wantsName && token.kind === 'name') current.push(token);
    else if (wantsName || token.kind !== 'operator') break;
    else if (token.text === '=') {
      targets.push(current);
      current = [];
    } else if (token.text !== ',') break;
    wantsName = !wantsName;
  }
  return targets.length > 1 || (targets[0]?.length ?? 0) > 1 ? targets : undefined;
}

/** Statements that begin in the first column; what is indented belongs to a block. */
function topLevelStatements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  let current: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'end') {
      if (current[0]?.column === 0) statements.push(current);
      current = [];
    } else current.push(token);
  }
  return statements;
}

function assign(known: Map<string, PythonAssignment>, name: Token, rest: readonly Token[]): void {
  const targets = severalTargets([name, ...rest]);
  if (targets !== undefined) {
    const written = targets.reduce((sum, names) => sum + 2 * names.length, 0);
    const value = new Expression(rest.slice(written - 1), known).whole();
    for (const names of targets) {
      const values = names.length === 1 ? [value] : Array.isArray(value) && value.length === names.length ? value : [];
      for (const [at, { text, line }] of names.entries()) known.set(text, { value: values[at], line });
    }
    return;
  }
  const before = known.get(name.text)?.value;
  const value = newValue(known, before, rest);
  if (value !== nothing) known.set(name.text, { value, line: name.line });
}

const nothing = Symbol('not an assignment');

function newValue(
  known: ReadonlyMap<string, PythonAssignment>,
  before: PythonValue,
  rest: readonly Token[],
): PythonValue | typeof nothing {
  const read = (tokens: readonly Token[]) => new Expression(tokens, known).whole();
  const texts = rest.slice(0, 3).map(({ text }) => text);
  const equals = rest.findIndex(({ kind, text }) => kind === 'operator' && text === '=');
  if (texts[0] === '=') return read(rest.slice(1));
  if (texts[0] === '+=') return added(before, read(rest.slice(1)));
  // `name: type = value`
  if (texts[0] === ':' && equals > 0) return read(rest.slice(equals + 1));
  if (texts[0] === '[' && rest[2]?.text === ']' && equals === 3) {
    const key = read(rest.slice(1, 2));
    return isDict(before) && typeof key === 'string' ? { ...before, [key]: read(rest.slice(4)) } : nothing;
  }
  if (texts[0] === '.' && texts[2] === '(') {
    const argument = read(rest.slice(3, -1));
    if (texts[1] === 'append' && Array.isArray(before)) return [...before, argument];
    if (texts[1] === 'extend') return added(before, argument);
    if (texts[1] === 'update' && isDict(before) && isDict(argument)) return { ...before, ...argument };
    if (['insert', 'remove', 'pop', 'clear'].includes(texts[1] ?? '')) return undefined;
  }
  return nothing;
}

function isDict(value: PythonValue): value is { readonly [key: string]: PythonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function added(left: PythonValue, right: PythonValue): PythonValue {
  if (typeof left === 'string' && typeof right === 'string') {
    return left.length + right.length > mostText ? undefined : left + right;
  }
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length + right.length > mostItems ? undefined : [...left, ...right];
  }
  // Of a list that grows by something unknown, the known part is still true.
  if (Array.isArray(left) && right === undefined) return [...left, undefined];
  if (left === undefined && Array.isArray(right)) return [undefined, ...right];
  return undefined;
}

/** Recursive descent over the tokens of one expression; whatever it does not know becomes `undefined`. */
class Expression {
  #at = 0;
  readonly #tokens: readonly Token[];
  readonly #known: ReadonlyMap<string, PythonAssignment>;

  constructor(tokens: readonly Token[], known: ReadonlyMap<string, PythonAssignment>) {
    this.#tokens = tokens;
    this.#known = known;
  }

  whole(): PythonValue {
    const first = this.#sum();
    if (this.#is(',')) {
      // A tuple without parentheses.
      const items = [first];
      while (this.#take(',')) if (this.#at < this.#tokens.length) items.push(this.#sum());
      return this.#at === this.#tokens.length ? items : undefined;
    }
    return this.#at === this.#tokens.length ? first : undefined;
  }

  /** One element: an expression that ends at a comma, a colon or a closing bracket. Always stops there. */
  #element(): PythonValue {
    const value = this.#sum();
    if (this.#ends()) return value;
    while (!this.#ends()) this.#skipOne();
    return undefined;
  }

  #sum(): PythonValue {
    let value = this.#atom();
    while (this.#take('+')) value = added(value, this.#atom());
    return value;
  }

  #atom(): PythonValue {
    const token = this.#tokens[this.#at];
    if (token === undefined) return undefined;
    if (token.kind === 'string') return this.#strings();
    this.#at++;
    if (token.kind === 'number') return token.value;
    if (token.kind === 'name') return this.#name(token);
    if (token.text === '-') {
      // One sign; more of them nobody writes.
      const value = this.#is('-') ? undefined : this.#atom();
      return typeof value === 'number' ? -value : undefined;
    }
    if (token.text === '[') return this.#items(']');
    if (token.text === '(') return this.#parenthesis();
    if (token.text === '{') return this.#braces();
    return undefined;
  }

  /** Strings that stand side by side are one. */
  #strings(): PythonValue {
    let joined: string | undefined = '';
    for (let token = this.#tokens[this.#at]; token?.kind === 'string'; token = this.#tokens[++this.#at]) {
      joined = joined === undefined || typeof token.value !== 'string' ? undefined : joined + token.value;
    }
    return this.#trailer() ? undefined : joined;
  }

  #name({ text }: Token): PythonValue {
    if (text === 'True' || text === 'False') return text === 'True';
    if (text === 'None') return null;
    return this.#trailer() ? undefined : this.#known.get(text)?.value;
  }

  /** Calls, attributes and indexes are passed over: their result is not known. */
  #trailer(): boolean {
    let seen = false;
    while (this.#is('(') || this.#is('[') || this.#is('.')) {
      this.#skipOne();
      if (this.#tokens[this.#at - 1]?.text === '.') this.#skipOne();
      seen = true;
    }
    return seen;
  }

  #items(close: string): readonly PythonValue[] | undefined {
    const items: PythonValue[] = [];
    let comprehension = false;
    while (this.#at < this.#tokens.length && !this.#is(close)) {
      if (this.#take('*')) {
        const spread = this.#element();
        append(items, Array.isArray(spread) ? spread : [undefined]);
      } else {
        const start = this.#at;
        items.push(this.#element());
        comprehension ||= this.#tokens
          .slice(start, this.#at)
          .some(({ kind, text }) => kind === 'name' && text === 'for');
      }
      if (!this.#take(',') && !this.#is(close)) this.#skipOne();
    }
    this.#take(close);
    return comprehension || this.#trailer() ? undefined : items;
  }

  /** `(a)` is `a`, `(a,)` a tuple. */
  #parenthesis(): PythonValue {
    const start = this.#at;
    const items = this.#items(')');
    const inside = this.#tokens.slice(start, this.#at - 1);
    const depth = inside[0]?.depth;
    const isTuple = inside.length === 0 || inside.some((token) => token.text === ',' && token.depth === depth);
    return isTuple ? items : items?.[0];
  }

  /** A dict, or a set, which is read as a list. */
  #braces(): PythonValue {
    const dict: Record<string, PythonValue> = {};
    const set: PythonValue[] = [];
    while (this.#at < this.#tokens.length && !this.#is('}')) {
      const spread = this.#take('**');
      const key = this.#element();
      if (spread) Object.assign(dict, isDict(key) ? key : {});
      else if (this.#take(':')) {
        const value = this.#element();
        if (typeof key === 'string' || typeof key === 'number') dict[String(key)] = value;
      } else set.push(key);
      if (!this.#take(',') && !this.#is('}')) this.#skipOne();
    }
    this.#take('}');
    if (this.#trailer()) return undefined;
    return set.length > 0 ? set : dict;
  }

  #is(text: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'operator' && token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #ends(): boolean {
    return this.#at >= this.#tokens.length || [',', ':', ']', ')', '}'].some((text) => this.#is(text));
  }

  /** One token, or a bracket with all it holds. */
  #skipOne(): void {
    const opening = this.#tokens[this.#at++];
    if (opening === undefined || opening.kind !== 'operator' || !['(', '[', '{'].includes(opening.text)) return;
    while (this.#at < this.#tokens.length && (this.#tokens[this.#at]?.depth ?? 0) > opening.depth) this.#at++;
    this.#at++;
  }
}
