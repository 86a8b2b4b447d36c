/** Turns the edits of a fix into one workspace edit, and saves what was saved before. */
import { Position, Range, Uri, WorkspaceEdit, type WorkspaceFolder, window, workspace } from 'vscode';
import { applyEdits, type FileEdit } from '../core/text/edits.ts';
import { uriOf } from './convert.ts';

/**
 * One edit for all files, so that one undo takes it back. A file that does not exist yet is created with its text.
 * Offsets are those of the open document where there is one, else of the file.
 * `preview`: what the edit does; the editor shows every file before and after, and asks.
 */
export function editOf(folder: WorkspaceFolder, files: readonly FileEdit[], preview?: string): WorkspaceEdit {
  const metadata = preview === undefined ? undefined : { needsConfirmation: true, label: preview };
  const all = new WorkspaceEdit();
  for (const { file, before, edits } of files) {
    const uri = uriOf(folder, file);
    if (before === undefined) {
      all.createFile(uri, { contents: new TextEncoder().encode(applyEdits('', edits)) }, metadata);
      continue;
    }
    for (const edit of edits) all.replace(uri, rangeOf(before, edit.start, edit.end), edit.text, metadata);
  }
  return all;
}

/**
 * The files to save after the edit: those whose text on disk was the author's last word.
 * One with unsaved changes, or the one in front of the author, is left for the author to save.
 */
export function fixedFiles(folder: WorkspaceFolder, files: readonly FileEdit[]): readonly string[] {
  const visible = new Set(window.visibleTextEditors.map(({ document }) => document.uri.toString()));
  return files
    .filter(({ before }) => before !== undefined)
    .map(({ file }) => uriOf(folder, file).toString())
    .filter((uri) => !visible.has(uri) && !isDirty(uri));
}

/** Applies a fix that was chosen outside of the editor's own quick fix menu; `false` when the preview was discarded. */
export async function applyFix(
  folder: WorkspaceFolder,
  files: readonly FileEdit[],
  preview?: string,
): Promise<boolean> {
  const toSave = fixedFiles(folder, files);
  const isApplied = await workspace.applyEdit(editOf(folder, files, preview));
  if (isApplied) await saveFixed(toSave);
  return isApplied;
}

export async function saveFixed(uris: readonly string[]): Promise<void> {
  for (const uri of uris) await workspace.save(Uri.parse(uri, true));
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
