/** The heavy part of the extension: audits, and what happens between audits. Loaded on first use. */
import { join } from 'node:path';
import type { ExtensionContext, WorkspaceFolder } from 'vscode';
import type { AnswerKey } from '../../core/backlinks/answers.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { failed, type Logger, type Result, success } from '../../core/ports.ts';
import type { RedirectReview } from '../../core/redirects/repair/review.ts';
import type { Fix } from '../../core/report/findings.ts';
import { httpDispatcher } from '../../io/http/dispatcher.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { sources } from '../../io/sources/index.ts';
import { askedEntries } from '../../io/sources/openSource.ts';
import { formerFolders, storeFolder } from '../../io/stores/place.ts';
import { openStore } from '../../io/stores/store.ts';
import type { Task } from '../analysis/analyst.ts';
import { startWorkerAnalyst } from '../analysis/workerAnalyst.ts';
import { openDocuments } from '../documents/openDocuments.ts';
import type { Engine } from '../shared/engine.ts';
import type { Sessions } from '../shared/session.ts';
import { readSettings } from '../shared/settings.ts';
import { reviewLine } from '../views/summary.ts';
import { referrersOf } from './askIndex.ts';
import { type AuditHost, auditFolder } from './auditFolder.ts';
import { type FolderWork, type Judged, judge, openFolder, review } from './folderWork.ts';
import { chosenSource, requestFor, today } from './indexAccess.ts';
import { readLastAudit, writeLastAudit } from './lastAudit.ts';
import { prepareSample } from './prepareSample.ts';
import { referrersLine, withReferrers } from './referrers.ts';
import { setCredentials } from './setCredentials.ts';
import { silentTask, withTask } from './task.ts';

/** What the engine is made from. */
export interface EngineHost {
  readonly context: ExtensionContext;
  readonly sessions: Sessions;
  readonly log: Logger;
}

