/** Listens to what is deleted and renamed in the editor: nothing is loaded where nothing is known of the folder's links. */
import { Disposable, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import { readCountedSite, readLastAudit } from '../auditing/lastAudit.ts';
import { folderAround } from '../documents/repositoryPlaces.ts';
import { inBackground } from '../shared/background.ts';
import type { FindingParts, WindowParts } from './commands.ts';

/** A file or folder that is gone, and where it is now; `undefined` where it was deleted. */
export interface GoneFile {
  readonly from: Uri;
  readonly to: Uri | undefined;
}

/** Files that are deleted one after the other are told of together. */
const settleMilliseconds = 700;

/** After the editor is done: it waits for nothing of this. */
export function registerFileEvents(host: WindowParts, openParts: () => Promise<FindingParts>): Disposable {
  const gone = new Map<WorkspaceFolder, GoneFile[]>();
  let timer: NodeJS.Timeout | undefined;
  const tell = async () => {
    const all = [...gone];
    gone.clear();
    const { tellGone } = await import('./goneFiles.ts');
    const parts = { ...host, ...(await openParts()) };
    // A message waits for its answer: that of one folder holds up no other's.
    await Promise.all(all.map(([folder, files]) => tellGone(parts, folder, files)));
  };
  const take = (files: readonly GoneFile[]) => {
    for (const file of files) {
      const folder = folderAround(file.from);
      if (folder === undefined || !isKnown(host, folder)) continue;
      const known = gone.get(folder);
      if (known === undefined) gone.set(folder, [file]);
      else known.push(file);
    }
    if (gone.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => inBackground(host.log, tell()), settleMilliseconds);
  };
  return Disposable.from(
    workspace.onDidDeleteFiles(({ files }) => take(files.map((from) => ({ from, to: undefined })))),
    workspace.onDidRenameFiles(({ files }) => take(files.map(({ oldUri, newUri }) => ({ from: oldUri, to: newUri })))),
    new Disposable(() => clearTimeout(timer)),
  );
}

/** Git is run in the folder, so that it must be trusted. */
function isKnown({ sessions, context: { workspaceState } }: WindowParts, folder: WorkspaceFolder): boolean {
  if (!workspace.isTrusted) return false;
  return (
    sessions.get(folder) !== undefined ||
    readLastAudit(workspaceState, folder) !== undefined ||
    readCountedSite(workspaceState, folder) !== undefined
  );
}
