/**
 * Reads configuration written in JavaScript or TypeScript as data: the syntax tree is evaluated for a pure, bounded
 * subset of the language, and nothing of the repository is ever run. What lies beyond is an `Unknown` in its place.
 */
import type { File } from '@babel/types';
import type { Note } from '../model.ts';
import { below, folderOf, type RepoPath } from '../paths.ts';
import { type Evaluation, maximumDepth, maximumSteps, type Sources } from './scriptEvaluation.ts';
import { evaluateExpression } from './scriptExpressions.ts';
import { applyFunction } from './scriptFunctions.ts';
import {
  dataModule,
  importsOf,
  isReadableModule,
  type Module,
  namespaceOf,
  resolveImport,
  scriptModule,
  variableOf,
} from './scriptModules.ts';
import { type Parsed, parseScript } from './scriptParse.ts';
import { fromData, isAbsent, literal, nowhere, type Origin, property, unknown, type Value } from './scriptValue.ts';

/** Where scripts and what they import are read from; a `Repo` is one. */
export interface ScriptFiles {
  readonly files: readonly RepoPath[];
  has(path: RepoPath): boolean;
  read(path: RepoPath): Promise<string | undefined>;
}

export interface Script {
  readonly file: RepoPath;
  /** The syntax tree; `undefined` when the text could not be parsed at all. */
  readonly tree: File | undefined;
  /** `export default` or `module.exports`; a literal `undefined` when there is neither. */
  readonly main: Value;
  /** A named export, or a property of `module.exports`; a literal `undefined` when there is none. */
  exported(name: string): Value;
  /** A variable of the module, exported or not; a literal `undefined` when there is none. */
  variable(name: string): Value;
  /** What a function of the script returns for these arguments; an `Unknown` when that cannot be told. */
  call(callee: Value, ...args: readonly Value[]): Value;
  /** Syntax errors. */
  readonly notes: readonly Note[];
}

export interface ScriptReader {
  /**
   * Evaluates a script and what it imports from the repository; `undefined` when there is no such file.
   * `text` replaces what is on disk, as for the script part of a larger file.
   */
  read(file: RepoPath, text?: string): Promise<Script | undefined>;
}

/** Imports of imports of imports: beyond this, configuration is a program. */
const importDepth = 5;
const maximumModules = 80;
/** How often files that the scripts themselves read (`fs.readFileSync`) are fetched and the script evaluated again. */
const rounds = 4;

/** A reader that parses every file once. `workingFolder` is where the site's build would run. */
export function scriptReader(files: ScriptFiles, workingFolder?: RepoPath): ScriptReader {
  const texts = new Map<RepoPath, string | undefined>();
  const trees = new Map<RepoPath, Parsed>();
  const load = async (path: RepoPath): Promise<string | undefined> => {
    if (!texts.has(path)) texts.set(path, await files.read(path));
    return texts.get(path);
  };
  const parsed = (path: RepoPath, text: string): Parsed => {
    const known = trees.get(path) ?? parseScript(text, path);
    trees.set(path, known);
    return known;
  };
  const loadImports = async (from: RepoPath, tree: File | undefined, depth: number): Promise<void> => {
    if (!tree || depth > importDepth) return;
    for (const specifier of importsOf(tree)) {
      const path = resolveImport(specifier, from, (candidate) => files.has(candidate));
      if (path === undefined || trees.has(path) || !isReadableModule(path) || trees.size >= maximumModules) continue;
      const text = await load(path);
      if (text === undefined || path.endsWith('.json')) continue;
      await loadImports(path, parsed(path, text).tree, depth + 1);
    }
  };
  return {
    async read(file, text) {
      const own = text ?? (await load(file));
      if (own === undefined) return undefined;
      const main = text === undefined ? parsed(file, own) : parseScript(own, file);
      await loadImports(file, main.tree, 1);
      for (let round = 0; ; round++) {
        const wanted = new Set<RepoPath>();
        const sources: Sources = {
          has: (path) => files.has(path),
          text: (path) => {
            if (!texts.has(path) && files.has(path)) wanted.add(path);
            return path === file ? own : texts.get(path);
          },
          below: (folder) => files.files.flatMap((path) => below(path, folder) ?? []),
        };
        const script = scriptOf(file, main, sources, parsed, workingFolder ?? folderOf(file));
        if (script.main.kind === 'function' || script.main.kind === 'call') configurationOf(script);
        if (wanted.size === 0 || round === rounds) return script;
        await Promise.all([...wanted].map(load));
      }
    },
  };
}

/** Evaluates one script; see {@link ScriptReader.read}. */
export function readScript(file: RepoPath, files: ScriptFiles): Promise<Script | undefined> {
  return scriptReader(files).read(file);
}

