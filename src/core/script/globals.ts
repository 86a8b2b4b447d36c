/** Calls of the language's own functions: `Object.entries`, `JSON.parse`, `require`, `encodeURI`. */

import { folderOf } from '../paths.ts';
import { parseJson } from '../text/json.ts';
import { greatest, least } from '../text/longLists.ts';
import { store } from './assignments.ts';
import type { PendingCall } from './calls.ts';
import { type Evaluation, maximumItems } from './evaluation.ts';
import { parsed } from './fileReads.ts';
import { callMethod } from './methods.ts';
import { inText, truth, unknownFrom } from './operators.ts';
import { joinPath } from './paths.ts';
import { list, literalValue, type Origin, type Property, property, unknown, type Value } from './value.ts';

/** The result of a global function; `undefined` for one that is not known here. */
export function callGlobal(name: string, call: PendingCall, evaluation: Evaluation): Value | undefined {
  const { args, origin, scope } = call;
  const first = args[0] ?? literalValue(undefined, origin);
  switch (name) {
    case 'require':
    case 'import': {
      const specifier = inText(first);
      return specifier === undefined ? undefined : evaluation.imported(specifier, '*', scope.file, origin);
    }
    case 'require.resolve':
    case 'import.meta.resolve': {
      const specifier = inText(first);
      if (specifier === undefined) return undefined;
      const isRelative = specifier.startsWith('.');
      return literalValue(isRelative ? joinPath([`/${folderOf(scope.file)}`, specifier]) : specifier, origin);
    }
    case 'process.cwd':
      return literalValue(`/${evaluation.workingFolder}`, origin);
    case 'String':
    case 'Number': {
      const text = inText(first);
      if (text === undefined) return unknownFrom(first, origin);
      return literalValue(name === 'String' ? text : Number(text), origin);
    }
    case 'Boolean': {
      const is = truth(first);
      return is === undefined ? unknownFrom(first, origin) : literalValue(is, origin);
    }
    case 'encodeURI':
    case 'encodeURIComponent':
    case 'decodeURI':
    case 'decodeURIComponent':
      return converted(name, first, origin);
    case 'JSON.parse':
      return parsed(first, origin, parseJson);
    case 'Array.isArray':
      return literalValue(first.kind === 'list', origin);
    case 'Math.ceil':
    case 'Math.floor':
    case 'Math.round':
    case 'Math.max':
    case 'Math.min':
      return calculated(name.slice(5), args, origin);
    case 'Array':
    case 'Array.from':
    case 'Promise.all': {
      const length = name === 'Array' ? first : first.kind === 'object' ? property(first, 'length') : undefined;
      const items = first.kind === 'list' ? first : length && emptyItems(length, origin);
      return items && args[1] ? callMethod(items, 'map', [args[1]], evaluation, origin) : items;
    }
    case 'Promise.resolve':
    case 'structuredClone':
    case 'Object.freeze':
      return first;
    default:
      return name.startsWith('Object.') ? objectFunction(name.slice(7), call, evaluation) : undefined;
  }
}

function calculated(name: string, args: readonly Value[], origin: Origin): Value | undefined {
  const numbers = args.map((argument) => (argument.kind === 'literal' ? Number(argument.value) : Number.NaN));
  const [first = Number.NaN] = numbers;
  const results: Readonly<Record<string, number>> = {
    ceil: Math.ceil(first),
    floor: Math.floor(first),
    round: Math.round(first),
    max: greatest(numbers),
    min: least(numbers),
  };
  const result = results[name];
  return result === undefined || Number.isNaN(result) ? undefined : literalValue(result, origin);
}

function emptyItems(length: Value, origin: Origin): Value | undefined {
  const size = length.kind === 'literal' ? Number(length.value) : Number.NaN;
  if (!(size >= 0 && size <= maximumItems)) return undefined;
  return list(
    Array.from({ length: Math.floor(size) }, () => literalValue(undefined, origin)),
    origin,
  );
}

function converted(name: string, value: Value, origin: Origin): Value {
  const text = inText(value);
  if (text === undefined) return unknownFrom(value, origin);
  const convert = { encodeURI, encodeURIComponent, decodeURI, decodeURIComponent }[name] ?? String;
  try {
    return literalValue(convert(text), origin);
  } catch {
    // A malformed escape throws in the build as well.
    return unknown('cannot be decoded', origin);
  }
}

function objectFunction(
  name: string,
  { args, argumentNodes, scope, origin }: PendingCall,
  evaluation: Evaluation,
): Value | undefined {
  const [first] = args;
  if (name === 'assign') {
    const merged = assign(args, origin);
    if (merged && argumentNodes[0]) store(argumentNodes[0], merged, scope, evaluation);
    return merged;
  }
  if (name === 'fromEntries' && first?.kind === 'list') {
    const properties = new Map<string, Property>();
    for (const pair of first.items) {
      const [key, value] = pair.kind === 'list' ? pair.items : [];
      const text = key && inText(key);
      if (text === undefined || !value) return unknownFrom(pair, origin);
      properties.set(text, { value, origin: value.origin });
    }
    return { kind: 'object', properties, unread: [], origin };
  }
  if (first?.kind !== 'object') return undefined;
  const pairs = [...first.properties].map(([key, { value }]) => [literalValue(key, origin), value] as const);
  if (name === 'keys') return list([...pairs.map(([key]) => key), ...first.unread], origin);
  if (name === 'values') return list([...pairs.map(([, value]) => value), ...first.unread], origin);
  if (name === 'entries') return list([...pairs.map((pair) => list(pair, origin)), ...first.unread], origin);
  return undefined;
}

function assign(args: readonly Value[], origin: Origin): Value | undefined {
  if (!args.every((argument) => argument.kind === 'object')) return undefined;
  const properties = new Map<string, Property>();
  for (const argument of args) for (const [key, item] of argument.properties) properties.set(key, item);
  return {
    kind: 'object',
    properties,
    unread: args.flatMap(({ unread }) => unread),
    origin: args[0]?.origin ?? origin,
  };
}
