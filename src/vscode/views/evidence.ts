/** Read-only documents with everything known about one broken page, so that evidence and referrers can be opened. */
import { type Disposable, EventEmitter, Uri, type WorkspaceFolder, workspace } from 'vscode';
import type { Finding } from '../../core/report/findings.ts';
import { allFindings } from '../../core/report/settled.ts';
import { documentName, documentText } from '../../core/wording/documentText.ts';
import { evidenceScheme } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';
import { evidenceText } from './evidenceText.ts';

/** `broken-backlinks:/docs/setup — evidence.txt`, with the folder in the query. */
export function evidenceUri(folder: WorkspaceFolder, finding: Finding): Uri {
  return Uri.from({
    scheme: evidenceScheme,
    path: `/${documentName(finding.diagnosis.path)} — evidence.txt`,
    query: JSON.stringify([folder.uri.toString(), finding.diagnosis.path]),
  });
}

export function registerEvidence(sessions: Sessions): Disposable {
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(evidenceScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => {
      const finding = findingOf(uri, sessions);
      return finding
        ? documentText(evidenceText(finding).lines)
        : 'The last audit does not mention this address. Run Broken Backlinks: Audit Site.\n';
    },
  });
  const refresh = sessions.onDidChange(() => {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === evidenceScheme) changed.fire(uri);
  });
  return {
    dispose() {
      refresh.dispose();
      provider.dispose();
      changed.dispose();
    },
  };
}

function findingOf(uri: Uri, sessions: Sessions): Finding | undefined {
  const [folder, path] = JSON.parse(uri.query) as readonly [string, string];
  const session = sessions.all().find((entry) => entry.folder.uri.toString() === folder);
  return session && allFindings(session.result).find((finding) => finding.diagnosis.path === path);
}
