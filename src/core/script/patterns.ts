/** Destructuring: the names a pattern introduces and their parts of a value. */
import type { LVal, Node } from '@babel/types';
import type { Evaluation } from './evaluation.ts';
import { memberOf } from './members.ts';
import { unknownFrom } from './operators.ts';
import { define, type Scope } from './scope.ts';
import { list, property, type Value } from './value.ts';

/** Gives the names of a pattern (`{ a, b: [c] = [] }`) their parts of a value. */
export function bind(pattern: Node, value: Value, scope: Scope, evaluation: Evaluation): void {
  switch (pattern.type) {
    case 'Identifier':
      define(scope, pattern.name, value);
      return;
    case 'AssignmentPattern':
      bind(pattern.left, withDefault(value, pattern.right, scope, evaluation), scope, evaluation);
      return;
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (!element) return;
        if (element.type !== 'RestElement') bind(element, partOf(value, String(index), evaluation), scope, evaluation);
        else bind(element.argument, rest(value, index), scope, evaluation);
      });
      return;
    case 'ObjectPattern': {
      const taken = new Set<string>();
      for (const part of pattern.properties) {
        if (part.type === 'RestElement') bind(part.argument, without(value, taken), scope, evaluation);
        else if (part.key.type === 'Identifier' || part.key.type === 'StringLiteral') {
          const key = part.key.type === 'Identifier' ? part.key.name : part.key.value;
          taken.add(key);
          bind(part.value, partOf(value, key, evaluation), scope, evaluation);
        }
      }
      return;
    }
    case 'TSParameterProperty':
      bind(pattern.parameter, value, scope, evaluation);
      return;
    default:
  }
}

function withDefault(value: Value, fallback: Node, scope: Scope, evaluation: Evaluation): Value {
  return value.kind === 'literal' && value.value === undefined ? evaluation.evaluate(fallback, scope) : value;
}

function partOf(value: Value, key: string, evaluation: Evaluation): Value {
  return value.kind === 'reference' ? memberOf(value, key, value.origin, evaluation) : property(value, key);
}

function rest(value: Value, from: number): Value {
  return value.kind === 'list' ? list(value.items.slice(from), value.origin) : unknownFrom(value, value.origin);
}

function without(value: Value, taken: ReadonlySet<string>): Value {
  if (value.kind !== 'object') return unknownFrom(value, value.origin);
  return { ...value, properties: new Map([...value.properties].filter(([key]) => !taken.has(key))) };
}

/** The names a pattern introduces. */
export function namesOf(pattern: LVal | Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'RestElement':
      return namesOf(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) => namesOf(part.type === 'RestElement' ? part.argument : part.value));
    default:
      return [];
  }
}
