/** Writes what people decide about suggestions into the file of their folder. */
import { FileSystemError, type WorkspaceFolder, workspace } from 'vscode';
import { decisionsFile } from '../core/decisions.ts';
import type { TextEdit } from '../core/text/edits.ts';
import { applyFix } from './applyFix.ts';
import { uriOf } from './convert.ts';

/** Changes the file as it is now, an open document first; `false` when nothing changes. */
export async function changeDecisions(
  folder: WorkspaceFolder,
  change: (text: string) => readonly TextEdit[],
): Promise<boolean> {
  const before = await readText(folder);
  const edits = change(before ?? '');
  if (edits.length === 0) return false;
  await applyFix(folder, [{ file: decisionsFile, before, edits }]);
  return true;
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
