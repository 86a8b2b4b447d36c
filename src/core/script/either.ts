/** What is left of two values when nobody can tell which of them it is: what both agree in, and an `Unknown` for the rest. */
import type { Evaluation } from './evaluation.ts';
import type { Call, List, Property, Struct, Unknown, Value } from './value.ts';

type Bounds = Pick<Evaluation, 'step' | 'deeper'>;

/** Wrappers around wrappers around a configuration; beyond, it is a program. */
const mostWrappers = 10;

/**
 * Either of two values. `why` stands in place of each part in which they differ, and of items that one list has more.
 * A configuration and the same one in a wrapper of a package (`analyze ? withAnalyzer(config) : config`) agree in what the
 * configuration says, as wrappers are taken to hand it on.
 */
export function either(one: Value, other: Value, why: Unknown, evaluation: Bounds): Value {
  if (one === other) return one;
  if (!evaluation.step()) return why;
  return evaluation.deeper(() => eitherPart(one, other, why, evaluation)) ?? why;
}

function eitherPart(one: Value, other: Value, why: Unknown, evaluation: Bounds): Value {
  if (one.kind !== 'call' && other.kind === 'call') return eitherWrapped(one, other, why, evaluation);
  if (one.kind === 'call' && other.kind !== 'call') return eitherWrapped(other, one, why, evaluation);
  switch (one.kind) {
    case 'list':
      return other.kind === 'list' ? eitherList(one, other, why, evaluation) : why;
    case 'object':
      return other.kind === 'object' ? eitherObject(one, other, why, evaluation) : why;
    case 'call':
      return other.kind === 'call' && isSameFunction(one, other) ? eitherCall(one, other, why, evaluation) : why;
    default:
      return isSame(one, other) ? one : why;
  }
}

function isSame(one: Value, other: Value): boolean {
  if (one.kind === 'literal' && other.kind === 'literal') return Object.is(one.value, other.value);
  if (one.kind === 'function' && other.kind === 'function') return one.node === other.node;
  if (one.kind === 'regex' && other.kind === 'regex') return one.source === other.source && one.flags === other.flags;
  return (
    one.kind === 'reference' && other.kind === 'reference' && one.name === other.name && one.module === other.module
  );
}

function eitherCall(one: Call, other: Call, why: Unknown, evaluation: Bounds): Call {
  const args = one.args.map((argument, index) => either(argument, other.args[index] ?? why, why, evaluation));
  return { ...one, args };
}

function isSameFunction(one: Call, other: Call): boolean {
  return one.name === other.name && one.module === other.module && one.args.length === other.args.length;
}

function eitherWrapped(plain: Value, call: Call, why: Unknown, evaluation: Bounds): Value {
  let inner: Value = call;
  for (let depth = mostWrappers; inner.kind === 'call' && depth > 0; depth--) {
    const parts: readonly Value[] = [...inner.args, inner.callee];
    if (parts.includes(plain)) return plain;
    const found = parts.find(({ kind }) => kind === 'object' || kind === 'call');
    if (found === undefined) return why;
    inner = found;
  }
  return inner.kind === 'object' && plain.kind === 'object' ? eitherObject(plain, inner, why, evaluation) : why;
}

function eitherList(one: List, other: List, why: Unknown, evaluation: Bounds): List {
  const shorter = Math.min(one.items.length, other.items.length);
  const items = one.items
    .slice(0, shorter)
    .map((item, index) => either(item, other.items[index] ?? why, why, evaluation));
  return { ...one, items: one.items.length === other.items.length ? items : [...items, { ...why, several: true }] };
}

function eitherObject(one: Struct, other: Struct, why: Unknown, evaluation: Bounds): Struct {
  const properties = new Map<string, Property>();
  for (const [key, item] of one.properties) {
    const second = other.properties.get(key);
    properties.set(
      key,
      second ? { ...item, value: either(item.value, second.value, why, evaluation) } : hidden(item, why),
    );
  }
  for (const [key, item] of other.properties) if (!one.properties.has(key)) properties.set(key, hidden(item, why));
  return { ...one, properties, unread: [...new Set([...one.unread, ...other.unread])] };
}

function hidden({ origin }: Property, why: Unknown): Property {
  return { value: why, origin };
}
