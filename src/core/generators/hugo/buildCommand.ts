/**
 * How the site is built, where the repository says so: the `hugo` command line of the host's configuration, of
 * `package.json`, or of a workflow. Its options change which pages are published.
 * https://gohugo.io/commands/hugo/
 */
import { extension, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, settingsAt, textOf } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';

export interface BuildCommand {
  /** Configuration files instead of the usual one. */
  readonly configs: readonly RepoPath[];
  readonly environment: string;
  readonly drafts: boolean;
  readonly future: boolean;
  readonly expired: boolean;
}

export async function readBuildCommand(root: RepoPath, repo: Repo): Promise<BuildCommand> {
  const words = (await commandLine(root, repo))?.split(/\s+/) ?? [];
  const has = (...names: readonly string[]) =>
    names.some((name) => words.includes(name) || words.includes(`${name}=true`));
  const optionOf = (...names: readonly string[]): string | undefined => {
    const at = words.findIndex((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
    const word = words[at];
    const value = word?.includes('=') === true ? word.slice(word.indexOf('=') + 1) : words[at + 1];
    return at < 0 ? undefined : value?.replace(/^["']|["']$/g, '');
  };
  const configs = optionOf('--config')?.split(',') ?? [];
  return {
    configs: configs.flatMap((config) => joinRepo(root, config) ?? []),
    environment: optionOf('-e', '--environment') ?? 'production',
    drafts: has('-D', '--buildDrafts'),
    future: has('-F', '--buildFuture'),
    expired: has('-E', '--buildExpired'),
  };
}

/** The options of the first `hugo` command that builds for production. */
async function commandLine(root: RepoPath, repo: Repo): Promise<string | undefined> {
  const places = [...new Set([root, '' as RepoPath])];
  for (const place of places) {
    const scripts = settingsAt(await readMap(joinRepo(place, 'package.json'), repo), 'scripts');
    const netlify = await readMap(joinRepo(place, 'netlify.toml'), repo);
    const hosted =
      textOf(settingsAt(netlify, 'context', 'production').command) ?? textOf(settingsAt(netlify, 'build').command);
    const found = optionsIn(hosted) ?? optionsIn(textOf(scripts[scriptName(hosted) ?? 'build']));
    if (found !== undefined) return found;
  }
  for (const file of repo.files) {
    if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(file)) continue;
    const found = optionsIn(await repo.read(file));
    if (found !== undefined) return found;
  }
  return undefined;
}

async function readMap(path: RepoPath | undefined, repo: Repo) {
  const text = path === undefined ? undefined : await repo.read(path);
  if (path === undefined || text === undefined) return {};
  const { value } = extension(path) === '.toml' ? readToml(text) : readYaml(text);
  return isSettings(value) ? value : {};
}

/** The script that `npm run x` or `yarn x` stands for. */
function scriptName(command: string | undefined): string | undefined {
  return /\b(?:npm run(?:-script)?|yarn(?: run)?|pnpm(?: run)?)\s+(?:-s\s+)?([\w:.-]+)/.exec(command ?? '')?.[1];
}

/** What follows `hugo` up to the end of the command; its other subcommands do not build. */
function optionsIn(text: string | undefined): string | undefined {
  return /(?:^|[\s;&|/"'])hugo(?![\w.-])((?:\s+(?!server\b|mod\b|version\b|serve\b|new\b|env\b)[^\s;&|]+)*)(?=\s*(?:$|[;&|\n]))/.exec(
    text ?? '',
  )?.[1];
}
