/**
 * Reads `nuxt.config.ts`. https://nuxt.com/docs/api/nuxt-config
 */
import type { Note } from '../../model.ts';
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes, doubtfulNote } from '../../script/notes.ts';
import { configurationOf, type Script, scriptReader } from '../../script/script.ts';
import { itemsOf, property, textValue, textValues, type Value } from '../../script/value.ts';

/** What the configuration of a Nuxt site says of addresses. */
export interface NuxtSettings {
  readonly root: RepoPath;
  readonly baseUrl: string;
  /** Folders of pages: the site's own, then those of its layers. */
  readonly pages: readonly RepoPath[];
  /** `app.vue`, the one page of a site without a pages folder. */
  readonly app: RepoPath | undefined;
  /** Roots with a `content` folder: the site, then its layers. */
  readonly contentRoots: readonly RepoPath[];
  /** A theme from elsewhere brings pages of its own. */
  readonly hasRemoteLayer: boolean;
  readonly languages: NuxtLocales | undefined;
  /** Layers from elsewhere that may add pages. */
  readonly remoteLayers: readonly string[];
  readonly notes: readonly Note[];
}

/** https://i18n.nuxtjs.org/docs/guide */
export interface NuxtLocales {
  readonly standard: string | undefined;
  readonly codes: readonly string[];
  readonly strategy: 'no_prefix' | 'prefix_except_default' | 'prefix' | 'prefix_and_default';
}

export const configNames = ['nuxt.config.ts', 'nuxt.config.js', 'nuxt.config.mjs', 'nuxt.config.mts'];

export function configOf(root: RepoPath, repo: Repo): RepoPath | undefined {
  return configNames.map((name) => joinRepo(root, name)).find((file) => file !== undefined && repo.has(file));
}

export async function readSettings(root: RepoPath, repo: Repo): Promise<NuxtSettings> {
  const script = await readScript(root, repo);
  const own = script && configurationOf(script);
  const layers = [...layersBeside(root, repo), ...localLayers(root, own)];
  const configs = [own, ...(await Promise.all(layers.map((layer) => readConfig(layer, repo))))];
  const roots = [root, ...layers];
  const base = own === undefined ? undefined : property(own, 'app', 'baseURL');
  const sources = roots.map((layer, index) => sourceFolder(layer, configs[index], repo));
  return {
    root,
    baseUrl: (base && textValue(base)) ?? '/',
    pages: sources.flatMap(
      (source, index) => joinRepo(source, textAt(configs[index], 'dir', 'pages') ?? 'pages') ?? [],
    ),
    app: joinRepo(sources[0] ?? root, 'app.vue'),
    contentRoots: roots,
    remoteLayers: unknownLayers(own),
    hasRemoteLayer: textsAt(own, 'extends').some((name) => !name.startsWith('.')) || (await usesDocus(root, repo)),
    languages: languagesOf(own),
    notes: [
      ...(script?.notes ?? []),
      ...baseNotes('app.baseURL', base, 'addresses are given without it. Write it as a literal.'),
      ...languageNotes(own),
      ...layerNotes(unknownLayers(own), configOf(root, repo)),
    ],
  };
}

