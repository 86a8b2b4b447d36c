/** Turns the edits of a fix into one workspace edit, and knows what to save after it. */
import { Position, Range, Uri, WorkspaceEdit, type WorkspaceFolder, window, workspace } from 'vscode';
import { applyEdits, type FileEdit } from '../core/text/edits.ts';
import { uriOf } from './convert.ts';

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

/** Saves documents, those too that no editor shows. */
export async function saveFiles(uris: readonly string[]): Promise<void> {
  // Not `workspace.save`, which knows only what an editor shows already.
  for (const uri of uris) await (await workspace.openTextDocument(Uri.parse(uri, true))).save();
}

/** The text as the editor has it; `undefined` where there is no file. */
export async function textAt(uri: Uri): Promise<string | undefined> {
  try {
    return (await workspace.openTextDocument(uri)).getText();
  } catch {
    // The editor has no other way to say that a file is not there.
    return undefined;
  }
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
