/** What shows findings, and nothing else: loaded before there is the first, as a window that opens waits for it. */
import { Disposable, type ExtensionContext } from 'vscode';
import type { Sessions } from './shared/session.ts';
import { registerDiagnostics } from './views/diagnostics.ts';
import { registerStatusBar } from './views/statusBar.ts';

export function connectShown(context: ExtensionContext, sessions: Sessions): Disposable {
  return Disposable.from(registerStatusBar(sessions), registerDiagnostics(sessions, context.extensionUri));
}
