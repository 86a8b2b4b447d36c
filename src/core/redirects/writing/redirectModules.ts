/** Redirects that a configuration imports: they are read and edited where the literal stands. Nothing is run. */

import type { Statement } from '@babel/types';
import { type DataNode, type DataText, dataAt, openData } from '../../data/data.ts';
import { fileName, type RepoPath } from '../../paths.ts';
import { readScript, type Script } from '../../script/script.ts';
import type { Value } from '../../script/value.ts';
import type { RedirectContext } from '../format.ts';
import type { RecordGrammar } from './recordList.ts';
import type { MapGrammar } from './recordMap.ts';

/**
 * The configurations with the modules in front of them that hold their redirects. `pick`: what the configuration has
 * for its redirects, evaluated together with what it imports. `target`: what a record of redirects has and others have not.
 */
export async function withModules(
  configs: readonly RepoPath[],
  context: RedirectContext,
  pick: (script: Script) => Value | undefined,
  target?: string,
): Promise<readonly RepoPath[]> {
  const modules = new Set<RepoPath>();
  for (const config of configs) {
    const text = await context.repo.read(config);
    if (text === undefined || !/['"][.@~#$][^'"\n]*['"]/.test(text)) continue;
    const script = await readScript(config, context.repo);
    const value = script && pick(script);
    if (value?.kind !== 'list' && value?.kind !== 'object') continue;
    const items = value.kind === 'list' ? value.items : [...value.properties.values()];
    for (const file of new Set([value, ...items].map(({ origin }) => origin.file))) {
      if (file !== config && !modules.has(file) && (await holds(file, value, context, target))) modules.add(file);
    }
  }
  return [...modules, ...configs];
}

/** Whether what the module exports is the value, or gives some of it; of several lists each has to. */
async function holds(
  file: RepoPath,
  value: Value,
  { repo }: RedirectContext,
  target: string | undefined,
): Promise<boolean> {
  const text = await repo.read(file);
  const data = text === undefined ? undefined : openData(text, file);
  const nodes = data === undefined ? [] : moduleLiterals(data, target);
  const items = value.kind === 'list' ? value.items : value.kind === 'object' ? [...value.properties.values()] : [];
  const starts = new Set(items.flatMap(({ origin }) => (origin.file === file ? [origin.start] : [])));
  const isHeld = (node: DataNode) => {
    if (node.kind !== 'list' && node.kind !== 'object') return false;
    const isWhole = value.origin.file === file && value.origin.start === node.start;
    const [first] = node.kind === 'list' ? node.items : node.members;
    return isWhole || (first !== undefined && starts.has(first.start));
  };
  return nodes.length > 0 && nodes.every(isHeld);
}

/**
 * The one thing that a module exports for redirects; where it is no list, all lists of redirects that it exports, of those
 * called so where any is.
 */
function moduleLiterals(data: DataText, target: string | undefined): readonly DataNode[] {
  const one = moduleLiteral(data);
  const lists = target === undefined || one?.kind === 'list' ? [] : exportedLists(data, target);
  return lists.length > 0 ? lists : [one].filter((node) => node !== undefined);
}

function exportedLists({ script, root, dataOf }: DataText, target: string): readonly DataNode[] {
  const names = (script?.tree?.program.body ?? []).flatMap(exportedNames);
  const exported = new Map(names.flatMap((name) => (script ? [[name, dataOf(script.exported(name))]] : [])));
  for (const { key, value } of root.kind === 'object' ? root.members : []) exported.set(key, value);
  const lists = [...exported].filter(([, node]) => node.kind === 'list' && dataAt(node, 0, target) !== undefined);
  const called = lists.filter(([name]) => says(name));
  return (called.length > 0 ? called : lists).map(([, node]) => node);
}

/** The literal a module exports for redirects: by default, by the one name that says so, or all that it is. */
function moduleLiteral(data: DataText): DataNode | undefined {
  const { script, root } = data;
  const [name, ...others] = (script?.tree?.program.body ?? []).flatMap(exportedNames).filter((known) => says(known));
  if (name !== undefined && others.length === 0 && script) {
    const value = script.exported(name);
    // `export function redirects() { return [ … ]; }`; what it makes of an argument is told where it is called.
    const isCalled = value.kind === 'function' && value.node.params.length === 0;
    return data.dataOf(isCalled ? script.call(value) : value);
  }
  const own = dataAt(root, 'redirects') ?? dataAt(root, 'routeRules');
  if (own !== undefined || script === undefined || root.kind !== 'object') return own ?? root;
  // `module.exports = { siteRedirects };`
  const [member, ...more] = root.members.filter(({ key }) => /^[\w$]+$/.test(key) && says(key));
  return member !== undefined && more.length === 0 && isNest(member.value) ? member.value : root;
}

function says(name: string): boolean {
  return /redirect|routeRules/i.test(name);
}

function isNest({ kind }: DataNode): boolean {
  return kind === 'list' || kind === 'object';
}

/** What a statement of a module exports: `export const a`, `export function a`, `exports.a =`. */
function exportedNames(statement: Statement): readonly string[] {
  if (statement.type === 'ExportNamedDeclaration') {
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration') return declaration.id ? [declaration.id.name] : [];
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  }
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') return [];
  const { left } = statement.expression;
  if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier' || left.computed) return [];
  return left.object.type === 'Identifier' && left.object.name === 'exports' ? [left.property.name] : [];
}

/** The grammar for the file: that of its configuration, or of a module it is imported from. */
export function recordsIn(grammar: RecordGrammar, file: RepoPath, configs: RegExp): RecordGrammar {
  if (configs.test(fileName(file))) return grammar;
  const { settings: _settings, missing: _missing, ...rest } = grammar;
  return { ...rest, lists: (data) => moduleLiterals(data, grammar.target) };
}

export function mapIn(grammar: MapGrammar, file: RepoPath, configs: RegExp): MapGrammar {
  if (configs.test(fileName(file))) return grammar;
  return { ...grammar, map: moduleLiteral, missing: () => undefined };
}
