/** Lists and objects as they are written, with what is spread into them. */
import type { ArrayExpression, Node, ObjectExpression, ObjectProperty } from '@babel/types';
import { append } from '../text/longLists.ts';
import { either } from './either.ts';
import { type Evaluation, maximumItems } from './evaluation.ts';
import { inText, truth, unknownFrom } from './operators.ts';
import { originOf, type Scope } from './scope.ts';
import {
  isAbsent,
  type List,
  literalValue,
  type Origin,
  type Property,
  type Unknown,
  unknown,
  type Value,
  withoutDefine,
  withoutWrappers,
} from './value.ts';

/** `[a, ...b]` */
export function array(node: ArrayExpression, scope: Scope, evaluation: Evaluation, origin: Origin): List {
  const items: Value[] = [];
  for (const element of node.elements) {
    if (!element) items.push(literalValue(undefined, origin));
    else if (element.type === 'SpreadElement') {
      const spread = evaluation.evaluate(element.argument, scope);
      if (spread.kind === 'list') append(items, spread.items);
      else if (!isAbsent(spread)) items.push({ ...unknownFrom(spread, originOf(element, scope)), several: true });
    } else items.push(evaluation.evaluate(element, scope));
    if (items.length > maximumItems) break;
  }
  return { kind: 'list', items, origin };
}

/** `{ a, ...b }` */
export function object(node: ObjectExpression, scope: Scope, evaluation: Evaluation, origin: Origin): Value {
  const properties = new Map<string, Property>();
  const unread: Unknown[] = [];
  for (const part of node.properties) {
    const place = originOf(part, scope);
    if (part.type === 'SpreadElement') {
      const spread = spreadOf(part.argument, properties, scope, evaluation);
      if (spread.kind === 'object') {
        for (const [key, item] of spread.properties) properties.set(key, item);
        append(unread, spread.unread);
      } else if (truth(spread) !== false) {
        unread.push(unknownFrom(spread, place));
      }
      continue;
    }
    const key = keyOf(part, scope, evaluation);
    if (key === undefined) {
      unread.push(unknown('has a computed name', place));
      continue;
    }
    properties.delete(key);
    if (part.type === 'ObjectMethod') {
      if (part.kind === 'get') unread.push(unknown('is a getter', place));
      else properties.set(key, { value: { kind: 'function', node: part, scope, origin: place }, origin: place });
    } else properties.set(key, { value: evaluation.evaluate(part.value, scope), origin: place });
  }
  return { kind: 'object', properties, unread, origin };
}

/** What a spread takes in: where nobody knows the condition of `...(condition && { a: 1 })`, `a` is not known either. */
function spreadOf(argument: Node, before: ReadonlyMap<string, Property>, scope: Scope, evaluation: Evaluation): Value {
  if (argument.type === 'LogicalExpression' && argument.operator === '&&') {
    const condition = evaluation.evaluate(argument.left, scope);
    if (truth(condition) === undefined) {
      const taken = withoutDefine(evaluation.evaluate(argument.right, scope));
      const why = unknownFrom(condition, originOf(argument, scope));
      if (taken.kind !== 'object') return why;
      const kept = [...taken.properties.keys()].flatMap((key) => {
        const known = before.get(key);
        return known === undefined ? [] : [[key, known] as const];
      });
      return either({ ...taken, properties: new Map(kept), unread: [] }, taken, why, evaluation);
    }
  }
  return withoutWrappers(withoutDefine(evaluation.evaluate(argument, scope)));
}

function keyOf(
  part: ObjectProperty | Extract<ObjectExpression['properties'][number], { type: 'ObjectMethod' }>,
  scope: Scope,
  evaluation: Evaluation,
): string | undefined {
  if (part.computed) return inText(evaluation.evaluate(part.key, scope));
  if (part.key.type === 'Identifier') return part.key.name;
  return part.key.type === 'StringLiteral' || part.key.type === 'NumericLiteral' ? String(part.key.value) : undefined;
}
