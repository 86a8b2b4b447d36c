/**
 * A Hugo site's configuration: `hugo.*` or `config.*` beside it, then `config/_default/`, then `config/production/`
 * over it; in these folders the file name is the key: `params.toml`, `languages.de.toml`. Keys ignore letter case.
 * https://gohugo.io/configuration/introduction/
 */

import type { Note } from '../../model.ts';
import { below, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { ignoreTest } from '../../text/glob.ts';
import { append } from '../../text/longLists.ts';
import { isSettings, lowerKeys, mergeSettings, type Settings } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';

/** A configuration file with what stands in it. */
export interface ConfigFile {
  readonly path: RepoPath;
  readonly settings: Settings;
}

/** The configuration of a site, from all its files. */
export interface ConfigReading {
  /** All files together, the later over the earlier. */
  readonly settings: Settings;
  readonly files: readonly ConfigFile[];
  readonly notes: readonly Note[];
}

const names = ['hugo', 'config'];
const extensions = ['.toml', '.yaml', '.yml', '.json'];
const copied = ['sample', 'example', 'dist', 'template'];

/** Files that a configuration is made of by a copy, before the site is built: `config.yaml.sample`, `config.example.toml`. */
export const sampleNames: readonly string[] = names.flatMap((name) =>
  extensions.flatMap((extension) =>
    copied.flatMap((word) => [`${name}${extension}.${word}`, `${name}.${word}${extension}`]),
  ),
);

/** What the command line says about the configuration. */
export interface ConfigChoice {
  /** Instead of the usual file, the later over the earlier. */
  readonly configs: readonly RepoPath[];
  readonly environment: string;
}

/** `hugo` builds for production unless told otherwise. */
const usual: ConfigChoice = { configs: [], environment: 'production' };

/** The configuration of a site, theme or module in a folder. */
export async function readConfig(root: RepoPath, repo: Repo, choice: ConfigChoice = usual): Promise<ConfigReading> {
  const files: ConfigFile[] = [];
  const notes: Note[] = [];
  const written = [...mainFiles(root, repo, choice.configs), ...folderFiles(root, repo, choice)];
  const sample = written.length > 0 ? undefined : sampleOf(root, repo);
  if (sample !== undefined) notes.push(sampleNote(sample));
  for (const path of sample === undefined ? written : [sample]) {
    const { value, problem } = readValue(path, (await repo.read(path)) ?? '');
    if (problem !== undefined)
      notes.push({ file: path, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true });
    if (isSettings(value)) files.push({ path, settings: placed(path, root, lowerKeys(value) as Settings) });
  }
  append(notes, await missingFiles(root, repo));
  return { settings: files.reduce<Settings>((all, file) => mergeSettings(all, file.settings), {}), files, notes };
}

/** The files named on the command line, else the first that exists. */
function mainFiles(root: RepoPath, repo: Repo, configs: readonly RepoPath[]): readonly RepoPath[] {
  const named = configs.filter((path) => repo.has(path));
  if (named.length > 0) return named;
  const candidates = names.flatMap((name) => extensions.map((extension) => joinRepo(root, name + extension)));
  return candidates.flatMap((path) => (path !== undefined && repo.has(path) ? [path] : [])).slice(0, 1);
}

/** Where nothing else configures the site, what its configuration is copied from. */
function sampleOf(root: RepoPath, repo: Repo): RepoPath | undefined {
  return sampleNames.map((name) => joinRepo(root, name)).find((path) => path !== undefined && repo.has(path));
}

function sampleNote(file: RepoPath): Note {
  const message = `${file} is read in place of the configuration that is made of it and is not in the repository; what is changed in that one is unknown.`;
  return { file, message, doubtsAddresses: true };
}

function folderFiles(root: RepoPath, repo: Repo, { environment }: ConfigChoice): readonly RepoPath[] {
  return ['_default', environment].flatMap((name) => {
    const folder = joinRepo(root, 'config', name);
    if (folder === undefined) return [];
    return repo.files.filter((path) => below(path, folder) !== undefined && extensions.includes(extensionOf(path)));
  });
}

function readValue(path: RepoPath, text: string) {
  // JSON is YAML; a tab for indentation is the only thing YAML would mind.
  const extension = extensions.find((each) => fileName(path).includes(each));
  if (extension === '.toml') return readToml(text);
  return readYaml(extension === '.json' ? text.replaceAll('\t', ' ') : text);
}

/** The settings of one file under the key its name says. */
function placed(path: RepoPath, root: RepoPath, settings: Settings): Settings {
  const stem = fileName(path).slice(0, -extensionOf(path).length).toLowerCase();
  const isMain = folderOf(path) === root || names.includes(stem);
  if (isMain) return settings;
  const [name = '', language] = stem.split('.');
  // A list has no place at the top of TOML: a file may say its own name once more.
  const said = Object.keys(settings).length === 1 && settings[name] !== undefined ? settings[name] : settings;
  if (language === undefined) return { [name]: said };
  const inside = name === 'menu' || name === 'menus' || name === 'params' ? { [name]: said } : settings;
  return { languages: { [language]: inside } };
}

/** Files of the configuration that git is told to ignore: they are made before a build, and nobody knows what they say. */
async function missingFiles(root: RepoPath, repo: Repo): Promise<readonly Note[]> {
  const folder = 'config/_default';
  for (const place of ['', 'config', folder]) {
    const list = joinRepo(root, place, '.gitignore');
    if (list === undefined || !repo.has(list)) continue;
    const isIgnored = ignoreTest((await repo.read(list)) ?? '');
    const missing = deciding
      .flatMap((name) => extensions.map((extension) => `${folder}/${name}${extension}`))
      .find((path) => isIgnored(below(path, place) ?? path) && !repo.has(joinRepo(root, path) ?? list));
    if (missing === undefined) continue;
    const message = `${missing} is made before each build and is not in the repository; unless you make it here, what it says about addresses is unknown.`;
    return [{ file: list, message, doubtsAddresses: true, declarable: { below: joinRepo(root, 'content') ?? root } }];
  }
  return [];
}

/** The configuration files that change addresses. */
const deciding = ['module', 'hugo', 'languages', 'permalinks'];
