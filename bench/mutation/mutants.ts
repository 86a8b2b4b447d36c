/** Small mistakes in a source, as somebody might make them, and a text of it that makes any one of them when asked to. */
import { parse } from '@babel/parser';
import type { Node } from '@babel/types';

/** One mistake: what stands between two offsets becomes something else, or, as a statement, is left out. */
export interface Mutant {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
  readonly isStatement: boolean;
}

const opposite: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};

/** What becomes of which node; `undefined` as the text: the statement is left out. */
type Change = readonly [node: Node, to: string | undefined];

/** What can be mistaken at one node. Types and imports are none of it: the compiler finds those. */
function changesAt(node: Node, text: string): readonly Change[] {
  const written = (part: Node) => `(${text.slice(part.start ?? 0, part.end ?? 0)})`;
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const to = opposite[node.operator];
      return to === undefined ? [] : [[node, `${written(node.left)} ${to} ${written(node.right)}`]];
    }
    case 'IfStatement':
    case 'ConditionalExpression':
      return [
        [node.test, 'true'],
        [node.test, 'false'],
      ];
    case 'UnaryExpression':
      return node.operator === '!' ? [[node, written(node.argument)]] : [];
    case 'BooleanLiteral':
      return [[node, `${!node.value}`]];
    case 'NumericLiteral':
      return [[node, `${node.value + 1}`]];
    case 'ContinueStatement':
      return [[node, undefined]];
    case 'ReturnStatement':
      return node.argument ? [] : [[node, undefined]];
    case 'ExpressionStatement':
      return node.expression.type === 'CallExpression' ? [[node, undefined]] : [];
    default:
      return [];
  }
}

const passedOver = /^(?:TS|Import|Export(?:All|Named)Specifier)/;

/** Every mutant of a source, in the order of the text. What runs once, when the source is loaded, has none. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const found: Mutant[] = [];
  const visit = (node: Node, inFunction: boolean): void => {
    if (passedOver.test(node.type) && !/^TS(?:As|Satisfies|NonNull)/.test(node.type)) return;
    for (const [{ start, end }, to] of inFunction ? changesAt(node, text) : []) {
      if (start == null || end == null) continue;
      const line = text.slice(0, start).split('\n').length;
      const from = text.slice(start, end);
      found.push({ file, line, start, end, from, to: to ?? '', isStatement: to === undefined });
    }
    const isFunction = /Function|Method$/.test(node.type);
    for (const [key, value] of Object.entries(node)) {
      // A name is no value, and a number as a name cannot be put in brackets.
      if (key === 'loc' || key === 'key' || key.endsWith('Comments')) continue;
      for (const one of Array.isArray(value) ? value : [value]) {
        if (typeof one === 'object' && one !== null && typeof one.type === 'string') {
          visit(one as Node, inFunction || isFunction);
        }
      }
    }
  };
  visit(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program as Node, false);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The source in which a mistake is made where `globalThis.mutant` is its number. Mutants in the order of the text. */
export function withMutants(text: string, mutants: readonly (Mutant & { readonly number: number })[]): string {
  let next = 0;
  const upTo = (from: number, until: number): string => {
    let [written, at] = ['', from];
    for (let first = mutants[next]; first && first.start < until; first = mutants[next]) {
      const { start, end } = first;
      const same = [first];
      for (next++; mutants[next]?.start === start && mutants[next]?.end === end; next++) {
        const other = mutants[next];
        if (other) same.push(other);
      }
      const inner = upTo(start, end);
      const asks = same.map(({ number, to }) => `globalThis.mutant === ${number} ? (${to}) : `).join('');
      const made = first.isStatement
        ? `{ if (globalThis.mutant !== ${first.number}) ${inner} }`
        : `(${asks}(${inner}))`;
      written += text.slice(at, start) + made;
      at = end;
    }
    return written + text.slice(at, until);
  };
  return upTo(0, text.length);
}
