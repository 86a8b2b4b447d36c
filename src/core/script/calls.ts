/** Calls: of the repository's own functions, of methods of known values, and of the few pure library functions. */
import type { Node } from '@babel/types';
import { parseYaml } from '../text/yaml.ts';
import { store } from './assignments.ts';
import { type Evaluation, isShallow, maximumItems } from './evaluation.ts';
import { fileUrlPath, parsed, readFile } from './fileReads.ts';
import { callGlobal } from './globals.ts';
import { callLibrary } from './libraries.ts';
import { callMethod } from './methods.ts';
import { pathFunction } from './paths.ts';
import type { Scope } from './scope.ts';
import { literalValue, type Origin, type Reference, unknown, type Value } from './value.ts';

/** A call with its arguments evaluated, before the function is looked for. */
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
  const grown = { ...receiver, items: changed() };
  store(receiverNode, isShallow(grown) ? grown : unknown('is nested too deeply', origin), scope, evaluation);
  if (method === 'pop') return items.at(-1) ?? literalValue(undefined, origin);
  if (method === 'shift') return items[0] ?? literalValue(undefined, origin);
  return literalValue(items.length + args.length, origin);
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
