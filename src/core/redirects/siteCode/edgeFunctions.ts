/**
 * The addresses that `netlify.toml` gives to an edge function: `[[edge_functions]]` with `function` and `path`, or
 * `pattern`, an expression. Its files lie in `netlify/edge-functions`, or where `[build] edge_functions` says.
 * https://docs.netlify.com/build/edge-functions/declarations/
 */

import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';

/** What a `netlify.toml` says of edge functions. */
export interface EdgeFunctions {
  /** The folder of their files. */
  readonly folder: RepoPath;
  /** By the name of a function, the paths it is asked for; a name that is missing has none here. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Functions that an expression asks for: anything may be theirs. */
  readonly unread: ReadonlySet<string>;
}

/** `undefined` without a file that says anything of them. */
export async function edgeFunctionsIn(root: RepoPath, repo: Repo): Promise<EdgeFunctions | undefined> {
  const file = [joinRepo(root, 'netlify.toml'), 'netlify.toml' as RepoPath].find((path) => path && repo.has(path));
  const text = file === undefined ? undefined : await repo.read(file);
  if (file === undefined || text === undefined || !text.includes('edge_functions')) return undefined;
  const { value } = readToml(text);
  const settings = isSettings(value) ? value : {};
  const paths = new Map<string, readonly string[]>();
  const unread = new Set<string>();
  for (const entry of Array.isArray(settings.edge_functions) ? settings.edge_functions : []) {
    const name = isSettings(entry) ? textOf(entry.function) : undefined;
    if (name === undefined || !isSettings(entry)) continue;
    const own = textsOf(entry.path);
    if (own.length === 0) unread.add(name);
    else paths.set(name, [...(paths.get(name) ?? []), ...own]);
  }
  const folder = textOf(settingsAt(settings, 'build').edge_functions) ?? 'netlify/edge-functions';
  const base = file.slice(0, -'netlify.toml'.length).replace(/\/$/, '') as RepoPath;
  return { folder: joinRepo(base, folder) ?? ('netlify/edge-functions' as RepoPath), paths, unread };
}

/** The name of a function by its file: `old.ts`, `old/index.ts` and `old/old.ts` below the folder are `old`. */
export function edgeFunctionName(inside: string): string | undefined {
  const [, name, rest] = /^([^/]+?)(?:\/([^/]+))?\.[cm]?[jt]sx?$/.exec(inside) ?? [];
  return rest === undefined || rest === 'index' || rest === name ? name : undefined;
}
