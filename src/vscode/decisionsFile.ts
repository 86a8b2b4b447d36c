/** Writes what people decide about suggestions into the file of their folder. */
import { FileSystemError, type WorkspaceFolder, workspace } from 'vscode';
import { decisionsFile } from '../core/decisions.ts';
import type { FileEdit, TextEdit } from '../core/text/edits.ts';
import { editOf, filesToSave, saveFiles } from './applyFix.ts';
import { uriOf } from './convert.ts';

/** Changes the file as it is now, an open document first; what was changed, `undefined` when nothing was. */
export async function changeDecisions(
  folder: WorkspaceFolder,
  change: (text: string) => readonly TextEdit[],
): Promise<FileEdit | undefined> {
  const before = await readText(folder);
  const edits = change(before ?? '');
  if (edits.length === 0) return undefined;
  const edit: FileEdit = { file: decisionsFile, before, edits };
  const toSave = filesToSave(folder, [edit]);
  await workspace.applyEdit(editOf(folder, [edit]));
  await saveFiles(toSave);
  return edit;
}

async function readText(folder: WorkspaceFolder): Promise<string | undefined> {
  const uri = uriOf(folder, decisionsFile);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined && !open.isClosed) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
