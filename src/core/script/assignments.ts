/** Changes of variables and of what they hold; a holder is replaced, never changed in place. */
import type { AssignmentExpression, Node, UpdateExpression } from '@babel/types';
import { type Evaluation, isShallow } from './evaluation.ts';
import { binary, inText, truth, unknownFrom } from './operators.ts';
import { findCell, originOf, type Scope } from './scope.ts';
import { isAbsent, literalValue, type Origin, type Property, unknown, type Value } from './value.ts';

/** `name = value`, `object.key = value`, `name += value`: the variable gets a new value. */
export function assignTo(node: AssignmentExpression, scope: Scope, evaluation: Evaluation): Value {
  const origin = originOf(node, scope);
  const right = evaluation.evaluate(node.right, scope);
  const value =
    node.operator === '='
      ? right
      : compound(node.operator.slice(0, -1), evaluation.evaluate(node.left, scope), right, origin);
  store(node.left, value, scope, evaluation);
  return value;
}

function compound(operator: string, left: Value, right: Value, origin: Origin): Value {
  if (operator === '??') return isAbsent(left) ? right : left;
  if (operator === '||' || operator === '&&') {
    const is = truth(left);
    return is === undefined ? unknownFrom(left, origin) : is === (operator === '||') ? left : right;
  }
  return binary(operator, left, right, origin);
}

/** Puts a value in the place an expression names, by replacing what contains it. */
export function store(target: Node, value: Value, scope: Scope, evaluation: Evaluation): void {
  if (target.type === 'Identifier') {
    const cell = findCell(scope, target.name);
    if (cell) cell.value = value;
    return;
  }
  if (target.type !== 'MemberExpression') return;
  const holder = evaluation.evaluate(target.object, scope);
  const named = target.property.type === 'Identifier' && !target.computed ? target.property.name : undefined;
  const key = named ?? inText(evaluation.evaluate(target.property, scope));
  if (holder.kind !== 'object') return;
  if (key === undefined) {
    const hidden = unknown('has a computed name', originOf(target, scope));
    store(target.object, { ...holder, unread: [...holder.unread, hidden] }, scope, evaluation);
    return;
  }
  const properties = new Map<string, Property>(holder.properties);
  properties.set(key, { value, origin: value.origin });
  const changed = { ...holder, properties };
  const kept = isShallow(changed) ? changed : unknown('is nested too deeply', originOf(target, scope));
  store(target.object, kept, scope, evaluation);
}

/** `name++`, `--name`. */
export function update(node: UpdateExpression, scope: Scope, evaluation: Evaluation): Value {
  const origin = originOf(node, scope);
  const before = evaluation.evaluate(node.argument, scope);
  const after = binary(node.operator === '++' ? '+' : '-', before, literalValue(1, origin), origin);
  store(node.argument, after, scope, evaluation);
  return node.prefix ? after : before;
}
