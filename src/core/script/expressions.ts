/** Evaluates expressions of the pure subset of the language. */

import type {
  CallExpression,
  ConditionalExpression,
  MemberExpression,
  Node,
  OptionalCallExpression,
  OptionalMemberExpression,
} from '@babel/types';
import { folderOf } from '../paths.ts';
import { assignTo, update } from './assignments.ts';
import { callFunction } from './calls.ts';
import { construct } from './construct.ts';
import { either } from './either.ts';
import { costOf, type Evaluation, isShallow, patternWork, spent } from './evaluation.ts';
import { array, object } from './literals.ts';
import { memberOf } from './members.ts';
import { binary, inText, joinText, truth, unary, unknownFrom } from './operators.ts';
import { findCell, originOf, type Scope } from './scope.ts';
import { settledValue } from './statements.ts';
import { isAbsent, literalValue, type Origin, unknown, type Value, withoutDefine } from './value.ts';

export function evaluateExpression(node: Node, scope: Scope, evaluation: Evaluation): Value {
  const origin = originOf(node, scope);
  if (!evaluation.step()) return unknown(spent, origin);
  const value = evaluation.deeper(() => expression(node, scope, evaluation, origin));
  if (value === undefined) return unknown('is nested too deeply', origin);
  if (!isMade(node)) return value;
  if (!evaluation.step(costOf(value))) return unknown(spent, origin);
  return isShallow(value) ? value : unknown('is nested too deeply', origin);
}

/** What is made anew, and not only looked up. */
function isMade({ type }: Node): boolean {
  return /^(?:Optional)?CallExpression$|^(?:Binary|Array|Object)Expression$|^TemplateLiteral$/.test(type);
}

function expression(node: Node, scope: Scope, evaluation: Evaluation, origin: Origin): Value {
  const evaluate = (part: Node): Value => evaluation.evaluate(part, scope);
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return literalValue(node.value, origin);
    case 'NullLiteral':
      return literalValue(null, origin);
    case 'RegExpLiteral':
      return { kind: 'regex', source: node.pattern, flags: node.flags, origin };
    case 'TemplateLiteral':
      return joinText(
        node.quasis.flatMap((quasi, index): Value[] => {
          const inserted = node.expressions[index];
          const text = literalValue(quasi.value.cooked ?? quasi.value.raw, origin);
          return inserted ? [text, evaluate(inserted)] : [text];
        }),
        origin,
      );
    case 'Identifier':
      return identifier(node.name, scope, evaluation, origin);
    case 'ArrayExpression':
      return array(node, scope, evaluation, origin);
    case 'ObjectExpression':
      return object(node, scope, evaluation, origin);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ObjectMethod':
      return { kind: 'function', node, scope, origin };
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return member(node, scope, evaluation, origin);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return call(node, scope, evaluation, origin);
    case 'NewExpression':
      return construct(evaluate(node.callee), argumentsOf(node.arguments, scope, evaluation), evaluation, origin);
    case 'BinaryExpression':
      return binary(node.operator, evaluate(node.left), evaluate(node.right), origin);
    case 'UnaryExpression':
      return unary(node.operator, evaluate(node.argument), origin);
    case 'LogicalExpression':
      return logical(node.operator, evaluate(node.left), () => evaluate(node.right), origin);
    case 'ConditionalExpression':
      return conditional(node, scope, evaluation, origin);
    case 'SequenceExpression':
      return node.expressions.map(evaluate).at(-1) ?? literalValue(undefined, origin);
    case 'AssignmentExpression':
      return assignTo(node, scope, evaluation);
    case 'UpdateExpression':
      return update(node, scope, evaluation);
    case 'AwaitExpression':
      return evaluate(node.argument);
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'TypeCastExpression':
      return evaluate(node.expression);
    case 'MetaProperty':
      return { kind: 'reference', name: 'import.meta', module: undefined, origin };
    case 'Import':
      return { kind: 'reference', name: 'import', module: undefined, origin };
    case 'JSXElement':
    case 'JSXFragment':
      return unknown('is a component', origin);
    default:
      return unknown(`is written as ${wordsOf(node.type)}`, origin);
  }
}

