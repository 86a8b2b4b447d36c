/** The embedded sample: opens in a window, which audits it by itself. */
import { type Disposable, type ExtensionContext, commands as editorCommands, Uri, workspace } from 'vscode';
import type { Failure, Logger } from '../../core/ports.ts';
import { inBackground } from '../shared/background.ts';
import type { EngineDoor } from '../shared/engine.ts';
import { commandIds, title, views } from '../shared/manifest.ts';
import { warn } from '../shown/messages.ts';

/** Opens it in a window of its own, where this one shows a folder. */
export async function trySample(openEngine: EngineDoor): Promise<Failure | undefined> {
  const made = await (await openEngine()).makeSample();
  if (!made.ok) return made.failure;
  // A file, as what an extension keeps in the editor's own storage may reach the next window too late.
  const folder = Uri.file(made.value);
  await workspace.fs.writeFile(noticeOf(folder), new Uint8Array());
  const forceNewWindow = workspace.workspaceFolders !== undefined;
  await editorCommands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
  return undefined;
}

/** Audits a sample that was just made, once: in a window with any other folder nothing is read. */
export function registerSample(context: ExtensionContext, log: Logger): Disposable {
  const start = async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    if (folder === undefined || !folder.path.startsWith(`${context.globalStorageUri.path}/`)) return;
    if (!workspace.isTrusted) {
      if (await isThere(noticeOf(folder))) askForTrust();
      return;
    }
    if (!(await takeAway(noticeOf(folder)))) return;
    await editorCommands.executeCommand(`${views.brokenPages}.focus`);
    await editorCommands.executeCommand(commandIds.audit);
  };
  inBackground(log, start());
  return workspace.onDidGrantWorkspaceTrust(() => inBackground(log, start()));
}

/** Says that a sample was made and not looked at yet. */
function noticeOf(sample: Uri): Uri {
  return sample.with({ path: `${sample.path}.new` });
}

async function isThere(file: Uri): Promise<boolean> {
  return workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

async function takeAway(file: Uri): Promise<boolean> {
  return workspace.fs.delete(file).then(
    () => true,
    () => false,
  );
}

/** Without waiting: the message may stay for long. */
function askForTrust(): void {
  const manage = 'Manage Trust';
  const message = `${title}: the sample is audited as soon as you trust this folder. Its history is read with git, which is run in trusted folders only; nothing is asked over the network.`;
  void warn(message, manage).then((chosen) => {
    if (chosen === manage) void editorCommands.executeCommand('workbench.trust.manage');
  });
}
