/** Which folder a command of the palette is about. */
import { commands as editorCommands, type WorkspaceFolder, window, workspace } from 'vscode';
import { folderAround } from '../documents/repositoryPlaces.ts';
import { title } from '../shared/manifest.ts';
import { choose, inform, warn } from '../shown/messages.ts';

/**
 * The folder of the site: the only one, or the one the user picks; the one that is edited stands first. `undefined` where there
 * is none, it is not trusted, or nothing was picked; the user has been told.
 */
export async function trustedFolder(): Promise<WorkspaceFolder | undefined> {
  if (!workspace.isTrusted) {
    askForTrust();
    return undefined;
  }
  const [first, ...others] = workspace.workspaceFolders ?? [];
  if (first === undefined) {
    await askForFolder();
    return undefined;
  }
  if (others.length === 0) return first;
  const edited = window.activeTextEditor && folderAround(window.activeTextEditor.document.uri);
  const all = [first, ...others].sort((a, b) => Number(b === edited) - Number(a === edited));
  const choices = all.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }));
  const chosen = await choose(choices, { title, placeHolder: 'The folder of the site' });
  return chosen?.folder;
}

/** Without waiting: the message may stay for long. */
function askForTrust(): void {
  const manage = 'Manage Trust';
  const message = `${title}: this folder is not trusted, so nothing is asked over the network and git is not run in it.`;
  void warn(message, manage).then((chosen) => {
    if (chosen === manage) void editorCommands.executeCommand('workbench.trust.manage');
  });
}

async function askForFolder(): Promise<void> {
  const open = 'Open Folder…';
  const message = `${title}: open the folder with the content of the site first.`;
  if ((await inform(message, open)) === open) {
    await editorCommands.executeCommand('workbench.action.files.openFolder');
  }
}
