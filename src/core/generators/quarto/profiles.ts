/**
 * Profiles of a project: `_quarto-de.yml` beside `_quarto.yml` may render the same sources once more, into a folder inside
 * the output of the others. Which profiles are rendered only whoever builds the site says.
 * https://quarto.org/docs/projects/profiles.html
 */
import { below, builtUrl, fileName, folderOf, type RepoPath, type UrlPath, urlKey } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';
import type { Permalinks } from '../shared/generator.ts';

const mostProfiles = 12;
const profileFile = /^_quarto-([\w-]+)\.ya?ml$/;

/** Says of addresses in the folder of another profile that it makes them; `undefined` where there is no such folder. */
export async function broughtByProfiles(
  root: RepoPath,
  settings: Settings,
  basePath: string,
  repo: Repo,
): Promise<Permalinks['brought']> {
  const files = repo.files.filter((file) => folderOf(file) === root && profileFile.test(fileName(file)));
  const outputs: { readonly file: RepoPath; readonly name: string; readonly output: string }[] = [];
  for (const file of files.slice(0, mostProfiles)) {
    const { value } = readYaml((await repo.read(file)) ?? '');
    const output = isSettings(value) ? outputOf(value) : undefined;
    if (output !== undefined) outputs.push({ file, name: profileFile.exec(fileName(file))?.[1] ?? '', output });
  }
  const first = defaultProfile(settings);
  const own = outputs.find(({ name }) => name === first)?.output ?? outputOf(settings) ?? '_site';
  const folders = outputs.flatMap(({ file, output }) => {
    const folder = output === own ? undefined : below(output as RepoPath, own as RepoPath);
    return folder === undefined || folder === '' ? [] : [{ at: urlKey(builtUrl(basePath, folder)), file }];
  });
  if (folders.length === 0) return undefined;
  return (url: UrlPath) => {
    const found = folders.find(({ at }) => urlKey(url) === at || urlKey(url).startsWith(`${at}/`));
    return found && `${found.file} is a profile that is rendered into that folder`;
  };
}

function outputOf(settings: Settings): string | undefined {
  return textOf(settingsAt(settings, 'project')['output-dir'])?.replace(/^\.?\/+|(?<!\/)\/+$/g, '');
}

/** The first one of a group is rendered where nobody names another. */
function defaultProfile(settings: Settings): string | undefined {
  const { default: named, group } = settingsAt(settings, 'profile');
  const groups: readonly unknown[] = Array.isArray(group) ? group : [];
  const [first] = Array.isArray(groups[0]) ? groups[0] : groups;
  return textOf(Array.isArray(named) ? named[0] : named) ?? textOf(first);
}
