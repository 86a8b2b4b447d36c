/**
 * What bridgetown.config.yml and config/initializers.rb say of addresses. The latter is a program and is not run: of it only
 * plain calls with a literal are read. https://www.bridgetownrb.com/docs/configuration/options
 */
import { ownMember } from '../../data/ownMember.ts';
import type { Note } from '../../model.ts';
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, mergeSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';

/** A folder of resources: `_posts`, and what `collections` names. */
export interface BridgetownCollection {
  readonly label: string;
  readonly isWritten: boolean;
  readonly permalink: string;
}

/** The settings of one site, and where they stand. */
export interface BridgetownSite {
  readonly root: RepoPath;
  readonly config: RepoPath;
  readonly source: RepoPath;
  readonly collectionsDir: string;
  readonly basePath: string;
  readonly url: { readonly text: string; readonly file: RepoPath; readonly line: number } | undefined;
  readonly collections: readonly BridgetownCollection[];
  readonly slugifyMode: string;
  readonly locales: readonly string[];
  readonly defaultLocale: string;
  readonly prefixesDefault: boolean;
  readonly isFuture: boolean;
  readonly isUnpublished: boolean;
  readonly markdown: ReadonlySet<string>;
  readonly excluded: readonly string[];
  /** Front matter that files and the configuration give to what lies in a folder, the outer ones first. */
  readonly defaults: (inside: string, collection: string) => Settings;
  readonly notes: readonly Note[];
}

export const configNames = ['bridgetown.config.yml', 'bridgetown.config.yaml'];

export async function readBridgetown(root: RepoPath, config: RepoPath, repo: Repo): Promise<BridgetownSite> {
  const initializers = joinRepo(root, 'config/initializers.rb') ?? root;
  const ruby = repo.has(initializers) ? ((await repo.read(initializers)) ?? '') : '';
  const yaml = configNames.map((name) => joinRepo(root, name)).find((file) => file !== undefined && repo.has(file));
  const { value, problem } = readYaml((yaml && (await repo.read(yaml))) ?? '');
  const settings = mergeSettings(isSettings(value) ? value : {}, literalCalls(ruby));
  const text = (key: string, usual: string): string => textOf(settings[key]) ?? usual;
  const source = joinRepo(root, text('source', 'src')) ?? root;
  const defaultLocale = text('default_locale', 'en');
  const locales = textsOf(settings.available_locales);
  return {
    root,
    config,
    source,
    collectionsDir: text('collections_dir', '').replace(/^\/+|(?<!\/)\/+$/g, ''),
    basePath: text('base_path', '/'),
    url: await addressOf([initializers, ...(yaml === undefined ? [] : [yaml])], textOf(settings.url), repo),
    collections: collectionsOf(settings),
    slugifyMode: text('slugify_mode', 'pretty'),
    locales: locales.length === 0 ? [defaultLocale] : locales,
    defaultLocale,
    prefixesDefault: settings.prefix_default_locale === true,
    isFuture: settings.future === true,
    isUnpublished: settings.unpublished === true,
    markdown: new Set(
      text('markdown_ext', 'markdown,mkdown,mkdn,mkd,md')
        .split(',')
        .map((end) => `.${end.trim()}`),
    ),
    excluded: textsOf(settings.exclude),
    defaults: await defaultsOf(source, settings, repo),
    notes: [...problemNotes(problem, yaml), ...rubyNotes(ruby, initializers)],
  };
}

function problemNotes(problem: ReturnType<typeof readYaml>['problem'], file: RepoPath | undefined): readonly Note[] {
  if (problem === undefined) return [];
  return [{ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true }];
}

/** `url "https://example.org"`, `permalink :simple`, `available_locales [:en, :fr]` in a block of `Bridgetown.configure`. */
function literalCalls(ruby: string): Settings {
  const found: Record<string, unknown> = {};
  const calls =
    /^[ \t]*(?:config\.)?(url|base_path|permalink|source|slugify_mode|collections_dir|default_locale|available_locales|prefix_default_locale|future)(?:[ \t]*=)?[ \t]+(["'][^"'\n]*["']|:\w+|true|false|\[[^\]\n]*\])/gm;
  for (const [, name = '', written = ''] of ruby.matchAll(calls)) {
    const texts = [...written.matchAll(/["']([^"'\n]*)["']|:(\w+)/g)].map(([, text, symbol]) => text ?? symbol ?? '');
    if (written.startsWith('[')) found[name] = texts;
    else found[name] = written === 'true' || written === 'false' ? written === 'true' : texts[0];
  }
  return found;
}

