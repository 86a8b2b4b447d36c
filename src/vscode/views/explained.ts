/** Read-only documents with everything that can be said of one address, as the command line says it. */
import { type Disposable, EventEmitter, Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import type { Failure } from '../../core/ports.ts';
import { documentName } from '../../core/wording/documentText.ts';
import type { EngineDoor } from '../shared/engine.ts';
import { explainedScheme } from '../shared/manifest.ts';
import { askText } from '../shown/messages.ts';

/** The documents in which addresses are explained. */
export interface ExplainedDocuments extends Disposable {
  /** Reads the folder, and shows the document of the address; one that is open already is renewed. */
  show(folder: WorkspaceFolder, url: string): Promise<Failure | undefined>;
}

export function registerExplained(openEngine: EngineDoor): ExplainedDocuments {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(explainedScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) =>
      texts.get(uri.toString()) ??
      'This was explained in an earlier session. Run Broken Backlinks: Explain an Address.\n',
  });
  return {
    async show(folder, url) {
      const explained = await (await openEngine()).explain(folder, url);
      if (!explained.ok) return explained.failure;
      const uri = uriOf(folder, url);
      texts.set(uri.toString(), explained.value);
      changed.fire(uri);
      await window.showTextDocument(uri, { preview: true });
      return undefined;
    },
    dispose() {
      provider.dispose();
      changed.dispose();
    },
  };
}

/** `broken-backlinks-explained:/docs∕setup — explained.txt`, with folder and address in the query. */
function uriOf(folder: WorkspaceFolder, url: string): Uri {
  return Uri.from({
    scheme: explainedScheme,
    path: `/${documentName(url)} — explained.txt`,
    query: JSON.stringify([folder.uri.toString(), url]),
  });
}

/** An address of the site, as a path or a whole URL; `undefined` when the user goes back. */
export async function askAddress(title = 'Explain an address'): Promise<string | undefined> {
  const text = await askText({
    title,
    prompt: 'What became of it in this repository, and which pages it could lead to',
    placeHolder: '/docs/setup/ or https://example.org/docs/setup/',
    validateInput: (value) =>
      /^(?:\/|https?:\/\/[^/]+)/i.test(value.trim()) ? undefined : 'Begin with a slash, or with https://.',
  });
  return text?.trim();
}
