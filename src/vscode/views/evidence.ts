/** Read-only documents with everything known about one broken page, so that evidence and referrers can be opened. */
import { Disposable, EventEmitter, type Uri, workspace } from 'vscode';
import { evidenceScheme } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';

export function registerEvidence(sessions: Sessions): Disposable {
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(evidenceScheme, {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri) {
      const { evidenceDocument } = await import('./evidenceDocument.ts');
      return evidenceDocument(uri, sessions);
    },
  });
  const refresh = sessions.onDidChange(() => {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === evidenceScheme) changed.fire(uri);
  });
  return Disposable.from(refresh, provider, changed);
}
