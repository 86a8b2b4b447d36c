/** What Read the Docs is told to build. https://docs.readthedocs.com/platform/stable/config-file/v2.html */
import type { Note } from '../../model.ts';
import { type RepoPath, repoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, settingsAt, textOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';
import { filesNamed } from './namedFiles.ts';

export const readTheDocsNames = ['.readthedocs.yaml', '.readthedocs.yml', 'readthedocs.yaml', 'readthedocs.yml'];

/** Every configuration of a tool that is named, seen from the top of the repository. */
export async function configurationsNamed(tool: 'sphinx' | 'mkdocs', repo: Repo): Promise<ReadonlySet<RepoPath>> {
  const named = new Set<RepoPath>();
  for (const file of filesNamed(repo, ...readTheDocsNames)) {
    const { value } = readYaml((await repo.read(file)) ?? '');
    const written = isSettings(value) ? textOf(settingsAt(value, tool).configuration) : undefined;
    const path = written === undefined ? undefined : repoPath(written);
    if (path !== undefined) named.add(path);
  }
  return named;
}

/** Where its redirects are, which no file of the repository holds. https://docs.readthedocs.com/platform/stable/user-defined-redirects.html */
export function redirectsNote(file: RepoPath): Note {
  const message =
    'Where Read the Docs serves the site, its redirects are kept in the dashboard of its project (Settings, Redirects) and in no file of the repository: they are not known here.';
  return { file, message };
}
