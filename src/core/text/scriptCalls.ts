/** Calls: of the repository's own functions, of methods of known values, and of the few pure library functions. */
import type { Node } from '@babel/types';
import { parse as parseYaml } from 'yaml';
import { folderOf, type RepoPath, repoPath } from '../paths.ts';
import { type Evaluation, maximumItems, maximumText } from './scriptEvaluation.ts';
import { callLibrary } from './scriptLibraries.ts';
import { callMethod } from './scriptMethods.ts';
import { inText, truth, unreadable } from './scriptOperators.ts';
import { joinPath, pathFunction } from './scriptPaths.ts';
import type { Scope } from './scriptScope.ts';
import { store } from './scriptStatements.ts';
import {
  fromData,
  list,
  literal,
  type Origin,
  type Property,
  property,
  type Reference,
  unknown,
  type Value,
} from './scriptValue.ts';

export interface PendingCall {
  readonly callee: Value;
  readonly receiver: Value | undefined;
  readonly method: string | undefined;
  /** The expression before the method's name. */
  readonly receiverNode: Node | undefined;
  readonly argumentNodes: readonly Node[];
  readonly name: string;
  readonly args: readonly Value[];
  readonly scope: Scope;
  readonly origin: Origin;
}

export function callFunction(call: PendingCall, evaluation: Evaluation): Value {
  const { callee, receiver, method, args, origin } = call;
  if (callee.kind === 'function') {
    const result = evaluation.apply(callee, args, origin);
    // A wrapper whose body is beyond us still shows the configuration it was given.
    const wraps = result.kind === 'unknown' && args.some(({ kind }) => kind === 'object' || kind === 'call');
    return wraps ? outside(call) : result;
  }
  if (callee.kind === 'reference') return callReference(callee, call, evaluation) ?? outside(call);
  // Promises are taken for what they promise.
  if (receiver && method === 'then' && args[0] && receiver.kind !== 'unknown' && receiver.kind !== 'call') {
    return evaluation.apply(args[0], [receiver], origin);
  }
  if (receiver && (method === 'catch' || method === 'finally') && receiver.kind !== 'unknown') return receiver;
  if (receiver && receiver.kind !== 'reference' && method !== undefined) {
    const result = changeList(call, evaluation) ?? callMethod(receiver, method, args, evaluation, origin);
    if (result) return result;
    return receiver.kind === 'unknown' ? receiver : outside(call);
  }
  return callee.kind === 'unknown' ? callee : outside(call);
}

/** `list.push(…)` and its kin give the variable a new list. */
function changeList(call: PendingCall, evaluation: Evaluation): Value | undefined {
  const { receiver, method, receiverNode, args, scope, origin } = call;
  if (receiver?.kind !== 'list' || !receiverNode) return undefined;
  const { items } = receiver;
  if (items.length + args.length > maximumItems) return unknown('is too long a list', origin);
  const changed = {
    push: () => [...items, ...args],
    unshift: () => [...args, ...items],
    pop: () => items.slice(0, -1),
    shift: () => items.slice(1),
  }[method ?? ''];
  if (!changed) return undefined;
  store(receiverNode, { ...receiver, items: changed() }, scope, evaluation);
  if (method === 'pop') return items.at(-1) ?? literal(undefined, origin);
  if (method === 'shift') return items[0] ?? literal(undefined, origin);
  return literal(items.length + args.length, origin);
}

function outside({ callee, name, args, origin }: PendingCall): Value {
  return { kind: 'call', callee, name, module: callee.kind === 'reference' ? callee.module : undefined, args, origin };
}

function callReference(callee: Reference, call: PendingCall, evaluation: Evaluation): Value | undefined {
  const { args, origin } = call;
  const known = evaluation.given(callee, args, evaluation);
  if (known) return known;
  const module = callee.module?.replace(/^node:/, '');
  const name = callee.name
    .replace(/^(?:default|\*)\./, '')
    .replace(/^\*$/, 'default')
    .replace(/^(?:posix|promises)\./, '');
  const [first] = args;
  if (module === undefined) return callGlobal(name, call, evaluation);
  if (module === 'path' || module === 'pathe') return pathFunction(name, args, evaluation.workingFolder, origin);
  if (module === 'url' && name === 'fileURLToPath' && first) return fileUrlPath(first, origin);
  if (module === 'url' && name === 'pathToFileURL' && first) return first;
  if (module === 'fs' || module === 'fs/promises' || module === 'fs-extra') {
    return readFile(name, args, evaluation, origin);
  }
  if (['js-yaml', 'yaml'].includes(module) && ['load', 'parse'].includes(name)) return parsed(first, origin, parseYaml);
  const library = callLibrary(module, name, args, evaluation, origin);
  if (library) return library;
  if (module === 'module' && name === 'createRequire') {
    return { kind: 'reference', name: 'require', module: undefined, origin };
  }
  return undefined;
}

