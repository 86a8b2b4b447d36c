/**
 * Fumadocs: collections of `source.config.ts` at the base addresses of their loaders, languages as extensions of names.
 * https://www.fumadocs.dev/docs/headless/source-api
 */

import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import type { ScriptReader } from '../../script/script.ts';
import { property, textValue, textValues, type Value } from '../../script/value.ts';
import type { ContentLanguages, ContentRoute } from '../shared/contentRoutes.ts';

/** `defineDocs({ dir })` of `source.config.ts`, at the `baseUrl` that `loader({ … })` is given. */
export async function fumadocs(root: RepoPath, repo: Repo, reader: ScriptReader): Promise<readonly ContentRoute[]> {
  const config = ['source.config.ts', 'source.config.tsx', 'source.config.js', 'source.config.mjs']
    .map((name) => joinRepo(root, name))
    .find((file) => file !== undefined && repo.has(file));
  if (config === undefined) return [];
  const collections = await collectionsOf(config, root, repo, reader);
  const routes: ContentRoute[] = [];
  for (const file of repo.files) {
    if (below(file, root) === undefined || !/(?:^|\/)source(?:\/index)?\.[jt]sx?$/.test(file)) continue;
    const code = (await repo.read(file)) ?? '';
    for (const { baseUrl, source, languages } of await loaders(file, code, reader)) {
      const name =
        [...collections.keys()].find((key) => new RegExp(`\\b${key}\\b`).test(source)) ?? [...collections.keys()][0];
      const folder = name === undefined ? undefined : collections.get(name);
      const prefix = baseUrl.split('/').filter((part) => part !== '');
      if (folder !== undefined)
        routes.push({ folder, file, code: '', segments: [...prefix, '[[...slug]]'], dropsGroups: true, languages });
    }
  }
  return routes;
}

/** `const docs = defineDocs({ dir })`, perhaps with its type, and as it was before version 11, `const { docs, meta } = defineDocs({ docs: { dir } })`. */
const definitions =
  /\bconst\s+(?:(\w+)(?:\s*:[^=\n]{1,120})?|\{\s*(?:docs\s*:\s*(\w+)|(docs))\b[^{}]{0,200}\})\s*=\s*(defineDocs|defineCollections)\b/g;

/** The folder of each collection, by the name it has in the configuration. */
async function collectionsOf(
  config: RepoPath,
  root: RepoPath,
  repo: Repo,
  reader: ScriptReader,
): Promise<ReadonlyMap<string, RepoPath>> {
  const collections = new Map<string, RepoPath>();
  let called: Value | undefined;
  const script = (await reader.read(config))?.knowing(({ name }, [options]) => {
    if (name === 'defineDocs') called = options;
    return undefined;
  });
  for (const [, whole, renamed, taken, kind] of ((await repo.read(config)) ?? '').matchAll(definitions)) {
    const name = whole ?? renamed ?? taken ?? '';
    called = undefined;
    const value = script?.variable(name);
    const given = whole === undefined ? called : value?.kind === 'call' ? value.args[0] : undefined;
    const dir = given && (textValue(property(given, 'dir')) ?? textValue(property(given, 'docs', 'dir')));
    const folder = joinRepo(root, dir ?? (kind === 'defineDocs' ? 'content/docs' : 'content'));
    if (folder !== undefined) collections.set(name, folder);
  }
  return collections;
}

async function loaders(file: RepoPath, code: string, reader: ScriptReader): Promise<readonly Loader[]> {
  const read = await reader.read(file);
  const given: Value[] = [];
  const script = read?.knowing(({ module, name }, [options]) => {
    if (module === 'fumadocs-core/source' && name === 'loader' && options !== undefined) given.push(options);
    return undefined;
  });
  for (const [, name = ''] of code.matchAll(/\bconst\s+(\w+)(?:\s*:[^=\n]{1,120})?\s*=\s*loader\b/g))
    script?.variable(name);
  return given.flatMap((options) => {
    const baseUrl = textValue(property(options, 'baseUrl'));
    const { start, end } = property(options, 'source').origin;
    const languages = languagesOf(property(options, 'i18n'));
    return baseUrl === undefined ? [] : [{ baseUrl, source: code.slice(start, end), languages }];
  });
}

interface Loader {
  readonly baseUrl: string;
  /** The code that names the collection. */
  readonly source: string;
  readonly languages: ContentLanguages | undefined;
}

/** `defineI18n({ languages, defaultLanguage, fallbackLanguage, hideLocale, parser })` */
function languagesOf(value: Value): ContentLanguages | undefined {
  const options = value.kind === 'call' ? value.args[0] : value;
  if (options === undefined || options.kind !== 'object') return undefined;
  const codes = textValues(property(options, 'languages'));
  const standard = textValue(property(options, 'defaultLanguage')) ?? codes[0];
  if (standard === undefined) return undefined;
  const hide = textValue(property(options, 'hideLocale'));
  const fallback = property(options, 'fallbackLanguage');
  const hasNone = fallback.kind === 'literal' && fallback.value === null;
  return {
    codes,
    standard,
    are: textValue(property(options, 'parser')) === 'dir' ? 'folders' : 'suffixes',
    hidden: hide === 'always' ? 'all' : hide === 'default-locale' ? 'standard' : 'none',
    standsIn: hasNone ? undefined : (textValue(fallback) ?? standard),
  };
}
