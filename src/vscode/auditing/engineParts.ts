/** What the parts of the engine share: the store, what is known of each folder, and how that is brought up to date. */
import type { ExtensionContext, WorkspaceFolder } from 'vscode';
import type { AnswerKey } from '../../core/backlinks/answers.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { type Logger, type Result, success } from '../../core/ports.ts';
import type { RedirectReview } from '../../core/redirects/repair/review.ts';
import { httpDispatcher } from '../../io/http/dispatcher.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { formerFolders, storeFolder } from '../../io/stores/place.ts';
import { openStore, type Store } from '../../io/stores/store.ts';
import type { Paces } from '../../io/wait.ts';
import type { Task } from '../analysis/analyst.ts';
import { startProcessAnalyst } from '../analysis/processAnalyst.ts';
import type { Sessions } from '../shared/session.ts';
import { readEditorSettings } from '../shared/settings.ts';
import type { AuditHost } from './auditFolder.ts';
import {
  type FolderWork,
  type Judged,
  openFolder,
  openRequest,
  type Showing,
  showJudged,
  showReview,
} from './folderWork.ts';
import { besides, chosenSource, fileQuestion, freeQuestion, requestFor, snapshotQuestion } from './indexAccess.ts';
import type { LastAudit } from './lastAudit.ts';
import { silentTask } from './task.ts';

/** What the engine is made from. */
export interface EngineHost {
  readonly context: ExtensionContext;
  readonly sessions: Sessions;
  readonly log: Logger;
}

/** What it is made of. */
export interface EngineParts extends EngineHost, Showing {
  readonly store: Store;
  /** Of all folders and runs of this window. */
  readonly paces: Paces;
  /** For work that takes a moment, which nobody watches or stops. */
  readonly quick: Task;
  /** The folders that something is known of. */
  readonly folders: ReadonlyMap<string, FolderWork>;
  /** What is known of a folder; begun when it is asked for the first time. */
  workOn(folder: WorkspaceFolder): FolderWork;
}

const nothingKnown = {
  ...{ judged: undefined, place: undefined, restoring: undefined },
  ...{ isOpened: false, origin: undefined, watched: undefined },
};

export function engineParts(host: EngineHost): EngineParts {
  const { context, log } = host;
  const store = openStore({
    folder: storeFolder(process.env),
    // The editor's own storage is where 0.1.0 kept its answers.
    former: [context.globalStorageUri.fsPath, ...formerFolders(process.env)],
    logger: log,
    now: Date.now,
  });
  const folders = new Map<string, FolderWork>();
  const workOn = (folder: WorkspaceFolder): FolderWork => {
    const key = folder.uri.toString();
    const known = folders.get(key);
    if (known) return known;
    const request = () => openRequest(folder, store.histories);
    const analyst = startProcessAnalyst(new URL('./analysis.mjs', import.meta.url), request);
    context.subscriptions.push(analyst);
    const work: FolderWork = { folder, analyst, cache: store.histories, ...nothingKnown };
    folders.set(key, work);
    return work;
  };
  const quick = silentTask(new AbortController().signal);
  return { ...host, store, shown: store.shown, paces: new Map(), quick, folders, workOn };
}

/** Judges by the folder as it is now; whoever aborts keeps what is shown. */
export async function showAgain(
  parts: EngineParts,
  work: FolderWork,
  judged: Judged,
  signal: AbortSignal,
): Promise<boolean> {
  const task = silentTask(signal);
  const opened = await openFolder(work, task);
  if (!opened.ok) {
    parts.log.warn(opened.failure.message);
    return false;
  }
  await showJudged(parts, work, judged, task);
  return true;
}

/** Checks the redirects of the folder as it is now. */
export async function checkAgain(parts: EngineParts, work: FolderWork, task: Task): Promise<Result<RedirectReview>> {
  const opened = await openFolder(work, task);
  if (!opened.ok) return opened;
  return success(await showReview(parts, work, task));
}

/** Lends what a request needs; connections are closed at its end. */
export async function withNetwork<Value>(
  { store: { answers, spend, facts, live, shown }, context, log, sessions, paces }: EngineParts,
  folder: WorkspaceFolder,
  run: (host: AuditHost) => Promise<Value>,
): Promise<Value> {
  const { secrets, workspaceState: folderMemory } = context;
  const dispatcher = httpDispatcher(proxySettings(process.env, readEditorSettings(folder).proxy));
  try {
    return await run({ answers, spend, facts, paces, live, shown, secrets, dispatcher, log, sessions, folderMemory });
  } finally {
    // Not close(): a request that was cancelled must not hold up the next audit.
    await dispatcher.destroy();
  }
}

/** What is asked about a folder's site. */
export function questionAbout(
  folder: WorkspaceFolder,
  { site, isFromFiles, isFree, isSnapshot }: Pick<LastAudit, 'site' | 'isFromFiles' | 'isFree' | 'isSnapshot'>,
): AnswerKey<'pages'> | undefined {
  const target = siteTarget(site);
  const settings = readEditorSettings(folder).index;
  if (target !== undefined && isFromFiles) return fileQuestion(target, settings);
  if (target !== undefined && isSnapshot) return snapshotQuestion(target, settings);
  if (target !== undefined && isFree) return freeQuestion(target, settings);
  const chosen = chosenSource(settings);
  if (target === undefined || !chosen.ok) return undefined;
  return { call: 'pages', source: chosen.value.id, request: requestFor(target, settings) };
}

/** What those are asked that are asked beside the source of the last audit. */
export function questionsBeside(
  folder: WorkspaceFolder,
  last: Pick<LastAudit, 'site' | 'isFromFiles' | 'isFree' | 'isSnapshot'>,
): readonly { readonly title: string; readonly key: AnswerKey<'pages'> }[] {
  const settings = readEditorSettings(folder).index;
  const chosen = chosenSource(settings);
  const key = questionAbout(folder, last);
  if (key === undefined || !chosen.ok || key.source !== chosen.value.id) return [];
  return besides(chosen.value, settings).map(({ id, title }) => ({ title, key: { ...key, source: id } }));
}
