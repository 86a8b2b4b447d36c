/**
 * A Hugo site's configuration: `hugo.*` or `config.*` beside it, then `config/_default/`, then `config/production/`
 * over it; in these folders the file name is the key: `params.toml`, `languages.de.toml`. Keys ignore letter case.
 * https://gohugo.io/configuration/introduction/
 */
import type { Note } from '../../model.ts';
import { below, extension, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, lowerKeys, mergeSettings, type Settings } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';

export interface ConfigFile {
  readonly path: RepoPath;
  readonly settings: Settings;
}

export interface ConfigReading {
  /** All files together, the later over the earlier. */
  readonly settings: Settings;
  readonly files: readonly ConfigFile[];
  readonly notes: readonly Note[];
}

const names = ['hugo', 'config'];
const endings = ['.toml', '.yaml', '.yml', '.json'];
/** `hugo` builds for it unless told otherwise. */
const environments = ['_default', 'production'];

/** The configuration of a site, theme or module in a folder. */
export async function readConfig(root: RepoPath, repo: Repo, extra: readonly RepoPath[] = []): Promise<ConfigReading> {
  const files: ConfigFile[] = [];
  const notes: Note[] = [];
  for (const path of [...mainFiles(root, repo, extra), ...folderFiles(root, repo)]) {
    const { value, problem } = readValue(path, (await repo.read(path)) ?? '');
    if (problem !== undefined) notes.push({ file: path, line: problem.line, message: `Not read: ${problem.message}` });
    if (isSettings(value)) files.push({ path, settings: placed(path, root, lowerKeys(value) as Settings) });
  }
  return { settings: files.reduce<Settings>((all, file) => mergeSettings(all, file.settings), {}), files, notes };
}

/** The files named on the command line, the later over the earlier, else the first that exists. */
function mainFiles(root: RepoPath, repo: Repo, extra: readonly RepoPath[]): readonly RepoPath[] {
  const named = extra.filter((path) => repo.has(path));
  if (named.length > 0) return named;
  const candidates = names.flatMap((name) => endings.map((ending) => joinRepo(root, name + ending)));
  return candidates.flatMap((path) => (path !== undefined && repo.has(path) ? [path] : [])).slice(0, 1);
}

function folderFiles(root: RepoPath, repo: Repo): readonly RepoPath[] {
  return environments.flatMap((environment) => {
    const folder = joinRepo(root, 'config', environment);
    if (folder === undefined) return [];
    return repo.files.filter((path) => below(path, folder) !== undefined && endings.includes(extension(path)));
  });
}

function readValue(path: RepoPath, text: string) {
  // JSON is YAML; a tab for indentation is the only thing YAML would mind.
  if (extension(path) === '.toml') return readToml(text);
  return readYaml(extension(path) === '.json' ? text.replaceAll('\t', ' ') : text);
}

/** The settings of one file under the key its name says. */
function placed(path: RepoPath, root: RepoPath, settings: Settings): Settings {
  const stem = fileName(path).slice(0, -extension(path).length).toLowerCase();
  const isMain = folderOf(path) === root || names.includes(stem);
  if (isMain) return settings;
  const [name = '', language] = stem.split('.');
  if (language === undefined) return { [name]: settings };
  const inside = name === 'menu' || name === 'menus' || name === 'params' ? { [name]: settings } : settings;
  return { languages: { [language]: inside } };
}
