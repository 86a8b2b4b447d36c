/** Folders that a script of `package.json` builds with a generator which needs no configuration file. */
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { parseLooseJson } from '../../text/json.ts';
import { isSettings, settingsAt, textOf } from '../../text/settings.ts';
import { inExampleFolder } from './exampleFolder.ts';
import type { DetectedSite } from './generator.ts';
import { filesNamed } from './namedFiles.ts';

/**
 * A site of the generator in each folder with Markdown that a script gives to the command. `command` has the folder as its
 * only group; none means the folder of the script.
 */
export async function sitesBuilt(generator: string, command: RegExp, repo: Repo): Promise<readonly DetectedSite[]> {
  const found = new Map<RepoPath, RepoPath>();
  for (const manifest of filesNamed(repo, 'package.json')) {
    const value: unknown = parseLooseJson((await repo.read(manifest)) ?? '');
    if (!isSettings(value)) continue;
    for (const script of Object.values(settingsAt(value, 'scripts'))) {
      const match = command.exec(textOf(script) ?? '');
      const folder = match && joinRepo(folderOf(manifest), match[1] ?? '.');
      if (folder === null || folder === undefined) continue;
      const holds = (file: RepoPath) => file.endsWith('.md') && (folder === '' || file.startsWith(`${folder}/`));
      if (repo.files.some(holds)) found.set(folder, manifest);
    }
  }
  return [...found].map(([root, manifest]): DetectedSite => {
    const certainty = inExampleFolder(manifest) ? 0.3 : 0.8;
    return { generator, root, config: undefined, because: `${generator} build in ${manifest}`, certainty };
  });
}