/** Evaluates a single text without what it imports: for callers that only hold an open document. */
export function readScriptText(file: RepoPath, text: string): Script {
  const sources: Sources = { has: (path) => path === file, text: () => undefined, below: () => [] };
  return scriptOf(file, parseScript(text, file), sources, (path, other) => parseScript(other, path), folderOf(file));
}

/**
 * The configuration a module exports: what `defineConfig` and other wrappers were given, and what a function returns
 * for a production build. The innermost object when wrappers are nested.
 */
export function configurationOf(script: Script, exported: Value = script.main): Value {
  let value = exported;
  for (let depth = 0; depth < 10; depth++) {
    if (value.kind === 'function') value = script.call(value, ...buildArguments);
    else if (value.kind === 'call') {
      const inner = [...value.args, value.callee].find(({ kind }) => ['object', 'function', 'call'].includes(kind));
      value = inner ?? unknown(`is the result of ${value.name}(…)`, value.origin);
    } else return value;
  }
  return value;
}

/** What Vite, Next and others hand to a configuration function, as far as they agree. */
const buildArguments: readonly Value[] = [
  fromData({ mode: 'production', command: 'build', isSsrBuild: false, isPreview: false }),
];

function scriptOf(
  file: RepoPath,
  main: Parsed,
  sources: Sources,
  parsed: (path: RepoPath, text: string) => Parsed,
  workingFolder: RepoPath,
): Script {
  const modules = new Map<RepoPath, Module>();
  let steps = 0;
  let depth = 0;
  const moduleAt = (path: RepoPath): Module | undefined => {
    const known = modules.get(path);
    if (known) return known;
    const text = sources.text(path);
    if (text === undefined) return undefined;
    const module = path.endsWith('.json') ? dataModule(path, text) : scriptModule(path, parsed(path, text), evaluation);
    modules.set(path, module);
    return module;
  };
  const evaluation: Evaluation = {
    sources,
    workingFolder,
    step: () => ++steps <= maximumSteps,
    deeper: (run) => {
      if (depth >= maximumDepth) return undefined;
      depth++;
      try {
        return run();
      } finally {
        depth--;
      }
    },
    evaluate: (node, scope) => evaluateExpression(node, scope, evaluation),
    apply: (callee, args, origin) => applyFunction(evaluation, callee, args, origin),
    imported: (specifier, name, from, origin) => imported(specifier, name, from, origin, evaluation, moduleAt),
  };
  const module = scriptModule(file, main, evaluation);
  modules.set(file, module);
  const exported = (name: string): Value => exportOf(module, name, startOf(file), evaluation, moduleAt);
  const mainValue = exported('default');
  return {
    file,
    tree: main.tree,
    main: isAbsent(mainValue) && module.exports.size > 0 ? namespaceOf(module, startOf(file), []) : mainValue,
    exported: (name) => {
      const found = exported(name);
      return isAbsent(found) && mainValue.kind === 'object' ? property(mainValue, name) : found;
    },
    variable: (name) => variableOf(module.scope, name, evaluation),
    call: (callee, ...args) => {
      steps = 0;
      return applyFunction(evaluation, callee, args, nowhere);
    },
    notes: module.problem
      ? [{ file, line: module.problem.line, message: `${file} could not be parsed: ${module.problem.message}` }]
      : [],
  };
}

function startOf(file: RepoPath): Origin {
  return { file, start: 0, end: 0, line: 1 };
}

function imported(
  specifier: string,
  name: string,
  from: RepoPath,
  origin: Origin,
  evaluation: Evaluation,
  moduleAt: (path: RepoPath) => Module | undefined,
): Value {
  if (!specifier.startsWith('.') && !specifier.startsWith('/')) {
    return { kind: 'reference', module: specifier, name, origin };
  }
  const path = resolveImport(specifier, from, evaluation.sources.has);
  const module = path === undefined || !isReadableModule(path) ? undefined : moduleAt(path);
  if (!module) return { kind: 'reference', module: specifier, name, origin };
  return exportOf(module, name, origin, evaluation, moduleAt);
}

function exportOf(
  module: Module,
  name: string,
  origin: Origin,
  evaluation: Evaluation,
  moduleAt: (path: RepoPath) => Module | undefined,
): Value {
  const follow = (star: string, wanted: string): Value =>
    imported(star, wanted, module.file, origin, evaluation, moduleAt);
  if (module.problem) return unknown(`comes from ${module.file}, which could not be parsed`, origin);
  if (name === '*') {
    return namespaceOf(
      module,
      origin,
      module.stars.map((star) => follow(star, '*')),
    );
  }
  const own = module.exports.get(name);
  if (own) return own();
  for (const star of module.stars) {
    const found = follow(star, name);
    if (!isAbsent(found)) return found;
  }
  // A named import of a CommonJS module or of JSON is a member of what it exports.
  const main = name === 'default' ? undefined : module.exports.get('default')?.();
  return main?.kind === 'object' ? property(main, name) : literal(undefined, origin);
}