function callGlobal(name: string, call: PendingCall, evaluation: Evaluation): Value | undefined {
  const { args, origin, scope } = call;
  const first = args[0] ?? literal(undefined, origin);
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
      return literal(isRelative ? joinPath([`/${folderOf(scope.file)}`, specifier]) : specifier, origin);
    }
    case 'process.cwd':
      return literal(`/${evaluation.workingFolder}`, origin);
    case 'String':
    case 'Number': {
      const text = inText(first);
      if (text === undefined) return unreadable(first, origin);
      return literal(name === 'String' ? text : Number(text), origin, first.assumed);
    }
    case 'Boolean': {
      const is = truth(first);
      return is === undefined ? unreadable(first, origin) : literal(is, origin, first.assumed);
    }
    case 'encodeURI':
    case 'encodeURIComponent':
    case 'decodeURI':
    case 'decodeURIComponent':
      return converted(name, first, origin);
    case 'JSON.parse':
      return parsed(first, origin, JSON.parse);
    case 'Array.isArray':
      return literal(first.kind === 'list', origin);
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
    max: Math.max(...numbers),
    min: Math.min(...numbers),
  };
  const result = results[name];
  return result === undefined || Number.isNaN(result) ? undefined : literal(result, origin);
}

function emptyItems(length: Value, origin: Origin): Value | undefined {
  const size = length.kind === 'literal' ? Number(length.value) : Number.NaN;
  if (!(size >= 0 && size <= maximumItems)) return undefined;
  return list(
    Array.from({ length: Math.floor(size) }, () => literal(undefined, origin)),
    origin,
  );
}

function converted(name: string, value: Value, origin: Origin): Value {
  const text = inText(value);
  if (text === undefined) return unreadable(value, origin);
  const convert = { encodeURI, encodeURIComponent, decodeURI, decodeURIComponent }[name] ?? String;
  try {
    return literal(convert(text), origin, value.assumed);
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
      if (text === undefined || !value) return unreadable(pair, origin);
      properties.set(text, { value, origin: value.origin });
    }
    return { kind: 'object', properties, unread: [], origin };
  }
  if (first?.kind !== 'object') return undefined;
  const pairs = [...first.properties].map(([key, { value }]) => [literal(key, origin), value] as const);
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

function fileUrlPath(value: Value, origin: Origin): Value {
  const text = inText(value);
  return text === undefined ? unreadable(value, origin) : literal(decodeURI(text.replace(/^file:\/\//, '')), origin);
}

function readFile(name: string, args: readonly Value[], evaluation: Evaluation, origin: Origin): Value | undefined {
  const where = args[0] && inText(args[0]);
  if (where === undefined) return undefined;
  const local = where.replace(/^file:\/\//, '');
  const path = repoPath(joinPath(local.startsWith('/') ? [local] : [`/${evaluation.workingFolder}`, local]).slice(1));
  if (path === undefined) return unknown('reads a file outside the repository', origin);
  if (name === 'existsSync' || name === 'pathExistsSync') return literal(evaluation.sources.has(path), origin);
  if (name === 'readdirSync' || name === 'readdir') return folderNames(path, evaluation, origin);
  if (!['readFileSync', 'readFile', 'readJsonSync', 'readJSONSync', 'readJson'].includes(name)) return undefined;
  const text = evaluation.sources.text(path);
  if (text === undefined || text.length > maximumText) return unknown(`reads the file ${path}`, origin);
  return name.startsWith('readFile') ? literal(text, origin) : parsed(literal(text, origin), origin, JSON.parse);
}

function folderNames(path: RepoPath, evaluation: Evaluation, origin: Origin): Value {
  const names = new Set(evaluation.sources.below(path).map((inner) => inner.replace(/\/.*$/s, '')));
  return list(
    [...names].sort().map((name) => literal(name, origin)),
    origin,
  );
}

function parsed(value: Value | undefined, origin: Origin, parse: (text: string) => unknown): Value {
  const text = value && inText(value);
  if (text === undefined) return value ? unreadable(value, origin) : literal(undefined, origin);
  try {
    return fromData(parse(text), origin);
  } catch {
    // The build would fail on it too; what matters here is that the value is not known.
    return unknown('is not valid JSON or YAML', origin);
  }
}
