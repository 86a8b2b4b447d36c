/**
 * The data cascade: what a template inherits from data files, folders and layouts.
 * https://www.11ty.dev/docs/data-cascade/
 */

import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import { below, fileName, folderOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { configurationOf, type Script, scriptReader } from '../../script/script.ts';
import { dataOf, property, type Value } from '../../script/value.ts';
import { readYaml } from '../../text/yaml.ts';
import { jsYaml4Number, readNumbers } from '../../text/yamlNumbers.ts';
import type { Callable, EleventyConfig } from './config.ts';
import { knowingFilters, nameReceiver } from './functions.ts';

export type Data = Readonly<Record<string, unknown>>;

/** Data of one source, with those parts that are functions and decide addresses. */
export interface Layer {
  readonly data: Data;
  readonly permalink?: Callable | undefined;
  readonly computedPermalink?: Callable | undefined;
  /** Where it is written, for notes. */
  readonly file?: RepoPath | undefined;
}

/** The data cascade: what templates inherit from folders and data files. */
export interface Cascade {
  /** What a template inherits, weakest first; its own front matter comes after all of them. */
  layers(template: RepoPath, stem: string, front: Data): readonly Layer[];
  /** Every layer that may give an address to the templates of a folder. */
  readonly inherited: ReadonlyMap<string, Layer>;
}

const dataExtension = /\.(?:11tydata\.)?(?:json|c?js|mjs|ts)$/;

export async function readCascade(config: EleventyConfig, repo: Repo): Promise<Cascade> {
  const reader = scriptReader(repo, config.root);
  const read = async (file: RepoPath): Promise<Layer> => {
    if (file.endsWith('.json') || /\.ya?ml$/.test(file)) {
      const { value } = readYaml((await repo.read(file)) ?? '');
      return { data: isDataMap(value) ? value : {}, file };
    }
    const script = await reader.read(file, nameReceiver((await repo.read(file)) ?? ''));
    if (script === undefined) return { data: {} };
    const known = knowingFilters(script, config);
    return { ...layerOf(known, configurationOf(known)), file };
  };

  const global: Record<string, unknown> = {};
  let computed: Layer = { data: {} };
  const named = new Map<string, Layer>();
  const layouts = new Map<string, Layer>();
  for (const file of repo.files) {
    const layout = below(file, config.layouts) ?? below(file, config.includes);
    if (layout !== undefined) {
      const front = readFrontMatter((await repo.readHead(file)) ?? '', file);
      layouts.set(layout, { data: readNumbers(front, jsYaml4Number), file });
      continue;
    }
    const shared = below(file, config.data);
    if (shared !== undefined) {
      if (/\.(?:json|ya?ml|c?js|mjs|ts)$/.test(shared)) await readGlobal(global, shared, file, repo, read);
      // The functions of this file are computed data of every template.
      if (/^eleventyComputed\.(?:c?js|mjs|ts)$/.test(shared))
        computed = { data: {}, computedPermalink: (await read(file)).permalink, file };
      continue;
    }
    const key = dataKey(file, config, repo);
    if (key !== undefined) named.set(key, merged([named.get(key) ?? { data: {} }, await read(file)]));
  }
  const globals = merged([
    { data: global },
    computed,
    ...config.globals.map(([name, callable]) => globalLayer(name, callable)),
  ]);

  const layoutChain = (name: unknown, depth = 0): readonly Layer[] => {
    if (typeof name !== 'string' || depth > 8) return [];
    const found = layouts.get(name) ?? config.formats.map((format) => layouts.get(`${name}.${format}`)).find(Boolean);
    return found === undefined ? [] : [...layoutChain(found.data.layout, depth + 1), found];
  };
  return {
    inherited: named,
    layers(template, stem, front) {
      const folders = foldersBetween(config.input, folderOf(template)).map((folder) => `${folder}/`);
      const own = [...folders, stem].flatMap((key) => named.get(key) ?? []);
      const layout = front.layout ?? own.findLast(({ data }) => data.layout !== undefined)?.data.layout;
      return [globals, ...layoutChain(layout), ...own];
    },
  };
}

/** The folder (with a slash) or template (without its extension) that a data file belongs to. */
function dataKey(file: RepoPath, config: EleventyConfig, repo: Repo): string | undefined {
  if (below(file, config.input) === undefined || !dataExtension.test(file)) return undefined;
  const stem = file.replace(dataExtension, '');
  const isSpecial = file.slice(stem.length).startsWith('.11tydata');
  const isJson = file.endsWith('.json');
  if (!isSpecial && !isJson) return undefined;
  const folder = folderOf(file);
  if (fileName(stem) === fileName(folder)) return `${folder}/`;
  const template = config.formats.some((format) => repo.has(`${stem}.${format}` as RepoPath));
  return template ? stem : undefined;
}

function foldersBetween(top: RepoPath, folder: RepoPath): readonly RepoPath[] {
  if (folder === top || folder === '' || below(folder, top) === undefined) return [top];
  return [...foldersBetween(top, folderOf(folder)), folder];
}

/** `_data/a/b.json` is `a.b` of the data. */
async function readGlobal(
  global: Record<string, unknown>,
  path: string,
  file: RepoPath,
  repo: Repo,
  read: (file: RepoPath) => Promise<Layer>,
): Promise<void> {
  const keys = path.replace(/\.[^/]+$/, '').split('/');
  const last = keys.pop() ?? '';
  let at = global;
  for (const key of keys) {
    const next = isDataMap(at[key]) ? { ...at[key] } : {};
    at[key] = next;
    at = next;
  }
  if (/\.(?:json|ya?ml)$/.test(path)) at[last] = readYaml((await repo.read(file)) ?? '').value;
  else {
    const { data } = await read(file);
    at[last] =
      'default' in data && Object.keys(data).length === 1 ? data.default : '\0value' in data ? data['\0value'] : data;
  }
}

/** What a module exports, its functions that decide addresses beside its data. */
export function layerOf(script: Script, value: Value): Layer {
  const data = dataOf(value, true);
  const callable = (...keys: readonly string[]): Callable | undefined => {
    const found = property(value, ...keys);
    return found.kind === 'function' ? { script, value: found } : undefined;
  };
  return {
    // A list has no keys to merge; `readGlobal` asks for it by this one.
    data: isDataMap(data) ? data : { '\0value': data },
    permalink: callable('permalink'),
    computedPermalink: callable('eleventyComputed', 'permalink'),
  };
}

/** `addGlobalData(name, value)`: a function gives the value, which may again be a function, for computed data. */
function globalLayer(name: string, { script, value }: Callable): Layer {
  const given = value.kind === 'function' ? script.call(value) : value;
  const callable = given.kind === 'function' ? { script, value: given } : undefined;
  if (name === 'permalink' && callable) return { data: {}, permalink: callable };
  if (name === 'eleventyComputed.permalink' && callable) return { data: {}, computedPermalink: callable };
  if (name === 'eleventyComputed') return layerOf(script, wrapped(name, given));
  const [first = name, ...rest] = name.split('.');
  return { data: { [first]: rest.reduceRight<unknown>((inner, key) => ({ [key]: inner }), dataOf(given, true)) } };
}

function wrapped(name: string, value: Value): Value {
  const { origin } = value;
  return { kind: 'object', properties: new Map([[name, { value, origin }]]), unread: [], origin };
}

/** Later layers win; maps are merged and lists joined, as Eleventy's deep merge does. */
export function merged(layers: readonly Layer[]): Layer {
  return layers.reduce((base, over) => {
    const hasPermalink = over.permalink !== undefined || over.data.permalink !== undefined;
    return {
      data: mergeData(base.data, over.data),
      permalink: hasPermalink ? over.permalink : base.permalink,
      computedPermalink: over.computedPermalink ?? base.computedPermalink,
      file: over.file ?? base.file,
    };
  });
}

function mergeData(base: Data, over: Data): Data {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    if (Array.isArray(before) && Array.isArray(value)) result[key] = [...before, ...value];
    else result[key] = isDataMap(before) && isDataMap(value) ? mergeData(before, value) : value;
  }
  return result;
}

export function isDataMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
