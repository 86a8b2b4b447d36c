/** What the engine keeps for one workspace folder between audits. */
import type { WorkspaceFolder } from 'vscode';
import type { Watched } from '../../core/audit/rereading/watched.ts';
import type { BacklinkAnswer } from '../../core/model.ts';
import type { Logger, Result } from '../../core/ports.ts';
import type { RedirectReview } from '../../core/redirects/repair/review.ts';
import type { AuditResult, LiveCheck } from '../../core/report/findings.ts';
import type { RepositoryPlace } from '../../io/repository/openRepository.ts';
import type { ShownStore } from '../../io/stores/shownStore.ts';
import type { Analyst, OpenedSite, OpenRequest, Task } from '../analysis/analyst.ts';
import { openDocuments } from '../documents/openDocuments.ts';
import { rememberPlace } from '../documents/repositoryPlaces.ts';
import type { Sessions } from '../shared/session.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { originLine } from '../views/summary.ts';

/** An answer of the index, and what the live site said about its pages. */
export interface Judged {
  readonly siteName: string;
  readonly answer: BacklinkAnswer;
  readonly checks: ReadonlyMap<string, LiveCheck>;
}

/** What is known of one folder between two commands. */
export interface FolderWork {
  readonly folder: WorkspaceFolder;
  readonly analyst: Analyst;
  /** Where the folder's history may be kept; `undefined` when the window has no workspace. */
  readonly cache: string | undefined;
  /** `undefined` until an answer was judged. */
  judged: Judged | undefined;
  /** Where the folder lies; `undefined` until somebody wanted to read it. */
  place: RepositoryPlace | undefined;
  /** The folder was read. */
  isOpened: boolean;
  /** What tells which changes count, since what is shown was judged. */
  watched: Watched | undefined;
  /** What the log says last of where the findings came from. */
  origin: string | undefined;
  /** While what an earlier window showed is judged again: ends when that is done, whatever comes of it. */
  restoring: Promise<boolean> | undefined;
}

/** Where what was judged is shown, and kept for the next window. */
export interface Showing {
  readonly sessions: Sessions;
  readonly shown: ShownStore;
  readonly log: Logger;
}

/** Reads the folder and the repository around it as they are now, unsaved changes included. */
export async function openFolder(work: FolderWork, task: Task): Promise<Result<OpenedSite>> {
  const { folder, analyst, cache } = work;
  const root = folder.uri.fsPath;
  work.place = await analyst.locate({ root }, task);
  rememberPlace(folder, work.place);
  const request = {
    root,
    overlay: openDocuments(folder),
    site: readEditorSettings(folder).site,
    choice: readEditorSettings(folder).choice,
    cache,
    now: new Date().toISOString(),
  };
  const opened = await analyst.open(request, task);
  work.isOpened ||= opened.ok;
  return opened;
}

/** The folder as this window has it now. */
export function openRequest(folder: WorkspaceFolder, cache: string | undefined): OpenRequest {
  const { site, choice } = readEditorSettings(folder);
  const root = folder.uri.fsPath;
  return { root, overlay: openDocuments(folder), site, choice, cache, now: new Date().toISOString() };
}

/** For what asks about a folder that may be shown from an earlier window, and not have been read in this one. */
export async function readFirst(work: FolderWork, task: Task): Promise<FolderWork> {
  await work.restoring?.catch(() => undefined);
  if (!work.isOpened) await openFolder(work, task);
  return work;
}

/** Checks the redirects of what was read last. */
function review({ folder, analyst }: FolderWork, task: Task): Promise<RedirectReview> {
  return analyst.review({ ignore: readEditorSettings(folder).audit.ignore }, task);
}

/** Judges an answer by what was read last. */
function judge({ folder, analyst }: FolderWork, judged: Judged, task: Task): Promise<AuditResult> {
  return analyst.judge({ ...judged, options: readEditorSettings(folder).audit }, task);
}

/** Shows the result of an audit, and what is wrong with the redirects that it was judged by. */
export async function showJudged(showing: Showing, work: FolderWork, judged: Judged, task: Task): Promise<AuditResult> {
  const result = await judge(work, judged, task);
  work.judged = judged;
  const origin = originLine(result, judged);
  if (origin !== work.origin) showing.log.info(`${work.folder.name}: ${origin}`);
  work.origin = origin;
  showing.sessions.set(work.folder, result);
  await showReview(showing, work, task);
  return result;
}

/** Shows what is wrong with the redirects. */
export async function showReview(showing: Showing, work: FolderWork, task: Task): Promise<RedirectReview> {
  const found = await review(work, task);
  work.watched = await work.analyst.watched(undefined, task);
  showing.sessions.setReview(work.folder, found);
  await keepShown(showing, work);
  return found;
}

async function keepShown({ sessions, shown }: Showing, { folder, place: top }: FolderWork): Promise<void> {
  if (top === undefined) return;
  const { result, asOf = Date.now() } = sessions.get(folder) ?? {};
  await shown.keep(folder.uri.toString(), { at: asOf, result, review: sessions.review(folder), top });
}