export function createEngine({ context, sessions, log }: EngineHost): Engine {
  const { workspaceState: folderMemory, secrets, globalStorageUri: storage } = context;
  const { answers, spend, histories } = openStore({
    folder: storeFolder(process.env),
    // The editor's own storage is where 0.1.0 kept its answers.
    former: [storage.fsPath, ...formerFolders(process.env)],
    logger: log,
    now: Date.now,
  });
  const folders = new Map<string, FolderWork>();
  const quick = silentTask(new AbortController().signal);

  const workOn = (folder: WorkspaceFolder): FolderWork => {
    const key = folder.uri.toString();
    const known = folders.get(key);
    if (known) return known;
    const analyst = startWorkerAnalyst(new URL('./analysis.mjs', import.meta.url));
    context.subscriptions.push(analyst);
    const work: FolderWork = {
      folder,
      analyst,
      cache: histories,
      judged: undefined,
    };
    folders.set(key, work);
    return work;
  };

  /** Judges by the folder as it is now; whoever aborts keeps what is shown. */
  const showAgain = async (work: FolderWork, judged: Judged, signal: AbortSignal): Promise<boolean> => {
    const task = silentTask(signal);
    const opened = await openFolder(work, task);
    if (!opened.ok) {
      log.warn(opened.failure.message);
      return false;
    }
    const result = await judge(work, judged, task);
    work.judged = judged;
    sessions.set(work.folder, result);
    sessions.setReview(work.folder, await review(work, task));
    return true;
  };

  /** Checks the redirects of the folder as it is now. */
  const checkAgain = async (work: FolderWork, task: Task): Promise<Result<RedirectReview>> => {
    const opened = await openFolder(work, task);
    if (!opened.ok) return opened;
    const found = await review(work, task);
    sessions.setReview(work.folder, found);
    return success(found);
  };

  /** Lends what a request needs; connections are closed at its end. */
  const withNetwork = async <Value>(folder: WorkspaceFolder, run: (host: AuditHost) => Promise<Value>) => {
    const dispatcher = httpDispatcher(proxySettings(process.env, readSettings(folder).proxy));
    try {
      return await run({ answers, spend, secrets, dispatcher, log, sessions, folderMemory });
    } finally {
      // Not close(): a request that was cancelled must not hold up the next audit.
      await dispatcher.destroy();
    }
  };

  /** What is asked about a folder's site. */
  const questionAbout = (folder: WorkspaceFolder, site: string): AnswerKey<'pages'> | undefined => {
    const target = siteTarget(site);
    const settings = readSettings(folder).index;
    const chosen = chosenSource(settings);
    if (target === undefined || !chosen.ok) return undefined;
    return { call: 'pages', source: chosen.value.id, request: requestFor(target, settings) };
  };

  const editsOfAll = (folder: WorkspaceFolder, fixes: readonly Fix[]) =>
    workOn(folder).analyst.edits({ fixes, overlay: openDocuments(folder) }, quick);

  return {
    audit: (folder, { fresh }) => withNetwork(folder, (host) => auditFolder(workOn(folder), fresh, host)),
    askReferrers: (folder, { broken }) =>
      withNetwork(folder, async (host) => {
        const settings = readSettings(folder);
        const work = workOn(folder);
        // The address that was audited may stand in the repository rather than in the settings.
        const site = readLastAudit(folderMemory, folder)?.site ?? settings.site;
        const target = siteTarget(site);
        const key = questionAbout(folder, site);
        const kept = key && (await answers.read(key));
        if (target === undefined || key === undefined || kept === undefined || work.judged === undefined) {
          return failed('not-found', 'Run Broken Backlinks: Audit Site first.');
        }
        const found = await referrersOf(broken, target, settings.index, host);
        if (!found.ok) return found;
        const judged = withReferrers(work.judged, broken, found.value);
        const written = await answers.write(key, { ...kept, value: judged.answer });
        if (!written.ok) log.warn(`This answer could not be kept: ${written.failure.message}`);
        await showAgain(work, judged, quick.signal);
        return success({ message: referrersLine(broken, found.value) });
      }),
    async showStored(folder, signal) {
      const last = readLastAudit(folderMemory, folder);
      const key = last && questionAbout(folder, last.site);
      const kept = key && (await answers.read(key));
      const siteName = last && siteTarget(last.site)?.host;
      if (!kept || !siteName) return false;
      return showAgain(workOn(folder), { siteName, answer: kept.value, checks: new Map(last.checks) }, signal);
    },
    needsRefresh: (folder, files, signal) =>
      workOn(folder).analyst.needsReading({ files, overlay: openDocuments(folder) }, silentTask(signal)),
    async refresh(folder, signal) {
      const work = workOn(folder);
      if (work.judged !== undefined) await showAgain(work, work.judged, signal);
      else if (sessions.review(folder) !== undefined) await checkAgain(work, silentTask(signal));
    },
    async checkRedirects(folder) {
      const found = await withTask((task) => checkAgain(workOn(folder), task));
      return found.ok ? success({ message: reviewLine(found.value) }) : found;
    },
    async edits(folder, fix) {
      const { edits, refused } = await editsOfAll(folder, [fix]);
      return refused[0] ? failed('bad-request', refused[0].refused) : success(edits);
    },
    editsOfAll,
    repair: (folder, fix) => workOn(folder).analyst.repair({ fix, overlay: openDocuments(folder) }, quick),
    follow: (folder, place, signal) => workOn(folder).analyst.follow(place, silentTask(signal)),
    compactions: async (folder, file) =>
      withTask(async (task) => {
        const opened = await openFolder(workOn(folder), task);
        if (!opened.ok) return opened;
        const request = { file, overlay: openDocuments(folder) };
        return success(await workOn(folder).analyst.compactions(request, task));
      }),
    async fixesTo(folder, { diagnosis: { path, rule, suggestions } }, page) {
      const request = { from: path, to: page.url, rule, options: readSettings(folder).audit };
      const fixes = await workOn(folder).analyst.fixesTo(request, quick);
      const isSuggested = suggestions.some(({ url }) => url === page.url);
      return isSuggested ? fixes.map((fix) => ({ ...fix, decision: 'accepted' as const })) : fixes;
    },
    explain: async (folder, url) =>
      withTask(async (task) => {
        const work = workOn(folder);
        const opened = await openFolder(work, task);
        if (!opened.ok) return opened;
        return success(await work.analyst.explain({ url, options: readSettings(folder).audit }, task));
      }),
    pages: (folder) => workOn(folder).analyst.pages(undefined, quick),
    async makeSample() {
      const directory = join(storage.fsPath, 'sample', 'tidewater');
      const texts = join(context.extensionPath, 'media', 'sample');
      const ids = askedEntries(sources).map(({ id }) => id);
      const made = await prepareSample(directory, texts, ids, answers, today());
      return made.ok ? success(directory) : made;
    },
    setCredentials: () => setCredentials(secrets, askedEntries(sources)),
    async clearAnswers() {
      const count = await answers.clear();
      for (const work of folders.values()) {
        work.judged = undefined;
        sessions.drop(work.folder);
        await writeLastAudit(folderMemory, work.folder, undefined);
      }
      return count;
    },
  };
}
