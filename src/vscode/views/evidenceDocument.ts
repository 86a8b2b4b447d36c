/** The document with everything known about one broken page, as text: where it is, and what it says. */
import { Uri, type WorkspaceFolder } from 'vscode';
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

export function evidenceDocument(uri: Uri, sessions: Sessions): string {
  const finding = findingOf(uri, sessions);
  return finding
    ? documentText(evidenceText(finding).lines)
    : 'The last audit does not mention this address. Run Broken Backlinks: Audit Site.\n';
}

function findingOf(uri: Uri, sessions: Sessions): Finding | undefined {
  const [folder, path] = JSON.parse(uri.query) as readonly [string, string];
  const session = sessions.all().find((entry) => entry.folder.uri.toString() === folder);
  return session && allFindings(session.result).find((finding) => finding.diagnosis.path === path);
}
