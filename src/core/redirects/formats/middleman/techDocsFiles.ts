/** Where the GOV.UK Tech Docs template has its settings. */
import { folderOf, type RepoPath } from '../../../paths.ts';
import type { RedirectContext } from '../../format.ts';
import { configFilesNamed } from '../../writing/configFile.ts';

/** `config/tech-docs.yml` of the site. */
export function techDocsFiles(context: RedirectContext): readonly RepoPath[] {
  const { root, generators } = context;
  if (!generators.includes('middleman')) return [];
  return configFilesNamed(context, /^tech-docs\.ya?ml$/).filter((file) => {
    const folder = folderOf(file);
    return /(?:^|\/)config$/.test(folder) && (root === undefined || folderOf(folder) === root);
  });
}
