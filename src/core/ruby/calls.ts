/**
 * The calls of a Ruby program, read as they are written and never run: their name, what they are given as far as it is
 * literal, and the blocks they stand in. https://docs.ruby-lang.org/en/3.4/syntax/calling_methods_rdoc.html
 */
import { lineIndex } from '../text/lineIndex.ts';
import { type RubyPattern, type RubyText, type RubyToken, rubyTokens } from './tokens.ts';
import { type RubyArgument, readRubyArguments } from './values.ts';

export type { RubyPattern, RubyText };

/** What a call is: in a block, also the one that it belongs to. */
interface RubyHead {
  /** `redirect`, `blog.prefix=`, `config[source]=`, `[].each`; `if` and other words of the language that open a block. */
  readonly name: string;
  readonly args: readonly RubyArgument[];
  readonly options: ReadonlyMap<string, RubyArgument>;
}

/** A block around a call. */
export interface RubyBlock extends RubyHead {
  /** The names between its bars. */
  readonly params: readonly string[];
}

/** One call, by its offsets. */
export interface RubyCall extends RubyHead {
  /** The blocks it stands in, the outermost first. */
  readonly within: readonly RubyBlock[];
  /** `if` or `unless` stands behind it. */
  readonly isConditional: boolean;
  /** A block of its own follows it. */
  readonly hasBlock: boolean;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const openers = new Set(['if', 'unless', 'while', 'until', 'case', 'begin', 'def', 'class', 'module', 'for']);
const branches = new Set(['else', 'elsif', 'when', 'rescue', 'ensure', 'in', 'then']);
const loops = new Set(['while', 'until', 'for']);

/** What is nested deeper, and all behind it, is not read. */
const mostBlocks = 100;

/** What was read of a program; `isWhole`: each block and bracket has its end. */
export interface RubyReading {
  readonly calls: readonly RubyCall[];
  readonly isWhole: boolean;
  /** Where it is not whole: the line of the first end without a beginning, else of the last beginning without an end. */
  readonly brokenLine: number | undefined;
}

/** Every call that is a statement of its own, in the order of the program. */
export function readRuby(source: string): RubyReading {
  const tokens = rubyTokens(source);
  const lineOf = lineIndex(source);
  const calls: RubyCall[] = [];
  const blocks: RubyBlock[] = [];
  const opened: number[] = [];
  let broken: number | undefined;
  let at = 0;
  while (at < tokens.length && blocks.length < mostBlocks) {
    const first = tokens[at];
    if (first === undefined || first.kind === 'newline' || first.text === ';') at++;
    else if (isEnd(first)) {
      if (blocks.pop() === undefined) broken ??= lineOf(first.start);
      opened.pop();
      at++;
    } else {
      const statement = statementAt(tokens, at);
      at = statement.next;
      if (!statement.isClosed) broken ??= lineOf(first.start);
      const head = headOf(statement.tokens);
      const place = { within: [...blocks], line: lineOf(first.start), start: first.start, end: statement.end };
      const { isConditional, opens } = statement;
      if (head !== undefined) calls.push({ ...head, ...place, isConditional, hasBlock: opens !== undefined });
      if (opens !== undefined) {
        const block = head ?? { name: statement.word ?? '', args: [], options: new Map() };
        blocks.push({ ...block, params: opens });
        opened.push(place.line);
      }
    }
  }
  const brokenLine = broken ?? opened.at(-1);
  return { calls, isWhole: brokenLine === undefined, brokenLine };
}

function isEnd({ kind, text }: RubyToken): boolean {
  return kind === 'name' ? text === 'end' || text === 'END' : kind === 'sign' && text === '}';
}

interface Statement {
  readonly tokens: readonly RubyToken[];
  /** Where the next one begins. */
  readonly next: number;
  /** Offset behind what is written of it. */
  readonly end: number;
  readonly isConditional: boolean;
  /** All of its brackets are. */
  readonly isClosed: boolean;
  /** The word of the language that it begins with. */
  readonly word: string | undefined;
  /** The names between the bars of the block that it opens. */
  readonly opens: readonly string[] | undefined;
}

/** Up to the end of its line, or up to the block that it opens. */
function statementAt(all: readonly RubyToken[], from: number): Statement {
  const word = all[from]?.kind === 'name' ? all[from]?.text : undefined;
  const { tokens, at, depth, stop } = scan(all, from, word !== undefined && loops.has(word));
  const opensWord = stop === 'assigned' || (word !== undefined && openers.has(word) && !isWholeMethod(word, tokens));
  const [next, params] = stop === 'block' ? blockParams(all, at + 1) : [at, undefined];
  return {
    tokens: opensWord || (word !== undefined && (openers.has(word) || branches.has(word))) ? [] : tokens,
    // A bracket that closes one in front of a block is passed over.
    next: Math.max(next, from + 1),
    end: (tokens.at(-1) ?? all[from])?.end ?? 0,
    isConditional: stop === 'condition',
    isClosed: depth <= 0,
    word,
    opens: params ?? (opensWord ? [] : undefined),
  };
}

/** `def name(a) = a`, and not `def name a = 1`. */
function isWholeMethod(word: string, tokens: readonly RubyToken[]): boolean {
  const at = tokens.findIndex(({ kind, text }, place) => {
    const isBehind = place === 2 || tokens[place - 1]?.text === ')';
    return kind === 'sign' && text === '=' && isBehind;
  });
  return word === 'def' && at > 0;
}

interface Scan {
  readonly tokens: readonly RubyToken[];
  readonly at: number;
  readonly depth: number;
  /** What ends it: a block of its own, a condition behind it, or a block whose value it takes. */
  readonly stop: 'line' | 'block' | 'condition' | 'assigned';
}

function scan(all: readonly RubyToken[], from: number, isLoop: boolean): Scan {
  const tokens: RubyToken[] = [];
  let depth = 0;
  let at = from;
  for (let token = all[at]; token !== undefined; token = all[++at]) {
    if (token.kind === 'newline') {
      if (depth > 0 || isContinued(tokens.at(-1), all, at)) continue;
      break;
    }
    const stop = depth === 0 && at > from ? stopAt(token, tokens.at(-1), all[at + 1]) : undefined;
    if (stop === 'line') break;
    if (stop === 'block' && !isLoop) return { tokens, at, depth, stop };
    if (stop === 'condition' || stop === 'assigned') {
      while (at < all.length && all[at]?.kind !== 'newline') at++;
      return { tokens, at, depth, stop };
    }
    depth += step(token);
    if (depth < 0) break;
    tokens.push(token);
  }
  return { tokens, at, depth, stop: 'line' };
}

/** What a token outside of brackets does to the statement in front of it. */
function stopAt(
  token: RubyToken,
  before: RubyToken | undefined,
  after: RubyToken | undefined,
): Scan['stop'] | undefined {
  if (token.kind === 'sign') return token.text === ';' ? 'line' : opensBlock(token, before) ? 'block' : undefined;
  if (token.kind !== 'name' || isMember(before, after)) return undefined;
  if (token.text === 'end') return 'line';
  if (token.text === 'do') return 'block';
  if (!openers.has(token.text)) return undefined;
  // Behind a statement it is its condition; behind `=` it opens a block.
  return before?.text === '=' || token.text === 'def' ? 'assigned' : 'condition';
}

/** Brackets that a token opens, less those that it closes. */
function step({ kind, text }: RubyToken): number {
  if (kind !== 'sign') return 0;
  return /^[([{]$/.test(text) ? 1 : /^[)\]}]$/.test(text) ? -1 : 0;
}

/** `.class` and `if:` are no words of the language. */
function isMember(before: RubyToken | undefined, after: RubyToken | undefined): boolean {
  return (
    before?.text === '.' || before?.text === '::' || before?.text === '&.' || (after?.text === ':' && !after.isApart)
  );
}

function isContinued(last: RubyToken | undefined, all: readonly RubyToken[], newline: number): boolean {
  if (last?.kind === 'sign' && /^(?:,|=>|=|\|\||&&|\.|\+|<<|->|:|&\.|\*)$/.test(last.text)) return true;
  const next = all.slice(newline + 1, newline + 4).find(({ kind }) => kind !== 'newline');
  return next?.kind === 'sign' && /^(?:\.|&\.)$/.test(next.text);
}

function opensBlock({ text }: RubyToken, before: RubyToken | undefined): boolean {
  if (text !== '{') return false;
  return before?.kind === 'name' || before?.text === ')' || before?.text === '->';
}

/** Where the block begins, and the names between its bars. */
function blockParams(all: readonly RubyToken[], from: number): [number, readonly string[]] {
  if (all[from]?.text === '||') return [from + 1, []];
  if (all[from]?.text !== '|') return [from, []];
  const names: string[] = [];
  let at = from + 1;
  for (; at < all.length && all[at]?.text !== '|' && all[at]?.kind !== 'newline'; at++) {
    const token = all[at];
    if (token?.kind === 'name') names.push(token.text);
  }
  return [at + 1, names];
}

/** What a statement calls or sets; `undefined` where it does neither. */
function headOf(tokens: readonly RubyToken[]): RubyHead | undefined {
  const [first] = tokens;
  if (first === undefined) return undefined;
  if (first.kind === 'words' || first.text === '[') return listCall(tokens);
  if (first.kind !== 'name') return undefined;
  const { name, at } = nameOf(tokens, first.text);
  const next = tokens[at]?.kind === 'sign' ? tokens[at] : undefined;
  if (next?.text === '=>') return undefined;
  if (next !== undefined && /^(?:=|\|\||[-+*/|&]=|<<)$/.test(next.text)) {
    const value = at + (tokens[at + 1]?.text === '=' ? 2 : 1);
    return { ...readRubyArguments(tokens.slice(value)), name: `${name}=` };
  }
  const isWrapped = next?.text === '(' && !next.isApart && tokens.at(-1)?.text === ')';
  return { ...readRubyArguments(isWrapped ? tokens.slice(at + 1, -1) : tokens.slice(at)), name };
}

/** `a.b::c[:d]` with the place behind it. */
function nameOf(tokens: readonly RubyToken[], first: string): { readonly name: string; readonly at: number } {
  const names = [first];
  let at = 1;
  for (;;) {
    const [sign, part, close] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (sign?.kind !== 'sign') break;
    if (/^(?:\.|::|&\.)$/.test(sign.text) && part?.kind === 'name') {
      names.push(`.${part.text}`);
      at += 2;
    } else if (sign.text === '[' && !sign.isApart && close?.text === ']') {
      names.push(`[${typeof part?.value === 'string' ? part.value : (part?.text ?? '')}]`);
      at += 3;
    } else break;
  }
  return { name: names.join(''), at };
}

/** `%w[a b].each`: the list is what the call is given. */
function listCall(tokens: readonly RubyToken[]): RubyHead | undefined {
  const dot = tokens.findLastIndex(({ kind, text }) => kind === 'sign' && text === '.');
  const method = tokens[dot + 1];
  if (dot < 0 || method?.kind !== 'name') return undefined;
  const { args } = readRubyArguments(tokens.slice(0, dot));
  return { name: `[].${method.text}`, args, options: new Map() };
}
