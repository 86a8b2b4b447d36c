/** Shows the last answer again when the view is looked at after a reload: from storage, without any request. */
import { type Disposable, type Memento, type TreeView, workspace } from 'vscode';
import type { Logger } from '../../core/ports.ts';
import { inBackground } from '../shared/background.ts';
import type { EngineDoor } from '../shared/engine.ts';
import type { Sessions } from '../shared/session.ts';
import { readLastAudit } from './lastAudit.ts';

export function registerStoredAnswers(
  view: TreeView<unknown>,
  memory: Memento,
  sessions: Sessions,
  openEngine: EngineDoor,
  log: Logger,
): Disposable {
  const stop = new AbortController();
  let isAsked = false;
  const show = async () => {
    if (isAsked || !view.visible || !workspace.isTrusted || stop.signal.aborted) return;
    isAsked = true;
    for (const folder of workspace.workspaceFolders ?? []) {
      // A folder that was never audited must not cost the loading of the heavy part.
      if (sessions.get(folder) !== undefined || readLastAudit(memory, folder) === undefined) continue;
      await (await openEngine()).showStored(folder, stop.signal);
    }
  };
  const visibility = view.onDidChangeVisibility(() => inBackground(log, show()));
  const trust = workspace.onDidGrantWorkspaceTrust(() => inBackground(log, show()));
  inBackground(log, show());
  return {
    dispose() {
      stop.abort();
      visibility.dispose();
      trust.dispose();
    },
  };
}
