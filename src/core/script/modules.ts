/** Modules of the repository: what they import, declare and export. */
import type { File, ImportDeclaration, Node, Statement } from '@babel/types';
import { extensionOf, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import { parseJson } from '../text/json.ts';
import type { Evaluation } from './evaluation.ts';
import type { Parsed } from './parse.ts';
import { namesOf } from './patterns.ts';
import { type Aliases, noAliases } from './project/aliases.ts';
import { define, defineLazily, originOf, type Scope, walk } from './scope.ts';
import { declareLazily, settledValue } from './statements.ts';
import { fromData, literalValue, type Origin, type Property, type Unknown, unknown, type Value } from './value.ts';

/** A file of the repository, as a module. */
export interface Module {
  readonly file: RepoPath;
  readonly scope: Scope;
  readonly exports: ReadonlyMap<string, () => Value>;
  /** `export * from` these. */
  readonly stars: readonly string[];
  readonly problem: Parsed['problem'];
  /** Assigns to `module.exports`. */
  readonly isCommon: boolean;
}

const scriptExtensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.tsx', '.jsx', '.json'];

/** The file a relative import means; TypeScript may spell `./x.ts` as `./x.js`. */
export function resolveImport(
  specifier: string,
  from: RepoPath,
  has: (path: RepoPath) => boolean,
  aliases: Aliases = noAliases,
): RepoPath | undefined {
  const isInTree = specifier.startsWith('.') || specifier.startsWith('/');
  if (!isInTree)
    return aliases(specifier)
      .map((base) => existing(base, has))
      .find((path) => path !== undefined);
  const bare = specifier.replace(/\?.*$/s, '');
  const base = joinRepo(specifier.startsWith('/') ? '' : folderOf(from), bare);
  return base === undefined ? undefined : existing(base, has);
}

/** The file a path without its extension means. */
function existing(base: RepoPath, has: (path: RepoPath) => boolean): RepoPath | undefined {
  const candidates = [
    base,
    ...scriptExtensions.map((extension) => `${base}${extension}`),
    ...(/\.[cm]?js$/.test(base) ? [base.replace(/js$/, 'ts'), base.replace(/\.js$/, '.tsx')] : []),
    ...scriptExtensions.map((extension) => joinRepo(base, `index${extension}`) ?? ''),
  ];
  return candidates.find((path): path is RepoPath => path !== '' && has(path as RepoPath));
}

/** What a script imports or requires by a written name. */
export function importsOf(tree: File): readonly string[] {
  const found: string[] = [];
  walk(tree.program, (node) => {
    if ('source' in node && node.source && typeof node.source === 'object' && node.source.type === 'StringLiteral') {
      found.push(node.source.value);
    } else if (node.type === 'CallExpression') {
      const [first] = node.arguments;
      const { callee } = node;
      const isRequire = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
      if (isRequire && first?.type === 'StringLiteral') found.push(first.value);
    }
  });
  return found;
}

/** Is it a script or data that an import can be followed into? */
export function isReadableModule(path: string): boolean {
  return scriptExtensions.includes(extensionOf(path)) && !path.endsWith('.d.ts');
}

export function dataModule(file: RepoPath, text: string): Module {
  const origin: Origin = { file, start: 0, end: text.length, line: 1 };
  const value = (): Value => {
    try {
      return fromData(parseJson(text), origin);
    } catch {
      // Node refuses such an import as well.
      return unknown(`comes from ${file}, which is not valid JSON`, origin);
    }
  };
  return {
    file,
    scope: { file, parent: undefined, cells: new Map() },
    exports: new Map([['default', value]]),
    stars: [],
    problem: undefined,
    isCommon: true,
  };
}

export function scriptModule(file: RepoPath, parsed: Parsed, evaluation: Evaluation): Module {
  const scope: Scope = { file, parent: undefined, cells: new Map() };
  const exports = new Map<string, () => Value>();
  const stars: string[] = [];
  const body = parsed.tree?.program.body ?? [];
  for (const statement of body) declare(statement, { scope, exports, stars, evaluation });
  for (const { statement, names } of parsed.changes) {
    for (const name of names) scope.cells.get(name)?.changes.push(statement);
  }
  const isCommon = commonExports(body, scope, exports, evaluation);
  return { file, scope, exports, stars, problem: parsed.tree ? undefined : parsed.problem, isCommon };
}

interface Declaring {
  readonly scope: Scope;
  readonly exports: Map<string, () => Value>;
  readonly stars: string[];
  readonly evaluation: Evaluation;
}

function declare(statement: Statement, to: Declaring): void {
  const { scope, exports, evaluation } = to;
  switch (statement.type) {
    case 'ImportDeclaration':
      declareImports(statement, to);
      return;
    case 'VariableDeclaration':
      declareLazily(statement, scope, evaluation);
      return;
    case 'FunctionDeclaration':
      if (statement.id) define(scope, statement.id.name, evaluation.evaluate(statement, scope));
      return;
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement;
      if (declaration.type === 'FunctionDeclaration') declare(declaration, to);
      exports.set('default', () => evaluation.evaluate(declaration, scope));
      return;
    }
    case 'ExportNamedDeclaration':
      declareExports(statement, to);
      return;
    case 'ExportAllDeclaration':
      to.stars.push(statement.source.value);
      return;
    default:
  }
}

