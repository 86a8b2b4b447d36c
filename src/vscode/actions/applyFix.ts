/** Turns the edits of a fix into one workspace edit, and knows what to save after it. */
import { Position, Range, Uri, WorkspaceEdit, type WorkspaceFolder, window, workspace } from 'vscode';
import { type Failure, failed } from '../../core/ports.ts';
import { applyEdits, type FileEdit } from '../../core/text/edits.ts';
import { hindrance } from '../documents/editable.ts';
import { uriOf } from '../documents/repositoryPlaces.ts';

/**
 * One edit for all files, so that one undo takes it back. A file that does not exist yet is created with its text.
 * Offsets are those of the open document where there is one, else of the file.
 */
export function editOf(folder: WorkspaceFolder, files: readonly FileEdit[]): WorkspaceEdit {
  const all = new WorkspaceEdit();
  for (const { file, before, edits } of files) {
    const uri = uriOf(folder, file);
    if (before === undefined) {
      all.createFile(uri, { contents: new TextEncoder().encode(applyEdits('', edits)) });
      continue;
    }
    for (const edit of edits) all.replace(uri, rangeOf(before, edit.start, edit.end), edit.text);
  }
  return all;
}

/**
 * The files to save after the edit: those whose text on disk was the author's last word.
 * One with unsaved changes, or the one in front of the author, is left for the author to save.
 */
export function filesToSave(folder: WorkspaceFolder, files: readonly FileEdit[]): readonly string[] {
  const visible = new Set(window.visibleTextEditors.map(({ document }) => document.uri.toString()));
  return files
    .filter(({ before }) => before !== undefined)
    .map(({ file }) => uriOf(folder, file).toString())
    .filter((uri) => !visible.has(uri) && !isDirty(uri));
}

/** Makes the edits. A failure says why nothing was changed. */
export async function makeEdits(folder: WorkspaceFolder, files: readonly FileEdit[]): Promise<Failure | undefined> {
  const hindered = await hindrance(folder, files);
  if (hindered !== undefined) return hindered;
  if (await workspace.applyEdit(editOf(folder, files))) return undefined;
  const names = files.map(({ file }) => file).join(', ');
  return failed('bad-request', `The editor did not make the change to ${names}; nothing was written. Try again.`)
    .failure;
}

/** Saves documents, those too that no editor shows. The change of a file that cannot be saved stays in its editor. */
export async function saveFiles(uris: readonly string[]): Promise<Failure | undefined> {
  const unsaved: string[] = [];
  for (const uri of uris) {
    // Not `workspace.save`, which knows only what an editor shows already.
    const document = await workspace.openTextDocument(Uri.parse(uri, true));
    if (!(await document.save()) && document.isDirty) unsaved.push(workspace.asRelativePath(document.uri));
  }
  if (unsaved.length === 0) return undefined;
  return failed('bad-request', `${unsaved.join(', ')} could not be saved. The change is in the editor; save it there.`)
    .failure;
}

function isDirty(uri: string): boolean {
  return workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === uri);
}

/** Positions are counted in the text the edits were made for; a lone CR is a line break to the editor as well. */
function rangeOf(text: string, start: number, end: number): Range {
  return new Range(positionAt(text, start), positionAt(text, end));
}

function positionAt(text: string, offset: number): Position {
  let line = 0;
  let lineStart = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    const next = match.index + match[0].length;
    if (next > offset) break;
    line++;
    lineStart = next;
  }
  return new Position(line, offset - lineStart);
}
