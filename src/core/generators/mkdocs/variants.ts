/**
 * Configurations that `mkdocs build --config-file` is given where a folder has no `mkdocs.yml`: `mkdocs-online.yml`,
 * `mkdocs.de.yml`. https://www.mkdocs.org/user-guide/cli/#mkdocs-build
 */
import { fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { readSettings } from './settings.ts';

/** ProperDocs continues MkDocs and takes the same configuration. https://properdocs.org */
export const configNames = ['mkdocs.yml', 'mkdocs.yaml', 'properdocs.yml', 'properdocs.yaml'];

const variantName = /^mkdocs[-._][\w.-]+\.ya?ml$/;

/** One for each folder: of those that no other inherits from, the first with an address, which is the one that is published. */
export async function variantConfigs(repo: Repo): Promise<readonly RepoPath[]> {
  const folders = new Map<RepoPath, RepoPath[]>();
  for (const file of repo.files) {
    if (!variantName.test(fileName(file))) continue;
    const folder = folderOf(file);
    const hasPlain = configNames.some((name) => repo.has(joinRepo(folder, name) ?? folder));
    if (!hasPlain) folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return (await Promise.all([...folders.values()].map((files) => publishedOf(files, repo)))).flatMap(
    (file) => file ?? [],
  );
}

async function publishedOf(files: readonly RepoPath[], repo: Repo): Promise<RepoPath | undefined> {
  const all = await Promise.all(files.map((file) => readSettings(file, repo)));
  const inherited = new Set(all.flatMap((settings) => settings.inherited));
  const own = all.filter(({ file, siteName }) => !inherited.has(file) && siteName !== undefined);
  return (own.find(({ address }) => address !== undefined) ?? own[0])?.file;
}
