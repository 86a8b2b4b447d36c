/**
 * Reads configuration written in JavaScript or TypeScript as data: the syntax tree is evaluated for a pure, bounded
 * subset of the language, and nothing of the repository is ever run. What lies beyond is an `Unknown` in its place.
 */
import type { File } from '@babel/types';
import type { Note } from '../model.ts';
import { below, folderOf, type RepoPath } from '../paths.ts';
import { withAssumptions } from './elsewhere.ts';
import { budgetOf, type Given, maximumSteps, type Sources, stepBudget } from './evaluation.ts';
import { importsOf, isReadableModule, resolveImport } from './modules.ts';
import { type Parsed, parseScript } from './parse.ts';
import { startProgram } from './program.ts';
import { type Aliases, noAliases, readAliases } from './project/aliases.ts';
import { buildEnvironment } from './project/environment.ts';
import {
  type Call,
  fromData,
  isAbsent,
  type Property,
  type Struct,
  type Unknown,
  unknown,
  type Value,
} from './value.ts';

/** Where scripts and what they import are read from; a `Repo` is one. */
export interface ScriptFiles {
  readonly files: readonly RepoPath[];
  has(path: RepoPath): boolean;
  read(path: RepoPath): Promise<string | undefined>;
}

/** A script, evaluated as data as far as it is asked for. */
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
  /** Why functions that were called could not be followed to their ends, whether or not it matters. */
  doubts(): readonly Unknown[];
  /**
   * The same script evaluated afresh by one who knows what some functions of packages return:
   * `getCollection('blog')`. Doubtful items stay in filtered lists.
   */
  knowing(given: Given): Script;
  /** The variables of the environment that were asked for up to now, as they are written, and what they are set to. */
  readonly asked: ReadonlyMap<string, string | undefined>;
  /** The same script evaluated afresh, with the variables of the environment unknown whose values `which` picks. */
  hiding(which: (value: string | undefined) => boolean): Script;
  /** Syntax errors. */
  readonly notes: readonly Note[];
}

/** Reads scripts of one repository; what was read once is kept. */
export interface ScriptReader {
  /**
   * Evaluates a script and what it imports from the repository; `undefined` when there is no such file.
   * `text` replaces what is on disk, as for the script part of a larger file.
   */
  read(file: RepoPath, text?: string): Promise<Script | undefined>;
}

/** Imports of imports of imports: beyond this, configuration is a program. */
const importDepth = 6;
const maximumModules = 300;
/** How often files that the scripts themselves read (`fs.readFileSync`) are fetched and the script evaluated again. */
const rounds = 4;

/** A reader that parses every file once. `workingFolder` is where the site's build would run. */
export function scriptReader(files: ScriptFiles, workingFolder?: RepoPath): ScriptReader {
  const texts = new Map<RepoPath, string | undefined>();
  const trees = new Map<RepoPath, Parsed>();
  const aliases = new Map<RepoPath, Promise<Aliases>>();
  const environmentFor = environments(files);
  const load = async (path: RepoPath): Promise<string | undefined> => {
    if (!texts.has(path)) texts.set(path, await files.read(path));
    return texts.get(path);
  };
  const parsed = (path: RepoPath, text: string): Parsed => {
    const known = trees.get(path) ?? parseScript(text, path);
    trees.set(path, known);
    return known;
  };
  const loadImports = async (from: RepoPath, tree: File | undefined, names: Aliases, depth: number): Promise<void> => {
    if (!tree || depth > importDepth) return;
    for (const specifier of importsOf(tree)) {
      const path = resolveImport(specifier, from, (candidate) => files.has(candidate), names);
      if (path === undefined || trees.has(path) || !isReadableModule(path) || trees.size >= maximumModules) continue;
      const text = await load(path);
      if (text === undefined || path.endsWith('.json')) continue;
      await loadImports(path, parsed(path, text).tree, names, depth + 1);
    }
  };
  return {
    async read(file, text) {
      const own = text ?? (await load(file));
      if (own === undefined) return undefined;
      const folder = workingFolder ?? folderOf(file);
      if (!aliases.has(folder)) aliases.set(folder, readAliases(folder, files));
      const names = (await aliases.get(folder)) ?? noAliases;
      const main = text === undefined ? parsed(file, own) : parseScript(own, file);
      await loadImports(file, main.tree, names, 1);
      const environment = await environmentFor(folder, [own, ...texts.values()]);
      for (let round = 0; ; round++) {
        const wanted = new Set<RepoPath>();
        const sources: Sources = {
          has: (path) => files.has(path),
          text: (path) => {
            if (!texts.has(path) && files.has(path)) wanted.add(path);
            return path === file ? own : texts.get(path);
          },
          below: (folder) => files.files.flatMap((path) => below(path, folder) ?? []),
          parsed,
          aliases: names,
          environment,
          budget: budgetOf(files),
        };
        const script = startProgram(file, main, sources, folder);
        if (script.main.kind === 'function' || script.main.kind === 'call') configurationOf(script);
        if (wanted.size === 0 || round === rounds) return script;
        await Promise.all([...wanted].map(load));
      }
    },
  };
}