/** Themes that show content and add no page of their own. */
const themes =
  /^(?:docus|@nuxt\/(?:ui|ui-pro)|@nuxt-themes\/[\w-]+|(?:github|gh):nuxt-themes\/[\w-]+|content-wind)(?:[#/@].*)?$/;

/** Layers of packages and of other repositories. `~/` and `@/` are folders of the site itself. */
function unknownLayers(config: Value | undefined): readonly string[] {
  return [...new Set(textsAt(config, 'extends'))].filter(
    (name) => !/^(?:\.|~|@\/|\/)/.test(name) && !themes.test(name),
  );
}

function layerNotes(layers: readonly string[], file: RepoPath | undefined): readonly Note[] {
  if (layers.length === 0) return [];
  const message = `The site extends ${layers.join(', ')}, which is not in this repository: pages, content and server routes that this layer adds are not known here.`;
  return [{ file, message }];
}

async function readConfig(root: RepoPath, repo: Repo): Promise<Value | undefined> {
  const script = await readScript(root, repo);
  return script && configurationOf(script);
}

async function readScript(root: RepoPath, repo: Repo): Promise<Script | undefined> {
  const file = configOf(root, repo);
  return file === undefined ? undefined : scriptReader(repo, root).read(file);
}

function textAt(config: Value | undefined, ...keys: readonly string[]): string | undefined {
  return config === undefined ? undefined : textValue(property(config, ...keys));
}

function textsAt(config: Value | undefined, key: string): readonly string[] {
  if (config === undefined) return [];
  const value = property(config, key);
  return [...textValues(value), ...itemsOf(value).flatMap((item) => textValue(itemsOf(item)[0] ?? item) ?? [])];
}

/** Every folder of `layers/` is one since Nuxt 3.12. */
function layersBeside(root: RepoPath, repo: Repo): readonly RepoPath[] {
  const prefix = root === '' ? 'layers/' : `${root}/layers/`;
  const names = repo.files.flatMap((file) =>
    file.startsWith(prefix) ? [file.slice(prefix.length).replace(/\/.*$/s, '')] : [],
  );
  return [...new Set(names)].flatMap((name) => joinRepo(prefix, name) ?? []);
}

function localLayers(root: RepoPath, config: Value | undefined): readonly RepoPath[] {
  return textsAt(config, 'extends').flatMap((name) => (name.startsWith('.') ? (joinRepo(root, name) ?? []) : []));
}

/** `srcDir`, which is `app/` since Nuxt 4 where that folder holds the application. */
function sourceFolder(root: RepoPath, config: Value | undefined, repo: Repo): RepoPath {
  const written = textAt(config, 'srcDir');
  const relative = written?.replace(/^\/+/, '') === root ? '.' : written;
  if (relative !== undefined) return joinRepo(relative.startsWith('/') ? '' : root, relative) ?? root;
  const app = joinRepo(root, 'app') ?? root;
  const isApp = repo.files.some((file) => file.startsWith(`${app}/pages/`) || file === `${app}/app.vue`);
  return isApp ? app : root;
}

/** Docus is started without a configuration of its own. */
async function usesDocus(root: RepoPath, repo: Repo): Promise<boolean> {
  const manifest = joinRepo(root, 'package.json');
  return /"docus"\s*:/.test((manifest && (await repo.read(manifest))) ?? '');
}

function languagesOf(config: Value | undefined): NuxtLocales | undefined {
  const i18n = config === undefined ? undefined : property(config, 'i18n');
  if (i18n === undefined || i18n.kind !== 'object') return undefined;
  const codes = itemsOf(property(i18n, 'locales')).flatMap(
    (item) => textValue(item) ?? textValue(property(item, 'code')) ?? [],
  );
  const strategies = ['no_prefix', 'prefix_except_default', 'prefix', 'prefix_and_default'] as const;
  const strategy = strategies.find((name) => name === textAt(i18n, 'strategy')) ?? 'prefix_except_default';
  return codes.length === 0 ? undefined : { standard: textAt(i18n, 'defaultLocale'), codes, strategy };
}

/** Without a known strategy any page may have its language in front. */
function languageNotes(config: Value | undefined): readonly Note[] {
  const i18n = config === undefined ? undefined : property(config, 'i18n');
  if (i18n === undefined || config?.kind !== 'object') return [];
  const advice = 'addresses are given as if it were not there';
  const whole = doubtfulNote('i18n', i18n, advice);
  const strategy =
    i18n.kind === 'object' ? doubtfulNote('i18n.strategy', property(i18n, 'strategy'), advice) : undefined;
  return [whole, strategy].filter((note) => note !== undefined);
}
