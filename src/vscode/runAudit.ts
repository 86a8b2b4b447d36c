/** The heavy part of the extension: audits, and what happens between audits. Loaded on first use. */
import type { ExtensionContext, LogOutputChannel, WorkspaceFolder } from 'vscode';
import { siteTarget } from '../core/backlinks/siteTarget.ts';
import { failed, success } from '../core/ports.ts';
import { httpDispatcher } from '../io/http/dispatcher.ts';
import { proxySettings } from '../io/http/proxySettings.ts';
import { startWorkerAnalyst } from './analysis/workerAnalyst.ts';
import { memoryAnswers } from './answers.ts';
import { referrersOf } from './askIndex.ts';
import { type AuditHost, auditFolder } from './auditFolder.ts';
import type { Engine } from './engine.ts';
import { type FolderWork, type Judged, judge, openFolder } from './folderWork.ts';
import { requestFor } from './indexSource.ts';
import { readLastAudit, writeLastAudit } from './lastAudit.ts';
import { openDocuments } from './openDocuments.ts';
import { referrersLine, withReferrers } from './referrers.ts';
import type { Sessions } from './session.ts';
import { readSettings } from './settings.ts';
import { silentTask } from './task.ts';

export interface EngineHost {
  readonly context: ExtensionContext;
  readonly sessions: Sessions;
  readonly log: LogOutputChannel;
}

export function createEngine({ context, sessions, log }: EngineHost): Engine {
  const { globalState: memory, workspaceState: folderMemory, secrets } = context;
  const answers = memoryAnswers();
  const folders = new Map<string, FolderWork>();
  const quick = silentTask(new AbortController().signal);

  const workOn = (folder: WorkspaceFolder): FolderWork => {
    const key = folder.uri.toString();
    const known = folders.get(key);
    if (known) return known;
    const analyst = startWorkerAnalyst(new URL('./analysis.mjs', import.meta.url));
    context.subscriptions.push(analyst);
    const work: FolderWork = { folder, analyst, judged: undefined };
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
    return true;
  };

  /** Lends what a request needs; connections are closed at its end. */
  const withNetwork = async <Value>(folder: WorkspaceFolder, run: (host: AuditHost) => Promise<Value>) => {
    const dispatcher = httpDispatcher(proxySettings(process.env, readSettings(folder).proxy));
    try {
      return await run({ answers, secrets, memory, folderMemory, log, dispatcher, sessions });
    } finally {
      await dispatcher.close();
    }
  };

  return {
    audit: (folder, { fresh }) => withNetwork(folder, (host) => auditFolder(workOn(folder), fresh, host)),
    askReferrers: (folder, { broken }) =>
      withNetwork(folder, async (host) => {
        const { site, index } = readSettings(folder);
        const work = workOn(folder);
        const target = siteTarget(site);
        if (target === undefined || work.judged === undefined) return failed('not-found', 'Run the audit first.');
        const found = await referrersOf(broken, target, index, host);
        if (!found.ok) return found;
        const judged = withReferrers(work.judged, broken, found.value);
        await answers.write(requestFor(target, index, memory), judged.answer);
        await showAgain(work, judged, quick.signal);
        return success({ message: referrersLine(broken, found.value) });
      }),
    async showStored(folder, signal) {
      const last = readLastAudit(folderMemory, folder);
      const target = last && siteTarget(last.site);
      if (!last || !target) return false;
      const answer = await answers.read(requestFor(target, readSettings(folder).index, memory));
      if (answer === undefined) return false;
      return showAgain(workOn(folder), { siteName: target.host, answer, checks: new Map(last.checks) }, signal);
    },
    async refresh(folder, signal) {
      const work = workOn(folder);
      if (work.judged !== undefined) await showAgain(work, work.judged, signal);
    },
    edits: (folder, fix) => workOn(folder).analyst.edits({ fix, overlay: openDocuments(folder) }, quick),
    fixesTo: (folder, { diagnosis }, page) => {
      const request = { from: diagnosis.path, to: page.url, options: readSettings(folder).audit };
      return workOn(folder).analyst.fixesTo(request, quick);
    },
    pages: (folder) => workOn(folder).analyst.pages(undefined, quick),
    async clearAnswers(folder) {
      const { site, index } = readSettings(folder);
      const target = siteTarget(site);
      if (target) await answers.clear(requestFor(target, index, memory));
      await writeLastAudit(folderMemory, folder, undefined);
      workOn(folder).judged = undefined;
      sessions.drop(folder);
    },
  };
}
