/**
 * What a script would say in another environment: it is evaluated once more with the variables unknown that it asks for, and
 * what cannot be told then depends on them, whichever way it does: by a condition, an early `return`, a part of a text.
 */
import type { Script } from './script.ts';
import { type Assumption, assuming, deepest, type Property, type Struct, type Value } from './value.ts';

/**
 * What `read` finds in a script, each part that depends on the environment with what is assumed of it. Variables that
 * nothing sets count before those that the repository sets. `read` is called for every evaluation and must change nothing.
 */
export function withAssumptions(script: Script, read: (evaluated: Script) => Value): Value {
  let value = read(script);
  for (const isSet of [false, true]) {
    const hides = (set: string | undefined) => (set !== undefined) === isSet;
    if (![...script.asked.values()].some(hides)) continue;
    value = marked(value, read(script.hiding(hides)), (variable) => {
      const known = variable === undefined ? undefined : script.asked.get(variable);
      return { variable, value: known ?? (isSet ? '' : undefined) };
    });
  }
  return value;
}

type Assume = (variable: string | undefined) => Assumption;

function marked(value: Value, other: Value, assume: Assume, levels = deepest): Value {
  if (value.kind === 'unknown' || levels === 0) return value;
  if (value.kind === 'object' && other.kind === 'object') return markedObject(value, other, assume, levels - 1);
  const inner = (item: Value, second: Value = item) => marked(item, second, assume, levels - 1);
  if (value.kind === 'list' && other.kind === 'list' && value.items.length === other.items.length) {
    return { ...value, items: value.items.map((item, index) => inner(item, other.items[index])) };
  }
  if (value.kind === 'call' && other.kind === 'call' && value.args.length === other.args.length) {
    return { ...value, args: value.args.map((item, index) => inner(item, other.args[index])) };
  }
  if (value.kind !== other.kind || value.kind === 'list') return assuming(value, assume(variableIn(other)));
  const differs = value.kind === 'literal' && other.kind === 'literal' && !Object.is(value.value, other.value);
  return differs ? assuming(value, assume(undefined)) : value;
}

function markedObject(value: Struct, other: Struct, assume: Assume, levels: number): Struct {
  const properties = new Map<string, Property>();
  const hidden = other.unread.find(({ variable }) => variable !== undefined);
  for (const [key, item] of value.properties) {
    const second = other.properties.get(key)?.value ?? hidden;
    const found =
      second === undefined ? assuming(item.value, assume(undefined)) : marked(item.value, second, assume, levels);
    properties.set(key, { ...item, value: found });
  }
  const elsewhere = new Map(value.elsewhere);
  for (const [key, item] of other.properties) {
    if (!value.properties.has(key) && !elsewhere.has(key)) elsewhere.set(key, assume(variableIn(item.value)));
  }
  return { ...value, properties, ...(elsewhere.size > 0 ? { elsewhere } : {}) };
}

/** The variable that a value depends on, itself or the first of its items. */
function variableIn(value: Value): string | undefined {
  if (value.kind === 'unknown') return value.variable;
  return value.kind === 'list' ? value.items.map(variableIn).find((name) => name !== undefined) : undefined;
}
