/** Makes the edits of fixes, shows where they stand, takes them back on wish, and keeps what was decided once it is saved. */

import { type Disposable, type Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import { decisionOf } from '../../core/audit/fix.ts';
import { decisionsFile, writeDecision } from '../../core/decisions/decisions.ts';
import type { Failure, Logger } from '../../core/ports.ts';
import type { Fix } from '../../core/report/findings.ts';
import { applyEdits, type FileEdit, inverseEdits, lineAt } from '../../core/text/edits.ts';
import { least } from '../../core/text/longLists.ts';
import { lineRange } from '../documents/convert.ts';
import { hindrance } from '../documents/editable.ts';
import { uriOf } from '../documents/repositoryPlaces.ts';
import { inBackground } from '../shared/background.ts';
import type { EngineDoor } from '../shared/engine.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { inform, warn } from '../shown/messages.ts';
import { filesToSave, makeEdits, saveFiles } from './applyFix.ts';
import { changeDecisions } from './decisionsFile.ts';

/** Edits that are made as one step, and can be taken back as one. */
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

  /**
   * Makes a change that was chosen outside of the editor's own quick fix menu. A failure says why nothing was changed, or
   * that the change is not on the disk yet.
   */
  async write(change: Change): Promise<Failure | undefined> {
    if (change.files.length === 0) return undefined;
    const toSave = filesToSave(change.folder, change.files);
    return (await makeEdits(change.folder, change.files)) ?? this.#finish(change, toSave);
  }

  /** The editor makes the edit of this quick fix next, then asks to `finishChosen`. */
  choose(change: Change): void {
    this.#chosen = { change, toSave: filesToSave(change.folder, change.files) };
  }

  async finishChosen(): Promise<Failure | undefined> {
    const chosen = this.#chosen;
    this.#chosen = undefined;
    return chosen && this.#finish(chosen.change, chosen.toSave);
  }

  async #finish(change: Change, toSave: readonly string[]): Promise<Failure | undefined> {
    const made: Made = { ...change, written: [...change.files], isTakenBack: false };
    const unsaved = await saveFiles(toSave);
    await reveal(change);
    const undecided = readEditorSettings(change.folder).rememberDecisions ? await this.#remember(made) : undefined;
    inBackground(this.#log, this.#offerUndo(made));
    return unsaved ?? undecided;
  }

  /** What is decided by a change that is not saved yet is decided when it is. */
  async #remember(made: Made): Promise<Failure | undefined> {
    let failure: Failure | undefined;
    for (const fix of made.fixes) {
      if (fix.decision === undefined) continue;
      const uri = uriOf(made.folder, fix.file).toString();
      if (isDirty(uri)) this.#waiting.add({ uri, fix, made });
      else failure ??= await decide(fix, made);
    }
    return failure;
  }

  async #saved(uri: Uri): Promise<void> {
    for (const entry of [...this.#waiting]) {
      if (entry.uri !== uri.toString()) continue;
      this.#waiting.delete(entry);
      const { fix, made } = entry;
      // The author may have taken the redirect out again before saving.
      if (made.isTakenBack || !(await this.#isWritten(made.folder, fix))) continue;
      const failure = await decide(fix, made);
      if (failure) void warn(failure.message);
    }
  }

  async #isWritten(folder: WorkspaceFolder, fix: Fix): Promise<boolean> {
    const edits = await (await this.#openEngine()).edits(folder, fix);
    return edits.ok && edits.value.length === 0;
  }

  async #offerUndo(made: Made): Promise<void> {
    if ((await inform(`${made.what}.${alsoChanged(made)}${this.#kept(made)}`, undo)) !== undo) return;
    made.isTakenBack = true;
    for (const entry of [...this.#waiting]) if (entry.made === made) this.#waiting.delete(entry);
    const kept: string[] = [];
    for (const written of made.written.toReversed())
      if (!(await takeBack(made.folder, written))) kept.push(written.file);
    if (kept.length === 0) return;
    void warn(
      `${kept.join(', ')} changed since then, so nothing was undone there. Open it and undo by hand what you do not want.`,
    );
  }

  /** Nothing is written into a repository unannounced, what waits for a file of the author to be saved neither. */
  #kept(made: Made): string {
    const isKept = made.written.slice(made.files.length).some(({ file }) => file === decisionsFile);
    if (isKept) return ` Kept in ${decisionsFile}, for later suggestions.`;
    const waiting = [...this.#waiting].filter((entry) => entry.made === made).map(({ fix }) => fix.file);
    if (waiting.length === 0) return '';
    return ` Kept in ${decisionsFile}, for later suggestions, once you save ${[...new Set(waiting)].join(', ')}.`;
  }

  dispose(): void {
    this.#saves.dispose();
    this.#waiting.clear();
  }
}

/** Files besides those of the redirects: rules that led to the old address, and lists that named it. */
function alsoChanged({ files, fixes }: Change): string {
  const own = new Set(fixes.map(({ file }) => file));
  const others = own.size === 0 ? [] : files.filter(({ file }) => !own.has(file));
  return others.length === 0 ? '' : ` Changed with it: ${others.map(({ file }) => file).join(', ')}.`;
}

async function decide(fix: Fix, made: Made): Promise<Failure | undefined> {
  const decided = decisionOf(fix);
  if (decided === undefined) return undefined;
  const changed = await changeDecisions(made.folder, (text) => writeDecision(decided, text));
  if (!changed.ok) return changed.failure;
  if (changed.value !== undefined) made.written.push(changed.value);
  return undefined;
}

/** Shows where the first edit stands, and leaves the keyboard where it is. */
async function reveal({ folder, files }: Change): Promise<void> {
  const [first] = files.filter(({ file }) => file !== decisionsFile);
  if (first === undefined) return;
  const start = least([...first.edits.slice(0, 1).map((edit) => edit.start), (first.before ?? '').length]);
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
  const wasDirty = isDirty(uri.toString());
  const back: FileEdit = { file, before: after, edits: inverseEdits(before ?? '', edits) };
  if ((await hindrance(folder, [back])) !== undefined) return false;
  if (before === undefined) {
    await workspace.fs.delete(uri, { useTrash: false });
    return true;
  }
  if ((await makeEdits(folder, [back])) !== undefined) return false;
  if (!wasDirty) await saveFiles([uri.toString()]);
  return true;
}

function isDirty(uri: string): boolean {
  return workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === uri);
}
