/** Judges the findings again when files change, so that a finding goes away once it is fixed. */
import {
  Disposable,
  RelativePattern,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  type Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { pageStart } from '../../core/audit/rereading/pageStart.ts';
import type { RepoPath } from '../../core/paths.ts';
import type { Logger } from '../../core/ports.ts';
import { repoPathOf, topOf } from '../documents/repositoryPlaces.ts';
import { inBackground } from '../shared/background.ts';
import type { Engine, EngineDoor } from '../shared/engine.ts';
import { settingsPrefix } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';

/** Long enough for a burst of key strokes or a checkout, short enough to seem immediate. */
const settleMilliseconds = 400;

/** Watches the folders of which something is shown, and only those. */
export function registerWorkingTree(sessions: Sessions, openEngine: EngineDoor, log: Logger): Disposable {
  const watched = new Map<string, Disposable>();
  const follow = (folder: WorkspaceFolder) => {
    const key = folder.uri.toString();
    if (sessions.get(folder) === undefined && sessions.review(folder) === undefined) {
      watched.get(key)?.dispose();
      watched.delete(key);
    } else if (!watched.has(key)) {
      watched.set(key, watchFolder(folder, openEngine, log));
    }
  };
  for (const folder of sessions.folders()) follow(folder);
  const changes = Disposable.from(sessions.onDidChange(follow), sessions.onDidReview(follow));
  return {
    dispose() {
      changes.dispose();
      for (const watch of watched.values()) watch.dispose();
    },
  };
}

function watchFolder(folder: WorkspaceFolder, openEngine: EngineDoor, log: Logger): Disposable {
  const stopped = new AbortController();
  const changed = new Set<RepoPath>();
  let isForced = false;
  let timer: NodeJS.Timeout | undefined;
  let running: AbortController | undefined;

  /** Several bursts may wait for one answer; each asks about its own files, so that none is forgotten. */
  const settle = async () => {
    const files = [...changed];
    const force = isForced;
    changed.clear();
    isForced = false;
    const engine = await openEngine();
    if (!force && !(await engine.needsRefresh(folder, files, stopped.signal))) return;
    if (stopped.signal.aborted) return;
    running?.abort();
    running = new AbortController();
    await engine.refresh(folder, running.signal);
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => inBackground(log, settle()), settleMilliseconds);
  };
  const force = () => {
    isForced = true;
    schedule();
  };
  const touched = (uri: Uri) => {
    const path = repoPathOf(folder, uri);
    if (path === undefined || isNoise(path)) return;
    if (path === headLog) return force();
    changed.add(path);
    schedule();
  };

  const isBelowStart = belowStarts(folder, openEngine, log);
  // Pages, rules and the history may lie beside the folder, in the repository around it.
  const files = workspace.createFileSystemWatcher(new RelativePattern(topOf(folder), '**/*'));
  const disposables = [
    files,
    files.onDidCreate(touched),
    files.onDidChange(touched),
    files.onDidDelete(touched),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && !isBelowStart(document, contentChanges)) touched(document.uri);
    }),
    // An edit that is thrown away leaves no trace on disk.
    workspace.onDidCloseTextDocument(({ uri }) => touched(uri)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsPrefix, folder)) force();
    }),
  ];
  return new Disposable(() => {
    clearTimeout(timer);
    stopped.abort();
    running?.abort();
    for (const disposable of disposables) disposable.dispose();
  });
}

/** Tells prose of a page that counts by its start alone: at a key stroke, no more than this is done. */
function belowStarts(folder: WorkspaceFolder, openEngine: EngineDoor, log: Logger) {
  let engine: Engine | undefined;
  let isAsked = false;
  /** Not before somebody types: what is shown when a window opens is shown first. */
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    inBackground(
      log,
      openEngine().then((opened) => {
        engine = opened;
      }),
    );
  };
  /** Of documents that were typed in: as long as nothing changes before it, it stays where it is. */
  const starts = new WeakMap<TextDocument, number>();
  return (document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): boolean => {
    const path = repoPathOf(folder, document.uri);
    ask();
    if (path === undefined || engine?.watched(folder)?.starts.has(path) !== true) return false;
    const start = starts.get(document) ?? pageStart(document.getText(), path) ?? Number.POSITIVE_INFINITY;
    const isBelow = changes.every(({ rangeOffset }) => rangeOffset >= start);
    if (isBelow) starts.set(document, start);
    else starts.delete(document);
    return isBelow;
  };
}

/** Written when another commit is checked out or made: the history is another then. */
const headLog = '.git/logs/HEAD';

/** What changes all the time and is no content: git's own files but HEAD's log, installed packages. */
function isNoise(path: string): boolean {
  if (path === '.git' || path.startsWith('.git/')) return path !== headLog;
  return /(?:^|\/)node_modules(?:\/|$)/.test(path);
}
