/** Folders of content that are symbolic links into the repository: git keeps a link as a file that says where it leads. */
import { below, extensionOf, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';

/** The folder that a link in this place leads to; the folder itself where there is no link, or it leads out. */
export async function realFolder(folder: RepoPath, repo: Repo): Promise<RepoPath> {
  if (!repo.has(folder)) return folder;
  const text = (await repo.read(folder))?.trim() ?? '';
  const target = text === '' || /[\n\\]/.test(text) ? undefined : joinRepo(folderOf(folder), text);
  const holds = target !== undefined && repo.files.some((file) => below(file, target) !== undefined);
  return holds ? target : folder;
}

/** A folder that is shown in another place. */
export interface LinkedFolder {
  /** Where its files are. */
  readonly folder: RepoPath;
  /** In front of their paths, below the folder into which it is linked; with its slash. */
  readonly prefix: string;
  readonly link: RepoPath;
}

/** More files without an extension are data. */
const mostLinks = 100;

/** Only what lies outside of `into`: what is linked within it keeps the address of its own place. */
export async function foldersLinkedInto(into: RepoPath, repo: Repo): Promise<readonly LinkedFolder[]> {
  const found: LinkedFolder[] = [];
  const links = repo.files.filter((file) => below(file, into) !== undefined && extensionOf(file) === '');
  for (const link of links.slice(0, mostLinks)) {
    const folder = await realFolder(link, repo);
    if (folder === link || folder === into || below(folder, into) !== undefined) continue;
    if (below(into, folder) !== undefined) continue;
    found.push({ folder, prefix: `${below(link, into)}/`, link });
  }
  return found;
}
