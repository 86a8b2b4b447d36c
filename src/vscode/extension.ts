/** Starts the extension: builds the light parts and connects them. Everything heavy waits behind the door. */
import type { ExtensionContext } from 'vscode';
import { registerCodeActions } from './actions/codeActions.ts';
import { registerCommands } from './actions/commands.ts';
import { FixWriter } from './actions/fixWriter.ts';
import { Previews } from './actions/previews.ts';
import { registerSample } from './actions/sample.ts';
import { registerStoredAnswers } from './auditing/storedAnswers.ts';
import { registerWorkingTree } from './auditing/workingTree.ts';
import type { Engine } from './shared/engine.ts';
import { title } from './shared/manifest.ts';
import { Sessions } from './shared/session.ts';
import { createLog } from './shown/log.ts';
import { registerBrokenPagesView } from './views/brokenPagesView.ts';
import { registerCompactable } from './views/compactable.ts';
import { registerDiagnostics } from './views/diagnostics.ts';
import { registerEvidence } from './views/evidence.ts';
import { registerAddressPages } from './views/evidencePages.ts';
import { registerHover } from './views/hover.ts';
import { registerRedirectHover } from './views/redirectHover.ts';
import { registerReports } from './views/reports.ts';
import { registerStatusBar } from './views/statusBar.ts';

export function activate(context: ExtensionContext): ExtensionApi {
  const log = createLog(title);
  const sessions = new Sessions();
  let engine: Promise<Engine> | undefined;
  const openEngine = () => {
    engine ??= import('./auditing/runAudit.ts').then(({ createEngine }) => createEngine({ context, sessions, log }));
    return engine;
  };
  const writer = new FixWriter(openEngine, log);
  const previews = new Previews(writer);
  const view = registerBrokenPagesView(sessions);
  const pages = registerAddressPages(sessions, openEngine);
  const reports = registerReports();
  context.subscriptions.push(
    log,
    sessions,
    previews,
    writer,
    view,
    pages,
    reports,
    registerCommands({ sessions, openEngine, previews, writer, log, context, pages, reports }),
    registerDiagnostics(sessions, context.extensionUri),
    registerHover(sessions),
    registerRedirectHover(sessions, openEngine),
    registerCompactable(sessions),
    registerEvidence(sessions),
    registerCodeActions(sessions, openEngine, writer),
    registerStatusBar(sessions),
    registerWorkingTree(sessions, openEngine, log),
    registerSample(context, log),
    registerStoredAnswers(context.workspaceState, sessions, openEngine, log),
  );
  return { sessions };
}

/** For this extension's own tests. */
export interface ExtensionApi {
  readonly sessions: Sessions;
}
