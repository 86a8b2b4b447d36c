/** Starts the extension: builds the light parts and connects them. Everything heavy waits behind the door. */
import type { ExtensionContext } from 'vscode';
import { registerBrokenPagesView } from './brokenPagesView.ts';
import { registerCodeActions } from './codeActions.ts';
import { registerCommands } from './commands.ts';
import { registerDiagnostics } from './diagnostics.ts';
import type { Engine } from './engine.ts';
import { registerEvidence } from './evidence.ts';
import { registerExplained } from './explained.ts';
import { FixWriter } from './fixWriter.ts';
import { registerHover } from './hover.ts';
import { title } from './manifest.ts';
import { Previews } from './previews.ts';
import { registerRedirectHover } from './redirectHover.ts';
import { Sessions } from './session.ts';
import { createLog } from './shown/log.ts';
import { registerStatusBar } from './statusBar.ts';
import { registerStoredAnswers } from './storedAnswers.ts';
import { registerWorkingTree } from './workingTree.ts';

export function activate(context: ExtensionContext): ExtensionApi {
  const log = createLog(title);
  const sessions = new Sessions();
  let engine: Promise<Engine> | undefined;
  const openEngine = () => {
    engine ??= import('./runAudit.ts').then(({ createEngine }) => createEngine({ context, sessions, log }));
    return engine;
  };
  const writer = new FixWriter(openEngine, log);
  const previews = new Previews(writer);
  const view = registerBrokenPagesView(sessions);
  const explained = registerExplained(openEngine);
  context.subscriptions.push(
    log,
    sessions,
    previews,
    writer,
    view,
    explained,
    registerCommands({ sessions, openEngine, previews, writer, log, context, explained }),
    registerDiagnostics(sessions, context.extensionUri),
    registerHover(sessions),
    registerRedirectHover(sessions, openEngine),
    registerEvidence(sessions),
    registerCodeActions(sessions, openEngine, writer),
    registerStatusBar(sessions),
    registerWorkingTree(sessions, openEngine, log),
    registerStoredAnswers(view.view, context.workspaceState, sessions, openEngine, log),
  );
  return { sessions };
}

/** For this extension's own tests. */
export interface ExtensionApi {
  readonly sessions: Sessions;
}
