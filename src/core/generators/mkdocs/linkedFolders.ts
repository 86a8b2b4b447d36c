/** Folders of sources that are linked into the docs folder: MkDocs walks into them (`followlinks` in `get_files`). */
import { below, extensionOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { realFolder } from '../shared/linkedFolder.ts';
import type { Mount } from './mounts.ts';

/** More files without an extension are data. */
const mostLinks = 100;

/** Only what lies outside of the docs folder: what is linked within it keeps the address of its own place. */
export async function linkedFolders(docsDir: RepoPath, repo: Repo): Promise<readonly Mount[]> {
  const found: Mount[] = [];
  const links = repo.files.filter((file) => below(file, docsDir) !== undefined && extensionOf(file) === '');
  for (const link of links.slice(0, mostLinks)) {
    const folder = await realFolder(link, repo);
    if (folder === link || folder === docsDir || below(folder, docsDir) !== undefined) continue;
    if (below(docsDir, folder) !== undefined) continue;
    found.push({ folder, prefix: `${below(link, docsDir)}/`, link });
  }
  return found;
}
