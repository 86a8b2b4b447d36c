/** What docusaurus.config.* says, as far as addresses depend on it. https://docusaurus.io/docs/api/docusaurus-config */
import type { Note } from '../../model.ts';
import { builtUrl, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes } from '../../script/notes.ts';
import { configurationOf, type Script, type ScriptReader, scriptReader } from '../../script/script.ts';
import { booleanOf, entriesOf, property, textValue, textValues, type Value } from '../../script/value.ts';
import { parseJson } from '../../text/json.ts';
import { basePathOf } from '../shared/siteAddress.ts';

/** One language of the site. */
export interface Locale {
  readonly name: string;
  readonly isDefault: boolean;
  /** In front of every address of this language: `/docs/ja/`. */
  readonly basePath: string;
  /** Folder of its translations: `i18n/ja`. */
  readonly folder: RepoPath;
}

/** What the configuration of a Docusaurus site says of addresses. */
export interface Configuration {
  readonly root: RepoPath;
  readonly file: RepoPath;
  readonly url: Value;
  readonly basePath: string;
  readonly trailingSlash: boolean | undefined;
  /** The default one first. */
  readonly locales: readonly Locale[];
  readonly staticRoots: readonly RepoPath[];
  /** The whole object, for presets and plugins. */
  readonly object: Value;
  readonly script: Script;
  readonly scripts: ScriptReader;
  readonly notes: readonly Note[];
}

export async function readConfiguration(
  root: RepoPath,
  file: RepoPath,
  repo: Repo,
): Promise<Configuration | undefined> {
  const scripts = scriptReader(repo, root);
  const script = await scripts.read(file);
  if (!script) return undefined;
  const object = configurationOf(script);
  const base = property(object, 'baseUrl');
  const advice = 'addresses are given as if it were `/`';
  const notes: Note[] = [...script.notes, ...baseNotes('baseUrl', base, advice)];
  const basePath = basePathOf(textValue(base), 'path');
  const { locales, notes: localeNotes } = await readLocales(root, object, basePath, repo);
  return {
    root,
    file,
    url: property(object, 'url'),
    basePath,
    trailingSlash: booleanOf(property(object, 'trailingSlash')),
    locales,
    staticRoots: staticFolders(root, object),
    object,
    script,
    scripts,
    notes: [...notes, ...localeNotes],
  };
}

function staticFolders(root: RepoPath, object: Value): readonly RepoPath[] {
  const option = property(object, 'staticDirectories');
  const names = option.kind === 'list' ? textValues(option) : ['static'];
  return names.flatMap((name) => (name.startsWith('/') ? joinRepo(name) : joinRepo(root, name)) ?? []);
}

async function readLocales(
  root: RepoPath,
  object: Value,
  basePath: string,
  repo: Repo,
): Promise<{ readonly locales: readonly Locale[]; readonly notes: readonly Note[] }> {
  const i18n = property(object, 'i18n');
  const names = textValues(property(i18n, 'locales'));
  const fallback = textValue(property(i18n, 'defaultLocale')) ?? names[0] ?? 'en';
  const folder = joinRepo(root, textValue(property(i18n, 'path')) ?? 'i18n') ?? root;
  const configs = new Map(entriesOf(property(i18n, 'localeConfigs')));
  const all = [fallback, ...names.filter((name) => name !== fallback)].map((name): Locale => {
    const config = configs.get(name);
    const own = config && textValue(property(config, 'baseUrl'));
    const inferred = name === fallback ? basePath : builtUrl(basePath, name, '/');
    return {
      name,
      isDefault: name === fallback,
      basePath: own === undefined ? inferred : basePathOf(own, 'path'),
      folder: joinRepo(folder, (config && textValue(property(config, 'path'))) ?? name) ?? folder,
    };
  });
  const built = await builtLocales(root, repo);
  const hasFiles = ({ folder: own }: Locale): boolean =>
    repo.files.some((path) => path.startsWith(`${own}/docusaurus-plugin-content-`));
  const locales = built ? all.filter((locale) => locale.isDefault || built.has(locale.name) || hasFiles(locale)) : all;
  const left = all.filter((locale) => !locales.includes(locale)).map(({ name }) => name);
  if (left.length === 0) return { locales, notes: [] };
  const message = `\`build\` in package.json leaves out the languages ${left.join(', ')}, and the repository has no translations of them; their pages are not listed`;
  return { locales, notes: [{ file: joinRepo(root, 'package.json') ?? root, line: 1, message }] };
}

/** The languages a plain `npm run build` is limited to; `undefined` when it builds all. */
async function builtLocales(root: RepoPath, repo: Repo): Promise<ReadonlySet<string> | undefined> {
  const manifest = joinRepo(root, 'package.json');
  const text = manifest && (await repo.read(manifest));
  if (!text) return undefined;
  const command = buildCommand(text);
  if (command === undefined) return undefined;
  const builds = command.split(/&&|;|\|\|/).filter((part) => /\bdocusaurus\s+build\b/.test(part));
  const limits = builds.map((part) => [...part.matchAll(/--locale[= ]\s*([\w-]+)/g)].map(([, name = '']) => name));
  const isLimited = builds.length > 0 && limits.every((names) => names.length > 0);
  return isLimited ? new Set(limits.flat()) : undefined;
}

function buildCommand(manifest: string): string | undefined {
  try {
    const { scripts } = parseJson(manifest) as { scripts?: { build?: unknown } };
    return typeof scripts?.build === 'string' ? scripts.build : undefined;
  } catch {
    // Not this project's business: npm itself complains about it.
    return undefined;
  }
}