/** What is set while a site in a folder is built; most scripts ask for none of it. */
function environments(files: ScriptFiles) {
  const known = new Map<RepoPath, Promise<ReadonlyMap<string, string>>>();
  return async (folder: RepoPath, texts: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>> => {
    if (!texts.some((text) => text?.includes('.env'))) return new Map();
    const found = known.get(folder) ?? buildEnvironment(folder, files);
    known.set(folder, found);
    return found;
  };
}

/** Evaluates one script; see {@link ScriptReader.read}. */
export function readScript(file: RepoPath, files: ScriptFiles): Promise<Script | undefined> {
  return scriptReader(files).read(file);
}

/** Evaluates a single text without what it imports: for callers that only hold an open document. */
export function readScriptText(file: RepoPath, text: string): Script {
  const sources: Sources = {
    has: (path) => path === file,
    text: () => undefined,
    below: () => [],
    parsed: (path, other) => parseScript(other, path),
    aliases: noAliases,
    environment: new Map(),
    budget: stepBudget(maximumSteps),
  };
  return startProgram(file, parseScript(text, file), sources, folderOf(file));
}

/**
 * The configuration a module exports: what `defineConfig` and other wrappers were given, and what a function returns
 * for a production build. The innermost object when wrappers are nested.
 */
export function configurationOf(script: Script, exported?: Value): Value {
  if (exported !== undefined) return unwrapped(script, exported, mostWrappers);
  return withAssumptions(script, (evaluated) => unwrapped(evaluated, evaluated.main, mostWrappers));
}

const mostWrappers = 10;

function unwrapped(script: Script, exported: Value, most: number): Value {
  let value = exported;
  for (let depth = most; depth > 0; depth--) {
    if (value.kind === 'function') value = script.call(value, ...buildArguments);
    else if (value.kind === 'call') {
      if (isAssign(value)) return mergedConfiguration(script, value, depth - 1);
      const inner = [...value.args, value.callee].find(({ kind }) => ['object', 'function', 'call'].includes(kind));
      value = inner ?? unknown(`is the result of ${value.name}(…)`, value.origin);
    } else return value;
  }
  return value;
}

/** `Object.assign({}, withPlugin(config), { more })`, where a wrapper of a package stands among the objects. */
function isAssign({ module, name }: Call): boolean {
  return module === undefined && name === 'Object.assign';
}

function mergedConfiguration(script: Script, { args, origin }: Call, most: number): Struct {
  const properties = new Map<string, Property>();
  const unread: Unknown[] = [];
  // A single one is followed: functions that hand themselves on would multiply.
  const wrapped = args.find(({ kind }) => kind === 'call');
  for (const argument of args) {
    const part = argument === wrapped ? unwrapped(script, argument, most) : argument;
    if (part.kind === 'object') {
      for (const [key, item] of part.properties) properties.set(key, item);
      for (const hidden of part.unread) unread.push(hidden);
    } else if (!isAbsent(part)) {
      unread.push(part.kind === 'unknown' ? part : unknown('is not an object written here', part.origin));
    }
  }
  return { kind: 'object', properties, unread, origin };
}

/** What Vite, Next and others hand to a configuration function, as far as they agree. */
const buildArguments: readonly Value[] = [
  fromData({ mode: 'production', command: 'build', isSsrBuild: false, isPreview: false }),
];
