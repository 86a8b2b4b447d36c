/** Shows a change before and after, side by side, and makes it when the user says so. */
import { type Disposable, commands as editorCommands, Uri, window, workspace } from 'vscode';
import type { Failure } from '../../core/ports.ts';
import { applyEdits, type FileEdit } from '../../core/text/edits.ts';
import { plainLine } from '../../core/wording/plainLine.ts';
import { visibleAddress } from '../../core/wording/visible.ts';
import { uriOf } from '../documents/repositoryPlaces.ts';
import { previewScheme } from '../shared/manifest.ts';
import { choose } from '../shown/messages.ts';
import type { Change, FixWriter } from './fixWriter.ts';

const apply = { icon: 'check', label: 'Apply', description: 'one undo takes it back' };
const discard = { icon: 'close', label: 'Discard', description: 'nothing is written' };

/** The texts of the changes that are shown now. */
export class Previews implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider = workspace.registerTextDocumentContentProvider(previewScheme, {
    provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
  });
  readonly #writer: FixWriter;
  #shown = 0;

  constructor(writer: FixWriter) {
    this.#writer = writer;
  }

  /** `undefined` when the change was made or discarded. */
  async offer(change: Change): Promise<Failure | undefined> {
    const { folder, files } = change;
    const what = plainLine(change.what);
    const id = `${++this.#shown}`;
    const sides = files.map((edit) => ({ file: uriOf(folder, edit.file), ...this.#sidesOf(edit, id) }));
    const [first, ...others] = sides;
    if (!first) return undefined;
    if (others.length === 0) await editorCommands.executeCommand('vscode.diff', first.before, first.after, what);
    else {
      const changes = sides.map(({ file, before, after }) => [file, before, after]);
      await editorCommands.executeCommand('vscode.changes', what, changes);
    }
    // Not a message, which leaves the screen while the change is being read.
    const chosen = await choose([apply, discard], {
      title: what,
      placeHolder: 'Before and after are shown below.',
      ignoreFocusOut: true,
    });
    await closeTabs(what);
    for (const { before, after } of sides) {
      this.#texts.delete(before.toString());
      this.#texts.delete(after.toString());
    }
    if (chosen !== apply) return undefined;
    return this.#writer.write(change);
  }

  #sidesOf({ file, before = '', edits }: FileEdit, id: string): { readonly before: Uri; readonly after: Uri } {
    const side = (name: string, text: string) => {
      const uri = Uri.from({ scheme: previewScheme, path: `/${visibleAddress(file)}`, query: `${name} ${id}` });
      this.#texts.set(uri.toString(), text);
      return uri;
    };
    return { before: side('before', before), after: side('after', applyEdits(before, edits)) };
  }

  dispose(): void {
    this.#provider.dispose();
  }
}

/** The editor adds the number of files where it shows several. */
async function closeTabs(title: string): Promise<void> {
  const isOurs = (label: string) => label === title || label.startsWith(`${title} (`);
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs.filter(({ label }) => isOurs(label)));
  if (tabs.length > 0) await window.tabGroups.close(tabs);
}
