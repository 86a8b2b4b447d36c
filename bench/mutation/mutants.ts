/** Small mistakes in a source, as somebody might make them. */
import { parse } from '@babel/parser';
import type { Node } from '@babel/types';

/** One mistake: the text between two offsets becomes another. */
export interface Mutant {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
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

type Change = readonly [start: number, end: number, to: string];

/** What can be mistaken at one node. Types and imports are none of it: the compiler finds those. */
function changesAt(node: Node, text: string): readonly Change[] {
  const { start, end } = node;
  if (start == null || end == null) return [];
  const all: readonly Change[] = [[start, end, '']];
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const to = opposite[node.operator];
      const at = text.indexOf(node.operator, node.left.end ?? start);
      return to === undefined ? [] : [[at, at + node.operator.length, to]];
    }
    case 'IfStatement':
    case 'ConditionalExpression': {
      const { start: from = 0, end: until = 0 } = node.test;
      return ['true', 'false'].map((value) => [from ?? 0, until ?? 0, value] as const);
    }
    case 'UnaryExpression':
      return node.operator === '!' ? [[start, start + 1, '']] : [];
    case 'BooleanLiteral':
      return [[start, end, `${!node.value}`]];
    case 'NumericLiteral':
      return [[start, end, `${node.value + 1}`]];
    case 'ContinueStatement':
    case 'ReturnStatement':
      return node.type === 'ReturnStatement' && node.argument ? [] : all;
    case 'ExpressionStatement':
      return node.expression.type === 'CallExpression' ? all : [];
    default:
      return [];
  }
}

const passedOver = /^(?:TS|Import|Export(?:All|Named)Specifier)/;

/** Every mutant of a source, in the order of the text. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const found: Mutant[] = [];
  const visit = (node: Node): void => {
    if (passedOver.test(node.type) && !/^TS(?:As|Satisfies|NonNull)/.test(node.type)) return;
    for (const [start, end, to] of changesAt(node, text)) {
      const line = text.slice(0, start).split('\n').length;
      found.push({ file, line, start, end, from: text.slice(start, end), to });
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === 'loc' || key.endsWith('Comments')) continue;
      for (const one of Array.isArray(value) ? value : [value]) {
        if (typeof one === 'object' && one !== null && typeof one.type === 'string') visit(one as Node);
      }
    }
  };
  visit(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program as Node);
  return found.sort((a, b) => a.start - b.start);
}
