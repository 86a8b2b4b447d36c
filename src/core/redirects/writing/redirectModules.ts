/** Redirects that a configuration imports: they are read and edited where the literal stands. Nothing is run. */

import { type DataNode, type DataText, dataAt, openData } from '../../data/data.ts';
import { fileName, type RepoPath } from '../../paths.ts';
import { readScript, type Script } from '../../script/script.ts';
import type { Value } from '../../script/value.ts';
import type { RedirectContext } from '../format.ts';
import type { RecordGrammar } from './recordList.ts';
import type { MapGrammar } from './recordMap.ts';

/**
 * The configurations with the modules in front of them that hold their redirects. `pick`: what the configuration has
 * for its redirects, evaluated together with what it imports.
 */
export async function withModules(
  configs: readonly RepoPath[],
  context: RedirectContext,
  pick: (script: Script) => Value | undefined,
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
      if (file !== config && !modules.has(file) && (await holds(file, value, context))) modules.add(file);
    }
  }
  return [...modules, ...configs];
}

/** Whether what the module exports is the value, or gives some of it. */
async function holds(file: RepoPath, value: Value, { repo }: RedirectContext): Promise<boolean> {
  const text = await repo.read(file);
  const data = text === undefined ? undefined : openData(text, file);
  const node = data && moduleLiteral(data);
  if (node?.kind !== 'list' && node?.kind !== 'object') return false;
  const isWhole = value.origin.file === file && value.origin.start === node.start;
  const items = value.kind === 'list' ? value.items : value.kind === 'object' ? [...value.properties.values()] : [];
  const first = (node.kind === 'list' ? node.items : node.members)[0];
  return isWhole || items.some(({ origin }) => origin.file === file && origin.start === first?.start);
}

/** The literal a module exports for redirects: by default, by the one name that says so, or all that it is. */
function moduleLiteral(data: DataText): DataNode | undefined {
  const named = (data.script?.tree?.program.body ?? []).flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') return [];
    return statement.declaration.declarations.flatMap(({ id }) =>
      id.type === 'Identifier' && /redirect|routeRules/i.test(id.name) ? [id.name] : [],
    );
  });
  const [name, ...others] = named;
  if (name !== undefined && others.length === 0 && data.script) return data.dataOf(data.script.variable(name));
  return dataAt(data.root, 'redirects') ?? dataAt(data.root, 'routeRules') ?? data.root;
}

/** The grammar for the file: that of its configuration, or of a module it is imported from. */
export function recordsIn(grammar: RecordGrammar, file: RepoPath, configs: RegExp): RecordGrammar {
  if (configs.test(fileName(file))) return grammar;
  const { settings: _settings, missing: _missing, ...rest } = grammar;
  return { ...rest, lists: (data) => [moduleLiteral(data)].filter((node) => node !== undefined) };
}

export function mapIn(grammar: MapGrammar, file: RepoPath, configs: RegExp): MapGrammar {
  if (configs.test(fileName(file))) return grammar;
  return { ...grammar, map: moduleLiteral, missing: () => undefined };
}
