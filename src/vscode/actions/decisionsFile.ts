/** Writes what people decide about suggestions into the file of their folder. */
import { FileSystemError, type WorkspaceFolder, workspace } from 'vscode';
import { decisionsFile } from '../../core/decisions/decisions.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { FileEdit, TextEdit } from '../../core/text/edits.ts';
import { editableText } from '../../core/text/encoding.ts';
import { uriOf } from '../documents/repositoryPlaces.ts';
import { filesToSave, makeEdits, saveFiles } from './applyFix.ts';

/** The edit of the file as it is now, an unsaved document first; `undefined` when there is nothing to change. */
export async function decisionsEdit(
  folder: WorkspaceFolder,
  change: (text: string) => readonly TextEdit[],
): Promise<Result<FileEdit | undefined>> {
  const read = await readText(folder);
  if (!read.ok) return read;
  const before = read.value;
  const edits = change(before ?? '');
  return success(edits.length === 0 ? undefined : { file: decisionsFile, before, edits });
}

/** Changes the file; what was changed, `undefined` when there is nothing to change. */
export async function changeDecisions(
  folder: WorkspaceFolder,
  change: (text: string) => readonly TextEdit[],
): Promise<Result<FileEdit | undefined>> {
  const made = await decisionsEdit(folder, change);
  if (!made.ok || made.value === undefined) return made;
  const edit = made.value;
  const toSave = filesToSave(folder, [edit]);
  const failure = (await makeEdits(folder, [edit])) ?? (await saveFiles(toSave));
  return failure === undefined ? success(edit) : { ok: false, failure };
}

async function readText(folder: WorkspaceFolder): Promise<Result<string | undefined>> {
  const uri = uriOf(folder, decisionsFile);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  // A clean document may be older than the file for a moment.
  if (open?.isDirty === true) return success(open.getText());
  try {
    const read = editableText(await workspace.fs.readFile(uri));
    if (read.kind === 'text') return success(read.text);
    return failed('bad-request', `${decisionsFile} was not changed: ${read.reason}`);
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return success(undefined);
    throw error;
  }
}
