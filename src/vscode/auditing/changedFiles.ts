/** Which changes of files have to be judged: most are told from what is kept of the last judgement, without reading a site. */
import type { Overlay } from '../../app/overlayRepo.ts';
import { changeOf, type FileNow } from '../../core/audit/rereading/watched.ts';
import type { RepoPath } from '../../core/paths.ts';
import { fileNow } from '../../io/repository/diskRepo.ts';
import type { Task } from '../analysis/analyst.ts';
import { openDocuments } from '../documents/openDocuments.ts';
import type { FolderWork } from './folderWork.ts';

/** The folder's process is asked about those alone that only it can tell. */
export async function isAnyJudgedAgain(
  { folder, watched, place, analyst }: FolderWork,
  files: readonly RepoPath[],
  task: Task,
): Promise<boolean> {
  const overlay = openDocuments(folder);
  const directory = place?.directory ?? folder.uri.fsPath;
  const unclear: RepoPath[] = [];
  for (const file of files) {
    const change = watched === undefined ? 'unclear' : await changeOf(watched, file, now(directory, file, overlay));
    if (change === 'counts') return true;
    if (change === 'unclear') unclear.push(file);
  }
  return unclear.length > 0 && analyst.needsReading({ directory, files: unclear, overlay }, task);
}

function now(directory: string, file: RepoPath, overlay: Overlay): FileNow {
  const typed = overlay.get(file);
  if (typed !== undefined) return { isThere: true, text: async () => typed };
  const { isThere, text } = fileNow(directory, file);
  return { isThere, text: () => text(file) };
}