/** Collections and front matter that code declares, which is not followed. */
function rubyNotes(ruby: string, file: RepoPath): readonly Note[] {
  const line = ruby.split('\n').findIndex((row) => /^[ \t]*(?:collections|defaults)[ \t]+(?:do\b|\{)/.test(row)) + 1;
  if (line === 0) return [];
  const message =
    'Collections and front matter that this file declares by code are not read, so that addresses may be others. Write them into bridgetown.config.yml.';
  return [{ file, line, message, doubtsAddresses: true }];
}

async function addressOf(
  files: readonly RepoPath[],
  url: string | undefined,
  repo: Repo,
): Promise<BridgetownSite['url']> {
  if (url === undefined || !/^https?:\/\//i.test(url)) return undefined;
  for (const file of files) {
    const lines = repo.has(file) ? ((await repo.read(file)) ?? '').split('\n') : [];
    const line = lines.findIndex((text) => text.includes(url)) + 1;
    if (line > 0) return { text: url, file, line };
  }
  return undefined;
}

const builtIn = new Set(['posts', 'pages', 'data']);

/** https://www.bridgetownrb.com/docs/content/permalinks: what each style stands for. */
function template(style: string, label: string): string {
  const prefix = builtIn.has(label) ? '' : '/:collection';
  const styles: Readonly<Record<string, string>> = {
    pretty: `/:locale${prefix}/:categories/:year/:month/:day/:slug/`,
    pretty_ext: `/:locale${prefix}/:categories/:year/:month/:day/:slug.*`,
    date: `/:locale${prefix}/:categories/:year/:month/:day/:slug.*`,
    simple: `/:locale${prefix}/:categories/:slug/`,
    simple_ext: `/:locale${prefix}/:categories/:slug.*`,
  };
  return ownMember(styles, style) ?? style;
}

function collectionsOf(settings: Settings): readonly BridgetownCollection[] {
  const written = settings.collections;
  const map: Settings = Array.isArray(written)
    ? Object.fromEntries(textsOf(written).map((label) => [label, {}]))
    : settingsAt(settings, 'collections');
  const usual: Readonly<Record<string, string>> = {
    pages: '/:locale/:path/',
    posts: textOf(settings.permalink) ?? 'pretty',
  };
  const labels = [...new Set(['pages', 'posts', ...Object.keys(map)])].filter((label) => label !== 'data');
  return labels.map((label) => {
    const own = settingsAt(map, label);
    const style = textOf(own.permalink) ?? ownMember(usual, label) ?? '/:locale/:collection/:path/';
    const isWritten = own.output === undefined ? Object.hasOwn(usual, label) : own.output === true;
    return { label, isWritten, permalink: template(style, label) };
  });
}

/** https://www.bridgetownrb.com/docs/content/front-matter-defaults */
async function defaultsOf(source: RepoPath, settings: Settings, repo: Repo): Promise<BridgetownSite['defaults']> {
  const scoped = (Array.isArray(settings.defaults) ? settings.defaults : []).filter(isSettings).map((entry) => {
    const scope = settingsAt(entry, 'scope');
    const path = (textOf(scope.path) ?? '').replace(/^\/+|(?<!\/)\/+$/g, '');
    return {
      folder: path,
      collection: textOf(scope.collection) ?? textOf(scope.type),
      values: settingsAt(entry, 'values'),
    };
  });
  const files = repo.files.filter((file) => /^_defaults\.(?:ya?ml|json)$/.test(fileName(file)));
  const ofFolders = await Promise.all(
    files.flatMap((file) => {
      const inside = below(file, source);
      return inside === undefined ? [] : [readFolder(file, folderOf(inside), repo)];
    }),
  );
  const all = [...scoped, ...ofFolders].sort((a, b) => a.folder.length - b.folder.length);
  return (inside, collection) => {
    const fitting = all.filter(({ folder, collection: only }) => {
      const isWithin = folder === '' || inside === folder || below(inside, folder) !== undefined;
      return isWithin && (only === undefined || only === collection);
    });
    return Object.fromEntries(fitting.flatMap(({ values }) => Object.entries(values)));
  };
}

async function readFolder(file: RepoPath, folder: string, repo: Repo) {
  const { value } = readYaml((await repo.read(file)) ?? '');
  return { folder, collection: undefined, values: isSettings(value) ? value : {} };
}
