/** Shows what an earlier window showed, at once and as of then, and has it judged again: without any request. */
import { setTimeout } from 'node:timers/promises';
import { type Disposable, type Memento, type WorkspaceFolder, workspace } from 'vscode';
import type { Logger } from '../../core/ports.ts';
import { storeFolder } from '../../io/stores/place.ts';
import { rememberPlace } from '../documents/repositoryPlaces.ts';
import { inBackground } from '../shared/background.ts';
import type { EngineDoor } from '../shared/engine.ts';
import { views } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';
import { showViewProgress } from '../shown/messages.ts';
import { readLastAudit } from './lastAudit.ts';

/** What is loaded once there is something to show. */
interface Doors {
  readonly openEngine: EngineDoor;
  /** What shows findings, and listens when this is done. */
  readonly openShown: () => Promise<void>;
}

export function registerStoredAnswers(
  memory: Memento,
  sessions: Sessions,
  { openEngine, openShown }: Doors,
  log: Logger,
): Disposable {
  const stop = new AbortController();
  const asked = new Set<string>();
  const show = async () => {
    if (!workspace.isTrusted) return;
    const folders = (workspace.workspaceFolders ?? []).filter((folder) => {
      const isNew = !asked.has(folder.uri.toString());
      asked.add(folder.uri.toString());
      // A folder that was never audited must not cost the loading of anything.
      return isNew && !isKnown(sessions, folder) && readLastAudit(memory, folder) !== undefined;
    });
    if (folders.length === 0) return;
    await Promise.all(folders.map((folder) => showKept(sessions, folder, openShown, log)));
    await setTimeout(laterMilliseconds, undefined, { signal: stop.signal });
    const engine = await openEngine();
    await showViewProgress(views.brokenPages, async () => {
      for (const folder of folders) if (!stop.signal.aborted) await engine.showStored(folder, stop.signal);
    });
  };
  const trust = workspace.onDidGrantWorkspaceTrust(() => inBackground(log, show()));
  const added = workspace.onDidChangeWorkspaceFolders(() => inBackground(log, show()));
  inBackground(log, show());
  return {
    dispose() {
      stop.abort();
      trust.dispose();
      added.dispose();
    },
  };
}

/** What stands in a window that opens is looked at first: nothing of this is waited for. */
const laterMilliseconds = 1_500;

/** Nothing but one file is read for it. */
async function showKept(
  sessions: Sessions,
  folder: WorkspaceFolder,
  openShown: Doors['openShown'],
  log: Logger,
): Promise<void> {
  const shown = openShown();
  const { openStore } = await import('../../io/stores/store.ts');
  const store = openStore({ folder: storeFolder(process.env), former: [], logger: log, now: Date.now });
  const kept = await store.shown.read(folder.uri.toString());
  await shown;
  // An audit of this window says more.
  if (kept === undefined || isKnown(sessions, folder)) return;
  rememberPlace(folder, kept.top);
  if (kept.result !== undefined) sessions.set(folder, kept.result, kept.at);
  if (kept.review !== undefined) sessions.setReview(folder, kept.review);
}

function isKnown(sessions: Sessions, folder: WorkspaceFolder): boolean {
  return sessions.get(folder) !== undefined || sessions.review(folder) !== undefined;
}
