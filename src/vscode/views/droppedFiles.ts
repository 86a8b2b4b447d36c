/** Files that are dropped onto the view, from the Explorer or the desktop, on this machine or through a browser. */
import { commands, type DataTransfer, Uri } from 'vscode';
import { temporaryCopies } from '../../io/disk/temporaryCopies.ts';
import { commandIds } from '../shared/manifest.ts';
import { showError } from '../shown/messages.ts';

/** A browser, and an editor on another machine than its window, hand over names and bytes instead of places. */
export async function auditDropped(data: DataTransfer): Promise<void> {
  const list = await data.get('text/uri-list')?.asString();
  const lines = (list ?? '').split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  const uris = lines.map((line) => Uri.parse(line));
  const handed = [...data].flatMap(([, item]) => item.asFile() ?? []);
  if (uris.length > 0 && (handed.length === 0 || uris.every(({ scheme }) => scheme === 'file'))) {
    await commands.executeCommand(commandIds.auditFiles, uris);
    return;
  }
  if (handed.length === 0) {
    void showError('Nothing was dropped that is a file. Drop an export, a log or a list.');
    return;
  }
  const copies = await temporaryCopies(handed);
  if (!copies.ok) {
    void showError(copies.failure.message);
    return;
  }
  try {
    await commands.executeCommand(
      commandIds.auditFiles,
      copies.value.paths.map((path) => Uri.file(path)),
    );
  } finally {
    await copies.value.remove();
  }
}
