/** The pages about broken pages and addresses that are open, kept up to date with what is found. */
import { Disposable, type WorkspaceFolder } from 'vscode';
import type { Explained } from '../../core/audit/explanation.ts';
import type { Failure } from '../../core/ports.ts';
import type { Finding } from '../../core/report/findings.ts';
import { allFindings } from '../../core/report/settled.ts';
import type { DiagnosedAddress, EngineDoor } from '../shared/engine.ts';
import { commandIds } from '../shared/manifest.ts';
import type { FolderFinding, Sessions } from '../shared/session.ts';
import { Pages } from '../shown/pages.ts';
// What makes the pages is read once somebody opens one.
import type { evidencePage as evidencePageMaker } from './evidencePage.ts';

/** The pages about addresses. */
export interface AddressPages extends Disposable {
  /** Everything that is known of a finding. */
  showEvidence(about: FolderFinding): Promise<void>;
  /** Reads the folder, and shows all that can be said of an address; a page that is open already is renewed. */
  explain(folder: WorkspaceFolder, url: string): Promise<Failure | undefined>;
  /** What was said of an address; `undefined` where no page of this window did. */
  explained(folder: WorkspaceFolder, url: string): DiagnosedAddress | undefined;
}

const linked = [commandIds.explain, commandIds.openPlace, commandIds.openCommit, commandIds.writeTo];

export function registerAddressPages(sessions: Sessions, openEngine: EngineDoor): AddressPages {
  const evidence = new Pages(linked);
  const explanations = new Pages(linked);
  const explained = new Map<string, Explained>();
  let evidencePage: typeof evidencePageMaker | undefined;
  const pageOf = ({ folder, finding }: FolderFinding, make: typeof evidencePageMaker) => {
    const isOpen = sessions.get(folder)?.result.findings.includes(finding) ?? false;
    return make(finding, folder.uri.toString(), isOpen);
  };
  const changes = sessions.onDidChange((folder) => {
    const result = sessions.get(folder)?.result;
    if (result === undefined || evidencePage === undefined) return;
    const found = new Map(
      allFindings(result).map((finding): [string, Finding] => [keyOf(folder, finding.diagnosis.path), finding]),
    );
    for (const about of evidence.about()) {
      const finding = found.get(about);
      if (finding) evidence.renew(about, pageOf({ folder, finding }, evidencePage));
    }
  });
  return {
    async showEvidence(about) {
      ({ evidencePage } = await import('./evidencePage.ts'));
      evidence.show(keyOf(about.folder, about.finding.diagnosis.path), pageOf(about, evidencePage));
    },
    async explain(folder, url) {
      const found = await (await openEngine()).explain(folder, url);
      if (!found.ok) return found.failure;
      explained.set(keyOf(folder, url), found.value);
      const { explainedPage } = await import('./explainedPage.ts');
      explanations.show(keyOf(folder, url), explainedPage(found.value, folder.uri.toString()));
      return undefined;
    },
    explained: (folder, url) => explained.get(keyOf(folder, url))?.diagnosis,
    dispose: () => Disposable.from(changes, evidence, explanations).dispose(),
  };
}

function keyOf(folder: WorkspaceFolder, address: string): string {
  return JSON.stringify([folder.uri.toString(), address]);
}
