/** Starts the extension: builds the light parts and connects them. Everything else waits behind three doors. */
import type { ExtensionContext } from 'vscode';
import { type FindingParts, registerCommands } from './actions/commands.ts';
import { registerFileEvents } from './actions/fileEvents.ts';
import { registerSample } from './actions/sample.ts';
import { registerStoredAnswers } from './auditing/storedAnswers.ts';
import { inBackground } from './shared/background.ts';
import type { Engine } from './shared/engine.ts';
import { title } from './shared/manifest.ts';
import { Sessions } from './shared/session.ts';
import { createLog } from './shown/log.ts';
import { registerBrokenPagesView } from './views/brokenPagesView.ts';
import { registerDropView } from './views/dropView.ts';
import { registerEvidence } from './views/evidence.ts';
import { registerReports } from './views/reports.ts';

export function activate(context: ExtensionContext): ExtensionApi {
  const log = createLog(title);
  const sessions = new Sessions();
  let shown: Promise<void> | undefined;
  const openShown = () => {
    shown ??= import('./shownParts.ts').then(({ connectShown }) => {
      context.subscriptions.push(connectShown(context, sessions));
    });
    return shown;
  };
  let parts: Promise<FindingParts> | undefined;
  const openParts = () => {
    parts ??= openShown().then(async () => {
      const { connectFindings } = await import('./findingParts.ts');
      const connected = connectFindings(sessions, openEngine, log);
      context.subscriptions.push(connected);
      return connected;
    });
    return parts;
  };
  let engine: Promise<Engine> | undefined;
  const openEngine = () => {
    engine ??= import('./auditing/runAudit.ts').then(async ({ createEngine }) => {
      // What it finds is shown by the parts, so that these listen first.
      await openParts();
      return createEngine({ context, sessions, log });
    });
    return engine;
  };
  const reports = registerReports();
  const host = { sessions, openEngine, log, context, reports };
  context.subscriptions.push(
    log,
    sessions,
    reports,
    registerBrokenPagesView(sessions, log),
    registerDropView(),
    registerEvidence(sessions),
    registerCommands(host, openParts),
    registerFileEvents(host, openParts),
    registerSample(context, log),
    // Whoever sets findings has them shown.
    sessions.onDidChange((folder) =>
      // The findings of an earlier window are looked at first.
      inBackground(log, sessions.get(folder)?.asOf === undefined ? openParts() : openShown()),
    ),
    registerStoredAnswers(context.workspaceState, sessions, { openEngine, openShown }, log),
  );
  return { sessions };
}

/** For this extension's own tests. */
export interface ExtensionApi {
  readonly sessions: Sessions;
}
