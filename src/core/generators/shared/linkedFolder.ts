/** Folders of content that are symbolic links into the repository: git keeps a link as a file that says where it leads. */
import { below, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';

/** The folder that a link in this place leads to; the folder itself where there is no link, or it leads out. */
export async function realFolder(folder: RepoPath, repo: Repo): Promise<RepoPath> {
  if (!repo.has(folder)) return folder;
  const text = (await repo.read(folder))?.trim() ?? '';
  const target = text === '' || /[\n\\]/.test(text) ? undefined : joinRepo(folderOf(folder), text);
  const holds = target !== undefined && repo.files.some((file) => below(file, target) !== undefined);
  return holds ? target : folder;
}
