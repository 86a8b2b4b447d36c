/** Statements nobody can tell whether, or how often, they run: what they change is unknown afterwards, and nothing else. */
import type { Node } from '@babel/types';
import { store } from './assignments.ts';
import { either } from './either.ts';
import type { Evaluation } from './evaluation.ts';
import { childNodes, findCell, type Scope } from './scope.ts';
import type { Unknown, Value } from './value.ts';

/** Methods that change the list they are called on. */
const changers = ['push', 'unshift', 'pop', 'shift', 'splice', 'sort', 'reverse'];

/**
 * Lets a statement happen or not: a variable or member that it sets keeps its value only where the new one is the same,
 * and lists that it adds to have an unknown item more.
 */
export function mayRun(statement: Node, why: Unknown, scope: Scope, evaluation: Evaluation): void {
  visit(statement, (node) => {
    if (node.type === 'AssignmentExpression') {
      const value = node.operator === '=' ? evaluation.evaluate(node.right, scope) : why;
      mayStore(node.left, value, why, scope, evaluation);
    } else if (node.type === 'UpdateExpression') mayStore(node.argument, why, why, scope, evaluation);
    else if (node.type === 'CallExpression') mayCall(node.callee, node.arguments[0], why, scope, evaluation);
  });
}

function mayStore(target: Node, value: Value, why: Unknown, scope: Scope, evaluation: Evaluation): void {
  if (!isKnown(target, scope)) return;
  store(target, either(evaluation.evaluate(target, scope), value, why, evaluation), scope, evaluation);
}

function mayCall(callee: Node, first: Node | undefined, why: Unknown, scope: Scope, evaluation: Evaluation): void {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
  const { name } = callee.property;
  if (name === 'assign' && first !== undefined && isKnown(first, scope)) {
    const holder = evaluation.evaluate(first, scope);
    if (holder.kind !== 'object' || holder.unread.at(-1)?.reason === why.reason) return;
    store(first, { ...holder, unread: [...holder.unread, why] }, scope, evaluation);
  } else if (changers.includes(name) && isKnown(callee.object, scope)) {
    const list = evaluation.evaluate(callee.object, scope);
    if (list.kind !== 'list') return;
    // Once is enough: it stands for any number.
    const last = list.items.at(-1);
    if (last?.kind === 'unknown' && last.several) return;
    store(callee.object, { ...list, items: [...list.items, { ...why, several: true }] }, scope, evaluation);
  }
}

/** Does it name a variable that stands outside the statement, or a part of one? */
function isKnown(target: Node, scope: Scope): boolean {
  let root = target;
  while (root.type === 'MemberExpression') root = root.object;
  return root.type === 'Identifier' && findCell(scope, root.name) !== undefined;
}

/** Whether a statement may end the function it stands in. */
export function mayReturn(statement: Node): boolean {
  let returns = false;
  visit(
    statement,
    (node) => {
      if (node.type === 'ReturnStatement') returns = true;
    },
    isFunction,
  );
  return returns;
}

/** Whether a branch may end the turn of a loop around it, or the function it stands in. */
export function mayEndTurn(branch: Node): boolean {
  let leaves = false;
  visit(
    branch,
    ({ type }) => {
      if (type === 'ReturnStatement' || type === 'BreakStatement' || type === 'ContinueStatement') leaves = true;
    },
    isFunction,
  );
  return leaves;
}

/** A node and what is below it, but for functions that are only made there: those that are handed on may be called. */
function visit(node: Node, see: (node: Node) => void, isLeftOut = isOnlyMade): void {
  const stack: Node[] = [node];
  for (let at = stack.pop(); at; at = stack.pop()) {
    see(at);
    for (const child of childNodes(at).toReversed()) if (!isLeftOut(child, at)) stack.push(child);
  }
}

function isFunction({ type }: Node): boolean {
  return /^(?:ArrowFunction|Function)Expression$|^FunctionDeclaration$|^(?:Object|Class)Method$/.test(type);
}

function isOnlyMade(node: Node, parent: Node): boolean {
  return isFunction(node) && parent.type !== 'CallExpression';
}
