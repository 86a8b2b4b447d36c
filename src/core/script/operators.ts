/** Operators of the language on values that may be unknown. */
import { maximumText } from './evaluation.ts';
import {
  literalValue,
  type Origin,
  type Primitive,
  type Unknown,
  unknown,
  unknownVariable,
  type Value,
} from './value.ts';

/** Whether a value counts as true; `undefined` when that cannot be told. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'literal':
      return Boolean(value.value);
    case 'list':
    case 'object':
    case 'function':
    case 'regex':
      return true;
    case 'reference':
      return value.module === undefined ? undefined : true;
    case 'call':
    case 'unknown':
      return undefined;
    default: {
      const never: never = value;
      return never;
    }
  }
}

/** The text a value has inside a template or a sum; `undefined` when it cannot be told. */
export function inText(value: Value): string | undefined {
  if (value.kind === 'literal') {
    // A variable that nothing sets would only spell a wrong path.
    return value.value === undefined && value.unset !== undefined ? undefined : String(value.value);
  }
  if (value.kind === 'list') {
    const parts = value.items.map((item) => (item.kind === 'literal' ? String(item.value ?? '') : undefined));
    return parts.includes(undefined) ? undefined : parts.join(',');
  }
  const href = value.kind === 'object' ? value.properties.get('href')?.value : undefined;
  return href ? inText(href) : undefined;
}

/** Joins parts as a template literal does. */
export function joinText(parts: readonly Value[], origin: Origin): Value {
  let text = '';
  for (const part of parts) {
    const piece = inText(part);
    if (piece === undefined) return unknownFrom(part, origin);
    text += piece;
    if (text.length > maximumText) return unknown('is too long a text', origin);
  }
  return literalValue(text, origin);
}

/** An {@link unknown} that hands on why `value` is one. */
export function unknownFrom(value: Value, origin: Origin): Unknown {
  if (value.kind === 'unknown') return value.origin.line > 0 ? value : { ...value, origin };
  if (value.kind === 'call') return unknown(`depends on the call ${value.name}(…)`, origin);
  if (value.kind === 'reference') return unknown(`depends on ${value.name}`, origin);
  if (value.kind === 'literal' && value.unset !== undefined) return unknownVariable(value.unset, origin);
  return unknown('is not plain data', origin);
}

export function binary(operator: string, left: Value, right: Value, origin: Origin): Value {
  if (operator === '+') return sum(left, right, origin);
  if (operator === 'in') return isIn(left, right, origin);
  if (left.kind !== 'literal' || right.kind !== 'literal') {
    const isIdentity = operator === '===' || operator === '!==';
    const differ = (left.kind === 'literal') !== (right.kind === 'literal') && [left, right].every(isSettled);
    if (isIdentity && differ) return literalValue(operator === '!==', origin);
    return unknownFrom(left.kind === 'literal' ? right : left, origin);
  }
  const result = compare(operator, left.value, right.value);
  return result === undefined ? unknown(`uses the operator ${operator}`, origin) : literalValue(result, origin);
}

function isSettled(value: Value): boolean {
  return value.kind === 'literal' || truth(value) === true;
}

function sum(left: Value, right: Value, origin: Origin): Value {
  const numbers = [left, right].map((side) => (side.kind === 'literal' ? side.value : undefined));
  if (typeof numbers[0] === 'number' && typeof numbers[1] === 'number') {
    return literalValue(numbers[0] + numbers[1], origin);
  }
  return joinText([left, right], origin);
}

function isIn(left: Value, right: Value, origin: Origin): Value {
  const key = inText(left);
  if (key === undefined || right.kind !== 'object') return unknownFrom(right, origin);
  if (right.properties.has(key)) return literalValue(true, origin);
  return right.unread[0] ?? literalValue(false, origin);
}

function compare(operator: string, a: Primitive, b: Primitive): Primitive {
  switch (operator) {
    case '===':
      return a === b;
    case '!==':
      return a !== b;
    case '==':
      return a === b || ((a ?? null) === null && (b ?? null) === null) || String(a) === String(b);
    case '!=':
      return !compare('==', a, b);
  }
  if (typeof a === 'string' && typeof b === 'string') {
    const order = a < b ? -1 : a > b ? 1 : 0;
    return compareNumbers(operator, order, 0);
  }
  const [x, y] = [Number(a), Number(b)];
  return compareNumbers(operator, x, y) ?? calculate(operator, x, y);
}

function compareNumbers(operator: string, a: number, b: number): boolean | undefined {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return undefined;
  }
}

function calculate(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    default:
      return undefined;
  }
}

export function unary(operator: string, value: Value, origin: Origin): Value {
  if (operator === 'void') return literalValue(undefined, origin);
  if (operator === '!') {
    const is = truth(value);
    return is === undefined ? unknownFrom(value, origin) : literalValue(!is, origin);
  }
  if (operator === 'typeof') {
    if (value.kind === 'unknown' || value.kind === 'call' || value.kind === 'reference')
      return unknownFrom(value, origin);
    const name = value.kind === 'literal' ? (value.value === null ? 'object' : typeof value.value) : value.kind;
    return literalValue(name === 'list' || name === 'regex' ? 'object' : name, origin);
  }
  if (value.kind !== 'literal') return unknownFrom(value, origin);
  if (operator === '-') return literalValue(-Number(value.value), origin);
  if (operator === '+') return literalValue(Number(value.value), origin);
  return unknown(`uses the operator ${operator}`, origin);
}
