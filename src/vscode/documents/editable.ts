/** Whether files can be edited here without harm: asked right before a change is made. */
import { setTimeout } from 'node:timers/promises';
import { FileSystemError, type TextDocument, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import { type Failure, failed } from '../../core/ports.ts';
import type { FileEdit } from '../../core/text/edits.ts';
import { editableText, hasLoneSurrogate } from '../../core/text/encoding.ts';
import { uriOf } from './repositoryPlaces.ts';

/** Why nothing may be written: of the first file that changed since it was read, or would lose bytes when saved. */
export async function hindrance(folder: WorkspaceFolder, files: readonly FileEdit[]): Promise<Failure | undefined> {
  for (const edit of files) {
    const reason = await reasonAgainst(uriOf(folder, edit.file), edit);
    if (reason !== undefined) return failed('bad-request', reason).failure;
  }
  return undefined;
}

async function reasonAgainst(uri: Uri, { file, before, edits }: FileEdit): Promise<string | undefined> {
  if (edits.some(({ text }) => hasLoneSurrogate(text))) {
    return `${file} was not changed: an address contains an incomplete character. Check the addresses.`;
  }
  const bytes = await bytesOf(uri);
  const changed = `${file} changed in the meantime; nothing was written. Run this again.`;
  if (before === undefined) return bytes === undefined ? undefined : changed;
  const onDisk = bytes && editableText(bytes);
  if (onDisk?.kind === 'uneditable') return `${file} was not changed: ${onDisk.reason}`;
  const document = await documentOf(uri);
  if (document === undefined) return changed;
  // Settings or the user may have it read as something else, and it is saved as what it was read as.
  if (document.encoding !== 'utf8' && document.encoding !== 'utf8bom') {
    return `${file} was not changed: it is open as ${document.encoding}. Reopen it as UTF-8, or save it as UTF-8, and try again.`;
  }
  return (await saysTheSame(document, before)) ? undefined : changed;
}

/** The editor takes in what another program wrote a little later; until then its clean document is the old one. */
async function saysTheSame(document: TextDocument, before: string): Promise<boolean> {
  for (let turn = 0; turn < reloadTurns; turn++) {
    // The editor holds every text with one kind of line ending.
    if (withFeeds(document.getText()) === withFeeds(before)) return true;
    if (document.isDirty) return false;
    await setTimeout(reloadMilliseconds);
  }
  return false;
}

const reloadTurns = 30;
const reloadMilliseconds = 100;

function withFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

async function bytesOf(uri: Uri): Promise<Uint8Array | undefined> {
  try {
    return await workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

async function documentOf(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    // The editor has no other way to say that a file is not there, or is no text.
    return undefined;
  }
}
