/** Read-only documents with what a command found, which can be saved under a name and attached to an issue. */
import { type Disposable, EventEmitter, Uri, window, workspace } from 'vscode';
import { reportScheme } from '../shared/manifest.ts';

/** The documents in which commands report. */
export interface ReportDocuments extends Disposable {
  /** `name` is that of a file, as an editor's tab shows it; a document of that name that is open is renewed. */
  show(name: string, text: string): Promise<void>;
}

export function registerReports(): ReportDocuments {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(reportScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) =>
      texts.get(uri.path) ?? 'This was written in an earlier session. Run the command again.\n',
  });
  return {
    async show(name, text) {
      const uri = Uri.from({ scheme: reportScheme, path: `/${name}` });
      texts.set(uri.path, text);
      changed.fire(uri);
      await window.showTextDocument(uri, { preview: true });
    },
    dispose() {
      provider.dispose();
      changed.dispose();
    },
  };
}