function wordsOf(type: string): string {
  return `a ${type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}`;
}

function identifier(name: string, scope: Scope, evaluation: Evaluation, origin: Origin): Value {
  if (name === 'undefined') return literalValue(undefined, origin);
  const cell = findCell(scope, name);
  if (cell) return settledValue(cell, name, scope, evaluation, origin);
  if (name === '__dirname') return literalValue(`/${folderOf(scope.file)}`, origin);
  if (name === '__filename') return literalValue(`/${scope.file}`, origin);
  return { kind: 'reference', name, module: undefined, origin };
}

function member(
  node: MemberExpression | OptionalMemberExpression,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Value {
  const target = withoutDefine(evaluation.evaluate(node.object, scope));
  const key = memberName(node, scope, evaluation);
  if (key !== undefined) return memberOf(target, key, origin, evaluation);
  const named = node.computed ? evaluation.evaluate(node.property, scope) : undefined;
  return named?.kind === 'unknown' ? unknownFrom(named, origin) : unknown('has a computed name', origin);
}

function memberName(
  node: MemberExpression | OptionalMemberExpression,
  scope: Scope,
  evaluation: Evaluation,
): string | undefined {
  if (node.computed) return inText(evaluation.evaluate(node.property, scope));
  return node.property.type === 'Identifier' ? node.property.name : undefined;
}

function call(
  node: CallExpression | OptionalCallExpression,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Value {
  const { callee } = node;
  const isMember = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  const receiver = isMember ? evaluation.evaluate(callee.object, scope) : undefined;
  const method = isMember ? memberName(callee, scope, evaluation) : undefined;
  const args = argumentsOf(node.arguments, scope, evaluation);
  const work = patternWork(receiver, args[0]) + (receiver === undefined ? 0 : costOf(receiver));
  if (!evaluation.step(work)) return unknown(spent, origin);
  return callFunction(
    {
      callee: receiver ? memberOf(receiver, method ?? '', origin, evaluation) : evaluation.evaluate(callee, scope),
      receiver,
      method,
      receiverNode: isMember ? callee.object : undefined,
      argumentNodes: node.arguments,
      name: nameOf(callee),
      args,
      scope,
      origin,
    },
    evaluation,
  );
}

/** How a callee is written: `defineConfig`, `z.string`; `…` stands for the beginning of a long chain. */
function nameOf(callee: Node, steps = 20): string {
  if (steps === 0) return '…';
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') {
    const name = callee.property.type === 'Identifier' ? callee.property.name : '…';
    return `${nameOf(callee.object, steps - 1)}.${name}`;
  }
  if (callee.type === 'CallExpression') return `${nameOf(callee.callee, steps - 1)}(…)`;
  return callee.type === 'Import' ? 'import' : '…';
}

function argumentsOf(args: readonly Node[], scope: Scope, evaluation: Evaluation): readonly Value[] {
  return args.flatMap((argument): readonly Value[] => {
    if (argument.type !== 'SpreadElement') return [evaluation.evaluate(argument, scope)];
    const spread = evaluation.evaluate(argument.argument, scope);
    return spread.kind === 'list' ? spread.items : [unknownFrom(spread, originOf(argument, scope))];
  });
}

function logical(operator: string, left: Value, right: () => Value, origin: Origin): Value {
  if (operator === '??') {
    if (left.kind === 'unknown' || left.kind === 'call') return unknownFrom(left, origin);
    return isAbsent(left) ? right() : left;
  }
  const is = truth(left);
  if (is === undefined) return unknownFrom(left, origin);
  return is === (operator === '||') ? left : right();
}

/** Where the condition is not known, what both branches agree in. */
function conditional(node: ConditionalExpression, scope: Scope, evaluation: Evaluation, origin: Origin): Value {
  const test = evaluation.evaluate(node.test, scope);
  const is = truth(test);
  if (is !== undefined) return evaluation.evaluate(is ? node.consequent : node.alternate, scope);
  const [yes, no] = [node.consequent, node.alternate].map((branch) => evaluation.evaluate(branch, scope));
  const why = unknownFrom(test, origin);
  return yes === undefined || no === undefined ? why : either(yes, no, why, evaluation);
}
