/**
 * The files a Jekyll site is configured by: `_config.yml`, or those its build names with `--config`, each of which
 * overrides those named earlier. https://jekyllrb.com/docs/configuration/options/
 */
import type { Note } from '../../model.ts';
import { extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, mergeSettings, type Settings } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';
import { type BuildOptions, buildOptions } from '../shared/buildOptions.ts';

export const configNames = ['_config.yml', '_config.yaml', '_config.toml'];

/** Read where a site of this gem has no `_config.yml` and no command of its build was found. */
const otherNames = ['jekyll.yml', 'jekyll.yaml'];

/** A configuration file with what stands in it. */
export interface JekyllConfigFile {
  readonly path: RepoPath;
  readonly settings: Settings;
}

/** The configuration of a site, from all its files. */
export interface JekyllConfigReading {
  /** In the order of the command; a later one overrides. */
  readonly files: readonly JekyllConfigFile[];
  readonly settings: Settings;
  readonly notes: readonly Note[];
}

/** The site of a Gemfile without a `_config.yml` beside it; `undefined` when nothing configures one. */
export async function configBeside(gemfile: RepoPath, repo: Repo): Promise<RepoPath | undefined> {
  const root = folderOf(gemfile);
  if (!isGemOfJekyll((await repo.read(gemfile)) ?? '')) return undefined;
  const named = namedFiles(await buildOptions(root, repo, optionsIn), root, repo);
  return named[0] ?? inFolder(root, otherNames).find((path) => repo.has(path));
}

export function isGemOfJekyll(gemfile: string): boolean {
  return /["'](?:jekyll|github-pages)["']/.test(gemfile);
}

export async function readConfig(config: RepoPath, repo: Repo): Promise<JekyllConfigReading> {
  const options = await buildOptions(folderOf(config), repo, optionsIn);
  const named = namedFiles(options, folderOf(config), repo);
  const files: JekyllConfigFile[] = [];
  const notes: Note[] = [];
  let settings: Settings = {};
  for (const path of named.length > 0 ? named : [config]) {
    const text = (await repo.read(path)) ?? '';
    const { value, problem } = extensionOf(path) === '.toml' ? readToml(text) : readYaml(text);
    if (problem !== undefined)
      notes.push({ file: path, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true });
    const own = isSettings(value) ? value : {};
    files.push({ path, settings: own });
    settings = mergeSettings(settings, own);
  }
  return { files, settings: { ...settings, ...switchedOn(options) }, notes };
}

/** What the build names, as far as it is there. */
function namedFiles(options: BuildOptions, root: RepoPath, repo: Repo): readonly RepoPath[] {
  const names = options.value('--config')?.split(',') ?? [];
  return inFolder(root, names).filter((path) => repo.has(path));
}

/** What the command says goes before the configuration. https://jekyllrb.com/docs/configuration/options/#build-command-options */
function switchedOn(options: BuildOptions): Settings {
  const baseUrl = options.value('-b', '--baseurl');
  return {
    ...(options.has('--future') && { future: true }),
    ...(options.has('-D', '--drafts') && { show_drafts: true }),
    ...(options.has('--unpublished') && { unpublished: true }),
    // A workflow or a shell knows what a variable holds.
    ...(baseUrl !== undefined && !baseUrl.includes('$') && { baseurl: baseUrl }),
  };
}

function inFolder(root: RepoPath, names: readonly string[]): readonly RepoPath[] {
  return names.flatMap((name) => joinRepo(root, name) ?? []);
}

/** The options of the first `jekyll build` that is not for a place where only authors look. */
function optionsIn(text: string): string | undefined {
  for (const [, options] of text.matchAll(/\bjekyll[ \t]+(?:build|b)(?![\w-])([^;&|\n]*)/g)) {
    const files = /--config[ =]([^ ]*)/.exec(options ?? '')?.[1] ?? '';
    if (!files.split(',').some((file) => forAuthors.test(fileName(file)))) return options;
  }
  return undefined;
}

const forAuthors = /(?:^|[^a-z])(?:dev|devel|development|test|tests|staging|local|preview|drafts?)(?![a-z])/i;
