/** What the engine keeps for one workspace folder between audits. */
import type { WorkspaceFolder } from 'vscode';
import type { BacklinkAnswer } from '../../core/model.ts';
import type { Result } from '../../core/ports.ts';
import type { RedirectReview } from '../../core/redirects/repair/review.ts';
import type { AuditResult, LiveCheck } from '../../core/report/findings.ts';
import type { Analyst, OpenedSite, Task } from '../analysis/analyst.ts';
import { openDocuments } from '../documents/openDocuments.ts';
import { rememberPlace } from '../documents/repositoryPlaces.ts';
import { readSettings } from '../shared/settings.ts';

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
}

/** Reads the folder and the repository around it as they are now, unsaved changes included. */
export async function openFolder({ folder, analyst, cache }: FolderWork, task: Task): Promise<Result<OpenedSite>> {
  const root = folder.uri.fsPath;
  rememberPlace(folder, await analyst.locate({ root }, task));
  const request = {
    root,
    overlay: openDocuments(folder),
    site: readSettings(folder).site,
    cache,
    now: new Date().toISOString(),
  };
  return analyst.open(request, task);
}

/** Checks the redirects of what was read last. */
export function review({ analyst }: FolderWork, task: Task): Promise<RedirectReview> {
  return analyst.review(undefined, task);
}

/** Judges an answer by what was read last. */
export function judge({ folder, analyst }: FolderWork, judged: Judged, task: Task): Promise<AuditResult> {
  return analyst.judge({ ...judged, options: readSettings(folder).audit }, task);
}
