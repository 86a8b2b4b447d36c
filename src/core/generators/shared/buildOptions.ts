/**
 * The options of the command that builds a site for production, where the repository says it: the host's configuration,
 * a script of `package.json`, or a workflow.
 */
import { extensionOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, settingsAt, textOf } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';

/** The options of a build command, by their names with dashes. */
export interface BuildOptions {
  has(...names: readonly string[]): boolean;
  /** What follows the first option of one of these names, after a space or `=`. */
  value(...names: readonly string[]): string | undefined;
}

/** `optionsIn` gives the options of the first command of the generator that builds; none where no command is found. */
export async function buildOptions(
  root: RepoPath,
  repo: Repo,
  optionsIn: (text: string) => string | undefined,
): Promise<BuildOptions> {
  const words = (await commandLine(root, repo, optionsIn))?.split(/\s+/) ?? [];
  return {
    has: (...names) => names.some((name) => words.includes(name) || words.includes(`${name}=true`)),
    value(...names) {
      const at = words.findIndex((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
      const word = words[at];
      const value = word?.includes('=') === true ? word.slice(word.indexOf('=') + 1) : words[at + 1];
      return at < 0 ? undefined : value?.replace(/^["']|["']$/g, '');
    },
  };
}

async function commandLine(
  root: RepoPath,
  repo: Repo,
  optionsIn: (text: string) => string | undefined,
): Promise<string | undefined> {
  for (const place of new Set([root, '' as RepoPath])) {
    const scripts = settingsAt(await readMap(joinRepo(place, 'package.json'), repo), 'scripts');
    const netlify = await readMap(joinRepo(place, 'netlify.toml'), repo);
    const hosted =
      textOf(settingsAt(netlify, 'context', 'production').command) ?? textOf(settingsAt(netlify, 'build').command);
    const script = textOf(scripts[scriptName(hosted) ?? 'build']);
    const found = optionsIn(hosted ?? '') ?? optionsIn(script ?? '');
    if (found !== undefined) return found;
  }
  for (const file of repo.files) {
    if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(file)) continue;
    const found = optionsIn((await repo.read(file)) ?? '');
    if (found !== undefined) return found;
  }
  return undefined;
}

async function readMap(path: RepoPath | undefined, repo: Repo) {
  const text = path === undefined ? undefined : await repo.read(path);
  if (path === undefined || text === undefined) return {};
  const { value } = extensionOf(path) === '.toml' ? readToml(text) : readYaml(text);
  return isSettings(value) ? value : {};
}

/** The script that `npm run x` or `yarn x` stands for. */
function scriptName(command: string | undefined): string | undefined {
  return /\b(?:npm run(?:-script)?|yarn(?: run)?|pnpm(?: run)?)\s+(?:-s\s+)?([\w:.-]+)/.exec(command ?? '')?.[1];
}
