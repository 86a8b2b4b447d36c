/** `new URL(…)`, `new Set(…)`, `new Map(…)` on known values. */
import { dateOf } from './dates.ts';
import type { Evaluation } from './evaluation.ts';
import { inText, unknownFrom } from './operators.ts';
import { dataOf, isAbsent, list, literalValue, type Origin, type Property, unknown, type Value } from './value.ts';

export function construct(callee: Value, args: readonly Value[], evaluation: Evaluation, origin: Origin): Value {
  const name = callee.kind === 'reference' ? callee.name : undefined;
  const first = args[0];
  if (name === 'URL') return address(args, origin);
  if (name === 'Set') return first?.kind === 'list' ? distinct(first.items, origin) : list([], origin);
  if (name === 'Map' && first?.kind === 'list') return mapOf(first.items, origin);
  if (name === 'Promise' && first?.kind === 'function') {
    // What it resolves to is not followed; what its executor does is.
    const result = evaluation.apply(first, [settle('resolve', origin), settle('reject', origin)], origin);
    return isAbsent(result) ? unknown('is what a promise resolves to', origin) : result;
  }
  if (name === 'Date' && first?.kind === 'literal' && typeof first.value === 'string') {
    // Dates stay the texts they are written as; their methods work on those.
    return dateOf(first.value) ? first : unknown('is not a date this reader knows', origin);
  }
  if (name === 'RegExp' && first) {
    const flags = args[1] ? inText(args[1]) : '';
    const source = first.kind === 'regex' ? first.source : inText(first);
    if (source !== undefined && flags !== undefined) return { kind: 'regex', source, flags, origin };
    return unknownFrom(first, origin);
  }
  return unknown(name ? `is made by new ${name}(…)` : 'is made by a class', origin);
}

function settle(name: string, origin: Origin): Value {
  return { kind: 'reference', name, module: undefined, origin };
}

function address(args: readonly Value[], origin: Origin): Value {
  const [text, base] = args.map(inText);
  if (text === undefined || (args.length > 1 && base === undefined))
    return unknownFrom(args[0] ?? literalValue('', origin), origin);
  try {
    const url = new URL(text, base);
    const parts = {
      href: url.href,
      pathname: url.pathname,
      origin: url.origin,
      host: url.host,
      hostname: url.hostname,
      protocol: url.protocol,
    };
    const properties = new Map<string, Property>();
    for (const [key, part] of Object.entries(parts)) properties.set(key, { value: literalValue(part, origin), origin });
    return { kind: 'object', properties, unread: [], origin };
  } catch {
    // What is no URL would stop the build as well.
    return unknown('is not a valid URL', origin);
  }
}

function distinct(items: readonly Value[], origin: Origin): Value {
  const seen = new Set<unknown>();
  return list(
    items.filter((item) => {
      const key = item.kind === 'literal' ? item.value : item;
      return seen.has(key) ? false : seen.add(key);
    }),
    origin,
  );
}

function mapOf(pairs: readonly Value[], origin: Origin): Value {
  const properties = new Map<string, Property>();
  for (const pair of pairs) {
    const [key, value] = pair.kind === 'list' ? pair.items : [];
    if (!key || !value || dataOf(key) === undefined) return unknownFrom(pair, origin);
    properties.set(String(dataOf(key)), { value, origin: pair.origin });
  }
  return { kind: 'object', properties, unread: [], origin };
}
