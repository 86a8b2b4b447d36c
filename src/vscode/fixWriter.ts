/** Makes the edits of fixes, shows where they stand, takes them back on wish, and keeps what was decided once it is saved. */
import { type Disposable, type Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import { decisionsFile, writeDecision } from '../core/decisions.ts';
import type { Fix } from '../core/findings.ts';
import { urlPath } from '../core/paths.ts';
import type { Logger } from '../core/ports.ts';
import { applyEdits, type FileEdit, inverseEdits, lineAt } from '../core/text/edits.ts';
import { editOf, filesToSave, saveFiles, textAt } from './applyFix.ts';
import { inBackground } from './background.ts';
import { lineRange, uriOf } from './convert.ts';
import { changeDecisions } from './decisionsFile.ts';
import type { EngineDoor } from './engine.ts';
import { readSettings } from './settings.ts';

export interface Change {
  readonly folder: WorkspaceFolder;
  readonly files: readonly FileEdit[];
  /** Those that decide something about a suggestion. */
  readonly fixes: readonly Fix[];
  /** What was done, as a sentence without its end. */
  readonly what: string;
}

/** A change whose fixes are decided only when their file is saved. */
interface Made extends Change {
  /** What was written because of it, the decisions among it. */
  readonly written: FileEdit[];
  isTakenBack: boolean;
}

const undo = 'Undo';

export class FixWriter implements Disposable {
  readonly #openEngine: EngineDoor;
  readonly #log: Logger;
  readonly #saves: Disposable;
  /** What waits for its file to be saved. */
  readonly #waiting = new Set<{ readonly uri: string; readonly fix: Fix; readonly made: Made }>();
  /** The quick fix that was resolved last, until its edit is made. */
  #chosen: { readonly change: Change; readonly toSave: readonly string[] } | undefined;

  constructor(openEngine: EngineDoor, log: Logger) {
    this.#openEngine = openEngine;
    this.#log = log;
    this.#saves = workspace.onDidSaveTextDocument(({ uri }) => inBackground(log, this.#saved(uri)));
  }

  /** Makes a change that was chosen outside of the editor's own quick fix menu. */
  async write(change: Change): Promise<void> {
    if (change.files.length === 0) return;
    const toSave = filesToSave(change.folder, change.files);
    await workspace.applyEdit(editOf(change.folder, change.files));
    await this.#finish(change, toSave);
  }

  /** The editor makes the edit of this quick fix next, then asks to `finishChosen`. */
  choose(change: Change): void {
    this.#chosen = { change, toSave: filesToSave(change.folder, change.files) };
  }

  async finishChosen(): Promise<void> {
    const chosen = this.#chosen;
    this.#chosen = undefined;
    if (chosen) await this.#finish(chosen.change, chosen.toSave);
  }

  async #finish(change: Change, toSave: readonly string[]): Promise<void> {
    const made: Made = { ...change, written: [...change.files], isTakenBack: false };
    await saveFiles(toSave);
    await reveal(change);
    if (readSettings(change.folder).rememberDecisions) await this.#remember(made);
    inBackground(this.#log, this.#offerUndo(made));
  }

  /** What is decided by a change that is not saved yet is decided when it is. */
  async #remember(made: Made): Promise<void> {
    for (const fix of made.fixes) {
      if (fix.decision === undefined) continue;
      const uri = uriOf(made.folder, fix.file).toString();
      if (isDirty(uri)) this.#waiting.add({ uri, fix, made });
      else await decide(fix, made);
    }
  }

  async #saved(uri: Uri): Promise<void> {
    for (const entry of [...this.#waiting]) {
      if (entry.uri !== uri.toString()) continue;
      this.#waiting.delete(entry);
      const { fix, made } = entry;
      // The author may have taken the redirect out again before saving.
      if (!made.isTakenBack && (await this.#isWritten(made.folder, fix))) await decide(fix, made);
    }
  }

  async #isWritten(folder: WorkspaceFolder, fix: Fix): Promise<boolean> {
    const edits = await (await this.#openEngine()).edits(folder, fix);
    return edits.ok && edits.value.length === 0;
  }

  async #offerUndo(made: Made): Promise<void> {
    if ((await window.showInformationMessage(`${made.what}.`, undo)) !== undo) return;
    made.isTakenBack = true;
    for (const entry of [...this.#waiting]) if (entry.made === made) this.#waiting.delete(entry);
    const kept: string[] = [];
    for (const written of made.written.toReversed())
      if (!(await takeBack(made.folder, written))) kept.push(written.file);
    if (kept.length === 0) return;
    void window.showWarningMessage(
      `${kept.join(', ')} changed since, so nothing was taken back there. Open it and undo what you want gone.`,
    );
  }

  dispose(): void {
    this.#saves.dispose();
    this.#waiting.clear();
  }
}

async function decide({ decision, redirect }: Fix, made: Made): Promise<void> {
  if (decision === undefined) return;
  const decided = { kind: decision, from: redirect.from, to: urlPath(redirect.to) };
  const edit = await changeDecisions(made.folder, (text) => writeDecision(decided, text));
  if (edit !== undefined) made.written.push(edit);
}

/** Shows where the first edit stands, and leaves the keyboard where it is. */
async function reveal({ folder, files }: Change): Promise<void> {
  const [first] = files.filter(({ file }) => file !== decisionsFile);
  if (first === undefined) return;
  const start = Math.min(...first.edits.slice(0, 1).map((edit) => edit.start), (first.before ?? '').length);
  const selection = lineRange(lineAt(applyEdits(first.before ?? '', first.edits), start));
  const uri = uriOf(folder, first.file);
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  if (shown) shown.revealRange(selection);
  else await window.showTextDocument(uri, { preview: true, preserveFocus: true, selection });
}

/** `false` where the text is no longer the one that was written. */
async function takeBack(folder: WorkspaceFolder, { file, before, edits }: FileEdit): Promise<boolean> {
  const uri = uriOf(folder, file);
  const after = applyEdits(before ?? '', edits);
  const now = await textAt(uri);
  if (now?.replace(/\r\n?/g, '\n') !== after.replace(/\r\n?/g, '\n')) return false;
  const wasDirty = isDirty(uri.toString());
  if (before === undefined) {
    await workspace.fs.delete(uri, { useTrash: false });
    return true;
  }
  await workspace.applyEdit(editOf(folder, [{ file, before: after, edits: inverseEdits(before, edits) }]));
  if (!wasDirty) await saveFiles([uri.toString()]);
  return true;
}

function isDirty(uri: string): boolean {
  return workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === uri);
}
