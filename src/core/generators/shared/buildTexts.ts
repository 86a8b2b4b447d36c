/** Where a repository says how a site is built. */
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, settingsAt, textOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';

const named = [
  'netlify.toml',
  'vercel.json',
  'render.yaml',
  '.gitlab-ci.yml',
  '.readthedocs.yaml',
  '.readthedocs.yml',
  'Makefile',
  'justfile',
  'Gemfile',
];

/** The texts with the commands that build what lies in a folder: its own and those above it, with all workflows. */
export async function buildTexts(root: RepoPath, repo: Repo): Promise<readonly string[]> {
  const texts = await Promise.all(filesOfBuild(root, named, repo).map((file) => repo.read(file)));
  const scripts = await Promise.all(upwards(root).map((folder) => scriptsIn(folder, repo)));
  return [...texts.flatMap((text) => (text ? withoutComments(text) : [])), ...scripts.flat()];
}

/** The files of these names in a folder and those above it, then all workflows. */
export function filesOfBuild(root: RepoPath, names: readonly string[], repo: Repo): readonly RepoPath[] {
  const files = upwards(root).flatMap((folder) => names.flatMap((name) => joinRepo(folder, name) ?? []));
  const workflows = repo.files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
  return [...files.filter(repo.has), ...workflows];
}

function upwards(root: RepoPath): readonly RepoPath[] {
  return root === '' ? [root] : [root, ...upwards(folderOf(root))];
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}

/** A `package.json` names what it depends on, too: what is only installed builds nothing. */
async function scriptsIn(folder: RepoPath, repo: Repo): Promise<readonly string[]> {
  const { value } = readYaml((await repo.read(joinRepo(folder, 'package.json') ?? folder)) ?? '');
  const scripts = isSettings(value) ? settingsAt(value, 'scripts') : {};
  return Object.values(scripts).flatMap((script) => textOf(script) ?? []);
}
