/** Shows the findings of every audited folder, and what is wrong with redirects, in the Problems panel. */
import { type Diagnostic, Disposable, Location, languages, Uri, type WorkspaceFolder } from 'vscode';
import type { RedirectFinding } from '../../core/redirects/repair/review.ts';
import type { DiagnosisCode, Finding } from '../../core/report/findings.ts';
import type { Rest } from '../../core/report/listing.ts';
import { lineRange, severityOf } from '../documents/convert.ts';
import { uriOf } from '../documents/repositoryPlaces.ts';
import { title } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';
import { plainDiagnostic, relatedPlace } from '../shown/items.ts';
import { evidenceUri } from './evidenceDocument.ts';
import { describeReferrer, evidenceText } from './evidenceText.ts';

/** Of a problem that stands for others. */
export const restCode = 'more';

/** How many referring pages stand below a finding. */
const shownReferrers = 5;

export function registerDiagnostics(sessions: Sessions, extensionUri: Uri): Disposable {
  const collection = languages.createDiagnosticCollection(title);

  const show = () => {
    const byFile = new Map<string, Diagnostic[]>();
    const add = (uri: Uri, diagnostic: Diagnostic) => {
      const key = uri.toString();
      const known = byFile.get(key);
      if (known) known.push(diagnostic);
      else byFile.set(key, [diagnostic]);
    };
    for (const folder of sessions.folders()) {
      const { findings, redirects, rest, crowded } = sessions.listing(folder);
      for (const finding of findings)
        add(uriOf(folder, finding.place.file), diagnosticOf(finding, folder, extensionUri));
      for (const finding of redirects) {
        add(uriOf(folder, finding.place.file), redirectDiagnostic(finding, folder, extensionUri));
      }
      for (const told of [...crowded, ...(rest ? [rest] : [])]) {
        add(uriOf(folder, told.place.file), restDiagnostic(told, extensionUri));
      }
    }
    collection.clear();
    collection.set([...byFile].map(([uri, diagnostics]) => [Uri.parse(uri, true), diagnostics]));
  };

  show();
  const changes = Disposable.from(sessions.onDidChange(show), sessions.onDidReview(show));
  return {
    dispose() {
      changes.dispose();
      collection.dispose();
    },
  };
}

function diagnosticOf(finding: Finding, folder: WorkspaceFolder, extensionUri: Uri): Diagnostic {
  const diagnostic = plainDiagnostic(lineRange(finding.place.line), finding.message, severityOf(finding.severity));
  diagnostic.source = title;
  diagnostic.code = { value: finding.diagnosis.code, target: meaningUri(finding.diagnosis.code, extensionUri) };
  const { firstReferrer } = evidenceText(finding);
  const evidence = evidenceUri(folder, finding);
  diagnostic.relatedInformation = finding.broken.referrers
    .slice(0, shownReferrers)
    .map((referrer, index) =>
      relatedPlace(
        new Location(evidence, lineRange(firstReferrer + index)),
        `${referrer.from} ${describeReferrer(referrer)}`.trimEnd(),
      ),
    );
  return diagnostic;
}

function redirectDiagnostic(
  { code, message, severity, place, other }: RedirectFinding,
  folder: WorkspaceFolder,
  extensionUri: Uri,
): Diagnostic {
  const diagnostic = plainDiagnostic(lineRange(place.line), message, severityOf(severity));
  diagnostic.source = title;
  diagnostic.code = { value: code, target: meaningUri(code, extensionUri) };
  if (other) {
    const location = new Location(uriOf(folder, other.file), lineRange(other.line));
    diagnostic.relatedInformation = [relatedPlace(location, other.what)];
  }
  return diagnostic;
}

/** Findings that have no line of their own. */
function restDiagnostic({ place, message, severity }: Rest, extensionUri: Uri): Diagnostic {
  const diagnostic = plainDiagnostic(lineRange(place.line), message, severityOf(severity));
  diagnostic.source = title;
  diagnostic.code = { value: restCode, target: meaningUri(restCode, extensionUri) };
  return diagnostic;
}

/** The page that says what a code means and what to do. */
export function meaningUri(code: DiagnosisCode | RedirectFinding['code'] | typeof restCode, extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'docs', 'findings', `${code}.md`);
}