function declareImports(statement: ImportDeclaration, { scope, evaluation }: Declaring): void {
  const from = statement.source.value;
  for (const specifier of statement.specifiers) {
    const origin = originOf(specifier, scope);
    const name =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : specifier.type === 'ImportNamespaceSpecifier'
          ? '*'
          : nameOf(specifier.imported);
    defineLazily(scope, specifier.local.name, () => evaluation.imported(from, name, scope.file, origin));
  }
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : node.type === 'StringLiteral' ? node.value : '';
}

function declareExports(statement: Extract<Statement, { type: 'ExportNamedDeclaration' }>, to: Declaring): void {
  const { scope, exports, evaluation } = to;
  const own = (name: string) => (): Value => variableOf(scope, name, evaluation);
  if (statement.declaration) {
    declare(statement.declaration, to);
    const { declaration } = statement;
    if (declaration.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations) for (const name of namesOf(id)) exports.set(name, own(name));
    } else if (declaration.type === 'FunctionDeclaration' && declaration.id) {
      exports.set(declaration.id.name, own(declaration.id.name));
    }
  }
  for (const specifier of statement.specifiers) {
    const origin = originOf(specifier, scope);
    const source = statement.source?.value;
    if (specifier.type === 'ExportSpecifier') {
      const local = specifier.local.name;
      const follow = (): Value => evaluation.imported(source ?? '', local, scope.file, origin);
      exports.set(nameOf(specifier.exported), source === undefined ? own(local) : follow);
    } else if (specifier.type === 'ExportNamespaceSpecifier' && source !== undefined) {
      exports.set(specifier.exported.name, () => evaluation.imported(source, '*', scope.file, origin));
    }
  }
}

export function variableOf(scope: Scope, name: string, evaluation: Evaluation): Value {
  const origin: Origin = { file: scope.file, start: 0, end: 0, line: 1 };
  const cell = scope.cells.get(name);
  return cell ? settledValue(cell, name, scope, evaluation, origin) : literalValue(undefined, origin);
}

/** `module.exports = …`, `module.exports.x = …`, `exports.x = …`; whether the first is there. */
function commonExports(
  body: readonly Statement[],
  scope: Scope,
  exports: Map<string, () => Value>,
  evaluation: Evaluation,
): boolean {
  let isCommon = false;
  for (const statement of body) {
    let assigned = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    while (assigned?.type === 'AssignmentExpression') {
      const { left, right } = assigned;
      const path = left.type === 'MemberExpression' ? dotted(left) : undefined;
      const value = (): Value => evaluation.evaluate(right, scope);
      if (path === 'module.exports') isCommon = true;
      if (path === 'module.exports' || path === 'exports.default') exports.set('default', value);
      else if (path?.startsWith('module.exports.')) exports.set(path.slice('module.exports.'.length), value);
      else if (path?.startsWith('exports.')) exports.set(path.slice('exports.'.length), value);
      assigned = right;
    }
  }
  return isCommon;
}

function dotted(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined;
  const object = dotted(node.object);
  return object === undefined ? undefined : `${object}.${node.property.name}`;
}

/** All exports of a module as one object: what `require` or `import * as` gives. */
export function namespaceOf(module: Module, origin: Origin, stars: readonly Value[]): Value {
  const main = module.isCommon || module.exports.size === 1 ? module.exports.get('default')?.() : undefined;
  if (main && (main.kind !== 'object' || module.exports.size === 1)) return main;
  const properties = new Map<string, Property>();
  const unread: Unknown[] = [];
  for (const star of stars) {
    if (star.kind === 'object') for (const [key, item] of star.properties) properties.set(key, item);
    else unread.push(unknown('comes from a module that could not be read', star.origin));
  }
  for (const [name, value] of module.exports) {
    if (!main || name !== 'default') properties.set(name, { value: value(), origin });
  }
  if (main?.kind !== 'object') return { kind: 'object', properties, unread, origin };
  return { ...main, properties: new Map([...main.properties, ...properties]) };
}
