/** What the links of the pages and hovers about an address do. */
import { commands as editorCommands, type Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import { repoPath } from '../../core/paths.ts';
import { type Failure, failed } from '../../core/ports.ts';
import { allFindings } from '../../core/report/settled.ts';
import { lineRange } from '../documents/convert.ts';
import { topOf, uriOf } from '../documents/repositoryPlaces.ts';
import type { DiagnosedAddress } from '../shared/engine.ts';
import { commandIds } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';
import type { AddressPages } from '../views/evidencePages.ts';
import { choosePlace } from './choosePage.ts';
import type { CommandHost, Handler } from './commands.ts';
import { writeFix } from './findingCommands.ts';

export function pageCommands(host: CommandHost): Readonly<Record<string, Handler>> {
  return {
    [commandIds.openPlace]: (...args) => openPlace(args),
    [commandIds.openCommit]: (...args) => openCommit(args),
    [commandIds.writeTo]: (...args) => writeTo(host, args),
  };
}

/** A file of the repository that holds a folder of this window, whatever a link says. */
async function openPlace([folderName, name, line]: readonly unknown[]): Promise<Failure | undefined> {
  const folder = folderOf(folderName);
  const file = typeof name === 'string' ? repoPath(name) : undefined;
  if (folder === undefined || file === undefined) return undefined;
  const uri = uriOf(folder, file);
  if (!(await isThere(uri))) return failed('not-found', `${file} is not in ${folder.name} any more.`).failure;
  const selection = lineRange(typeof line === 'number' && line > 0 ? Math.floor(line) : 1);
  await window.showTextDocument(uri, { selection, preview: true });
  return undefined;
}

/** By the editor's own git, which shows what a commit changed. */
async function openCommit([folderName, hash]: readonly unknown[]): Promise<Failure | undefined> {
  const folder = folderOf(folderName);
  if (folder === undefined || typeof hash !== 'string' || !/^[0-9a-f]{7,64}$/.test(hash)) return undefined;
  try {
    await editorCommands.executeCommand('git.viewCommit', topOf(folder), hash);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The editor's git does not show commit ${hash} (${reason}). In a terminal: git show ${hash}`;
    return failed('not-found', message).failure;
  }
}

/** Writes the redirect to one of the pages that were suggested, where the user wants it. */
async function writeTo(host: CommandHost, [folderName, from, to]: readonly unknown[]): Promise<Failure | undefined> {
  const folder = folderOf(folderName);
  if (folder === undefined || typeof from !== 'string') return undefined;
  const about = diagnosisOf(host, folder, from);
  const page = about?.suggestions.find(({ url }) => url === to);
  if (about === undefined || page === undefined) {
    const message = `${String(to)} is not suggested for ${from} any more; nothing was written. Look at the address again.`;
    return failed('not-found', message).failure;
  }
  const engine = await host.openEngine();
  const fix = await choosePlace(await engine.fixesTo(folder, about, page), about, page);
  return fix === undefined ? undefined : writeFix(host, folder, fix);
}

/** A finding as it is now, else what was said of an address when it was explained. */
function diagnosisOf(
  { sessions, pages }: { readonly sessions: Sessions; readonly pages: AddressPages },
  folder: WorkspaceFolder,
  from: string,
): DiagnosedAddress | undefined {
  const result = sessions.get(folder)?.result;
  const finding = result && allFindings(result).find(({ diagnosis }) => diagnosis.path === from);
  return finding?.diagnosis ?? pages.explained(folder, from);
}

function folderOf(name: unknown): WorkspaceFolder | undefined {
  return workspace.workspaceFolders?.find(({ uri }) => uri.toString() === name);
}

async function isThere(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
