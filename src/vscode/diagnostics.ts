/** Shows the findings of every audited folder in the Problems panel. */
import {
  Diagnostic,
  DiagnosticRelatedInformation,
  type Disposable,
  Location,
  languages,
  Uri,
  type WorkspaceFolder,
} from 'vscode';
import type { Finding } from '../core/findings.ts';
import { lineRange, severityOf, uriOf } from './convert.ts';
import { evidenceUri } from './evidence.ts';
import { describeReferrer, evidenceText } from './evidenceText.ts';
import { title } from './manifest.ts';
import type { Sessions } from './session.ts';

/** How many referring pages stand below a finding. */
const shownReferrers = 5;

export function registerDiagnostics(sessions: Sessions, extensionUri: Uri): Disposable {
  const collection = languages.createDiagnosticCollection(title);

  const show = () => {
    const byFile = new Map<string, Diagnostic[]>();
    for (const { folder, result } of sessions.all()) {
      for (const finding of result.findings) {
        const key = uriOf(folder, finding.place.file).toString();
        byFile.set(key, [...(byFile.get(key) ?? []), diagnosticOf(finding, folder, extensionUri)]);
      }
    }
    collection.clear();
    collection.set([...byFile].map(([uri, diagnostics]) => [Uri.parse(uri, true), diagnostics]));
  };

  const changes = sessions.onDidChange(show);
  return {
    dispose() {
      changes.dispose();
      collection.dispose();
    },
  };
}

function diagnosticOf(finding: Finding, folder: WorkspaceFolder, extensionUri: Uri): Diagnostic {
  const diagnostic = new Diagnostic(lineRange(finding.place.line), finding.message, severityOf(finding.severity));
  diagnostic.source = title;
  diagnostic.code = { value: finding.diagnosis.code, target: meaningUri(finding, extensionUri) };
  const { firstReferrer } = evidenceText(finding);
  const evidence = evidenceUri(folder, finding);
  diagnostic.relatedInformation = finding.broken.referrers
    .slice(0, shownReferrers)
    .map(
      (referrer, index) =>
        new DiagnosticRelatedInformation(
          new Location(evidence, lineRange(firstReferrer + index)),
          `${referrer.from} ${describeReferrer(referrer)}`.trimEnd(),
        ),
    );
  return diagnostic;
}

/** The page that says what a code means, what to do, and how to silence it. */
export function meaningUri(finding: Finding, extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'docs', 'findings', `${finding.diagnosis.code}.md`);
}
