/** Turns the edits of a fix into one workspace edit, and saves what was saved before. */
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
export function fixedFiles(folder: WorkspaceFolder, files: readonly FileEdit[]): readonly string[] {
  const visible = new Set(window.visibleTextEditors.map(({ document }) => document.uri.toString()));
  return files
    .filter(({ before }) => before !== undefined)
    .map(({ file }) => uriOf(folder, file).toString())
    .filter((uri) => !visible.has(uri) && !isDirty(uri));
}

/** Applies a fix that was chosen outside of the editor's own quick fix menu. */
export async function applyFix(folder: WorkspaceFolder, files: readonly FileEdit[]): Promise<void> {
  if (files.length === 0) return;
  const toSave = fixedFiles(folder, files);
  await workspace.applyEdit(editOf(folder, files));
  await saveFixed(toSave);
}

/** The files of the quick fix that was resolved last, until its edit is made. */
export class FixedFiles {
  #uris: readonly string[] = [];
  #then: (() => Promise<void>) | undefined;

  /** `then` is what follows once the edit is made. */
  remember(uris: readonly string[], then: () => Promise<void>): void {
    this.#uris = uris;
    this.#then = then;
  }

  async save(): Promise<void> {
    const [uris, then] = [this.#uris, this.#then];
    this.#uris = [];
    this.#then = undefined;
    await saveFixed(uris);
    await then?.();
  }
}

async function saveFixed(uris: readonly string[]): Promise<void> {
  // Not `workspace.save`, which knows only what an editor shows already.
  for (const uri of uris) await (await workspace.openTextDocument(Uri.parse(uri, true))).save();
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
