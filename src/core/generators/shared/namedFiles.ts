/** Files of a tree found by their name, without going through all of them for every name that is looked for. */
import { fileName, folderOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import type { DetectedSite } from './generator.ts';

/** One pass over a list of files serves every question about it; a new list of files is a new key. */
const indexes = new WeakMap<Repo['files'], ReadonlyMap<string, readonly RepoPath[]>>();

/** The files with one of these names, in every folder, in the order of the repository. */
export function filesNamed({ files }: Pick<Repo, 'files'>, ...names: readonly string[]): readonly RepoPath[] {
  let index = indexes.get(files);
  if (index === undefined) {
    index = indexOf(files);
    indexes.set(files, index);
  }
  const found: RepoPath[] = [];
  for (const name of names) for (const file of index.get(name) ?? []) found.push(file);
  return names.length > 1 ? found.sort() : found;
}

/** A configuration file's name in every language a script is written in: `astro.config.mjs`, `astro.config.ts`, … */
export function scriptNames(stem: string): readonly string[] {
  return ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'].map((extension) => `${stem}.${extension}`);
}

/** A site in the folder of each configuration, whose name is hardly used for anything else. */
export function sitesOf(generator: string, configs: readonly RepoPath[]): readonly DetectedSite[] {
  return configs.map((config) => ({ generator, root: folderOf(config), config, because: config, certainty: 0.95 }));
}

function indexOf(files: readonly RepoPath[]): ReadonlyMap<string, readonly RepoPath[]> {
  const index = new Map<string, RepoPath[]>();
  for (const file of files) {
    const name = fileName(file);
    const known = index.get(name);
    if (known === undefined) index.set(name, [file]);
    else known.push(file);
  }
  return index;
}
