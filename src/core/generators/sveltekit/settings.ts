/**
 * Reads `svelte.config.js`, or the options of the plugin in `vite.config.js`.
 * https://svelte.dev/docs/kit/configuration
 */

import type { Note } from '../../model.ts';
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes } from '../../script/notes.ts';
import { configurationOf, scriptReader } from '../../script/script.ts';
import { itemsOf, property, textValue, textValues, unknownParts, type Value } from '../../script/value.ts';
import { append } from '../../text/longLists.ts';

/** What the configuration of a SvelteKit site says of addresses. */
export interface SvelteKitSettings {
  readonly routes: RepoPath;
  readonly assets: RepoPath;
  readonly base: string;
  /** Endings of pages, with their dot. */
  readonly extensions: readonly string[];
  readonly notes: readonly Note[];
}

const configNames = ['svelte.config.js', 'svelte.config.ts', 'svelte.config.mjs', 'svelte.config.cjs'];
const viteNames = ['vite.config.ts', 'vite.config.js', 'vite.config.mts', 'vite.config.mjs'];

/** The configuration of a folder; `undefined` when it has none. */
export function configOf(root: RepoPath, repo: Repo): RepoPath | undefined {
  return [...configNames, ...viteNames]
    .map((name) => joinRepo(root, name))
    .find((file) => file !== undefined && repo.has(file));
}

export async function readSettings(root: RepoPath, repo: Repo): Promise<SvelteKitSettings> {
  const reader = scriptReader(repo, root);
  const options: Value[] = [];
  const problems: Note[] = [];
  for (const name of [...configNames, ...viteNames]) {
    const file = joinRepo(root, name);
    const script = file !== undefined && repo.has(file) ? await reader.read(file) : undefined;
    if (script === undefined) continue;
    append(problems, script.notes);
    const config = configurationOf(script);
    if (name.startsWith('svelte')) options.push(config);
    else append(options, pluginOptions(property(config, 'plugins')));
  }
  const option = (...keys: readonly string[]): Value | undefined =>
    options
      .flatMap((value) => [property(value, 'kit', ...keys), property(value, ...keys)])
      .find((value) => value.kind !== 'literal' || value.value !== undefined || value.assumed !== undefined);
  const text = (...keys: readonly string[]): string | undefined => {
    const value = option(...keys);
    return value === undefined ? undefined : textValue(value);
  };
  const extensions = option('extensions');
  const base = option('paths', 'base');
  return {
    routes: joinRepo(root, text('files', 'routes') ?? 'src/routes') ?? root,
    assets: joinRepo(root, text('files', 'assets') ?? 'static') ?? root,
    base: base === undefined ? '' : (textValue(base) ?? ''),
    extensions: extensionsOf(extensions),
    notes: [...problems, ...baseNotes('paths.base', base, 'addresses are given without it. Write it as a literal.')],
  };
}

/** What cannot be read of the list is nearly always mdsvex's own, which are these by default. */
function extensionsOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return ['.svelte'];
  const known = textValues(value);
  const complete = unknownParts(value).length === 0 && itemsOf(value).every((item) => item.kind === 'literal');
  return complete ? known : [...new Set(['.svelte', ...known, '.svx', '.md'])];
}

/** Since version 3: `sveltekit({ … })` among the plugins of Vite. */
function pluginOptions(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items.flatMap(pluginOptions);
  const isKit = value.kind === 'call' && value.module === '@sveltejs/kit/vite';
  return isKit && value.args[0] !== undefined ? [value.args[0]] : [];
}
