/** One evaluation of a script and the modules it imports. */
import type { RepoPath } from '../paths.ts';
import { type Evaluation, type Given, maximumDepth, maximumSteps, type Sources } from './evaluation.ts';
import { evaluateExpression } from './expressions.ts';
import { applyFunction } from './functions.ts';
import {
  dataModule,
  isReadableModule,
  type Module,
  namespaceOf,
  resolveImport,
  scriptModule,
  variableOf,
} from './modules.ts';
import type { Parsed } from './parse.ts';
import type { Script } from './script.ts';
import {
  isAbsent,
  literalValue,
  nowhere,
  type Origin,
  property,
  type Unknown,
  unknown,
  unknownVariable,
  type Value,
} from './value.ts';

const maximumDoubts = 20;

/** How an evaluation differs from the usual one. */
export interface Variant {
  /** What calls outside the repository return; where it is given, doubtful items stay in lists. */
  readonly given?: Given | undefined;
  /** Whether a variable of the environment is taken for unknown, though it is set to this, or to nothing. */
  readonly hides?: ((value: string | undefined) => boolean) | undefined;
}

export function startProgram(
  file: RepoPath,
  main: Parsed,
  sources: Sources,
  workingFolder: RepoPath,
  { given, hides }: Variant = {},
): Script {
  const modules = new Map<RepoPath, Module>();
  const doubts: Unknown[] = [];
  const asked = new Map<string, string | undefined>();
  let steps = 0;
  let depth = 0;
  const evaluation: Evaluation = {
    sources,
    workingFolder,
    keepsDoubtful: given !== undefined,
    given: given ?? (() => undefined),
    doubt: (value) => {
      if (doubts.length < maximumDoubts) doubts.push(value);
    },
    step: (cost = 1) => {
      steps += cost;
      sources.budget.left -= cost;
      if (steps <= maximumSteps && sources.budget.left > 0) return true;
      sources.budget.ended.add(file);
      return false;
    },
    deeper: (run) => {
      if (depth >= maximumDepth) return undefined;
      depth++;
      try {
        return run();
      } finally {
        depth--;
      }
    },
    variable: (name, written, origin) => {
      const set = sources.environment.get(name);
      asked.set(written, set);
      if (hides?.(set)) return unknownVariable(written, origin);
      return { ...literalValue(set, origin), ...(set === undefined ? { unset: written } : {}) };
    },
    evaluate: (node, scope) => evaluateExpression(node, scope, evaluation),
    apply: (callee, args, origin) => applyFunction(evaluation, callee, args, origin),
    imported,
  };
  const module = scriptModule(file, main, evaluation);
  modules.set(file, module);

  function moduleAt(path: RepoPath): Module | undefined {
    const known = modules.get(path);
    if (known) return known;
    const text = sources.text(path);
    if (text === undefined) return undefined;
    const made = path.endsWith('.json')
      ? dataModule(path, text)
      : scriptModule(path, sources.parsed(path, text), evaluation);
    modules.set(path, made);
    return made;
  }

  function imported(specifier: string, name: string, from: RepoPath, origin: Origin): Value {
    if (/^(?:node:)?process$/.test(specifier)) {
      const own = name === 'default' || name === '*' ? 'process' : `process.${name}`;
      return { kind: 'reference', module: undefined, name: own, origin };
    }
    const path = resolveImport(specifier, from, sources.has, sources.aliases);
    const target = path === undefined || !isReadableModule(path) ? undefined : moduleAt(path);
    return target ? exportOf(target, name, origin) : { kind: 'reference', module: specifier, name, origin };
  }

  function exportOf(from: Module, name: string, origin: Origin): Value {
    if (from.problem) return unknown(`comes from ${from.file}, which could not be parsed`, origin);
    if (name === '*') {
      const stars = from.stars.map((star) => imported(star, '*', from.file, origin));
      return namespaceOf(from, origin, stars);
    }
    const own = from.exports.get(name);
    if (own) return own();
    for (const star of from.stars) {
      const found = imported(star, name, from.file, origin);
      if (!isAbsent(found)) return found;
    }
    // A named import of a CommonJS module or of JSON is a member of what it exports.
    const all = name === 'default' ? undefined : from.exports.get('default')?.();
    return all?.kind === 'object' ? property(all, name) : literalValue(undefined, origin);
  }

  const start: Origin = { file, start: 0, end: 0, line: 1 };
  const exported = (name: string): Value => exportOf(module, name, start);
  let mainValue: Value | undefined;
  const defaultExport = (): Value => {
    mainValue ??= exported('default');
    return mainValue;
  };
  return {
    file,
    tree: main.tree,
    get main() {
      const value = defaultExport();
      return isAbsent(value) && module.exports.size > 0 ? namespaceOf(module, start, []) : value;
    },
    exported: (name) => {
      const found = exported(name);
      const whole = defaultExport();
      return isAbsent(found) && whole.kind === 'object' ? property(whole, name) : found;
    },
    variable: (name) => variableOf(module.scope, name, evaluation),
    call: (callee, ...args) => {
      steps = 0;
      return applyFunction(evaluation, callee, args, nowhere);
    },
    doubts: () => doubts,
    knowing: (known) => startProgram(file, main, sources, workingFolder, { given: known, hides }),
    asked,
    hiding: (which) => startProgram(file, main, sources, workingFolder, { given, hides: which }),
    notes: module.problem
      ? [
          {
            file,
            line: module.problem.line,
            message: `${file} could not be parsed: ${module.problem.message}`,
            doubtsAddresses: true,
          },
        ]
      : [],
  };
}
