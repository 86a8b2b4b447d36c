/** The heavy part of the extension: audits, and what happens between audits. Loaded on first use. */
import { join } from 'node:path';
import { type WorkspaceFolder, workspace } from 'vscode';
import type { WrittenFixes } from '../../core/audit/fixEdits.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { untoldText } from '../../core/redirects/checks/untold.ts';
import type { Finding, Fix } from '../../core/report/findings.ts';
import { ownPrograms } from '../../io/setUp/programs.ts';
import { sources } from '../../io/sources/index.ts';
import { askedEntries } from '../../io/sources/openSource.ts';
import { openDocuments } from '../documents/openDocuments.ts';
import type { AuditSummary, Engine } from '../shared/engine.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { reviewLine } from '../views/summary.ts';
import { referrersFromIndex } from './askIndex.ts';
import { auditFiles } from './auditFiles.ts';
import { type AuditHost, auditFolder } from './auditFolder.ts';
import { auditFree } from './auditFree.ts';
import { isAnyJudgedAgain } from './changedFiles.ts';
import { confirmReferrers } from './confirmReferrers.ts';
import { checkAgain, type EngineHost, type EngineParts, engineParts, showAgain, withNetwork } from './engineParts.ts';
import { showLost } from './findLost.ts';
import { openFolder, readFirst } from './folderWork.ts';
import { currentDate, openIndex } from './indexAccess.ts';
import { readLastAudit, writeLastAudit } from './lastAudit.ts';
import { prepareSample } from './prepareSample.ts';
import { keepReferrers, referrersLine } from './referrers.ts';
import { asOfNow, restore } from './restore.ts';
import { setCredentials, type TryCredentials } from './setCredentials.ts';
import { checkFolder, mayAskSources, programName } from './setUp.ts';
import { totalsOf } from './showTotals.ts';
import { snapshotInstead } from './snapshotInstead.ts';
import { showTakenAway, takenAway } from './takenAway.ts';
import { silentTask, withTask } from './task.ts';
import { wouldBreak } from './wouldBreak.ts';

export function createEngine(host: EngineHost): Engine {
  const parts = engineParts(host);
  return { ...audits(parts), ...readings(parts), ...edits(parts), ...keeping(parts), ...checks(parts) };
}

type Audits =
  | 'audit'
  | 'auditFree'
  | 'auditFiles'
  | 'findLost'
  | 'askReferrers'
  | 'totals'
  | 'wouldBreak'
  | 'takenAway'
  | 'showTakenAway'
  | 'confirmReferrers'
  | 'showStored'
  | 'refresh';

/** What asks the index or the live site, or shows again what was asked. */
function audits(parts: EngineParts): Pick<Engine, Audits> {
  const { sessions, workOn, context } = parts;
  return {
    audit: (folder, { fresh }) =>
      withNetwork(parts, folder, async (host) => {
        const snapshot = fresh ? undefined : await snapshotInstead(workOn(folder), host);
        if (snapshot !== undefined) return auditFiles(workOn(folder), [snapshot], host, true);
        return auditFolder(workOn(folder), fresh, host);
      }),
    auditFree: (folder) => withNetwork(parts, folder, (host) => auditFree(workOn(folder), host)),
    auditFiles: (folder, paths) => withNetwork(parts, folder, (host) => auditFiles(workOn(folder), paths, host)),
    async findLost(folder) {
      const found = await withTask((task) => showLost(workOn(folder), parts, task));
      if (found.ok) await writeLastAudit(context.workspaceState, folder, { kind: 'lost', site: '', checks: [] });
      return found;
    },
    askReferrers: (folder, finding) => withNetwork(parts, folder, (host) => addReferrers(parts, folder, finding, host)),
    totals: (folder) => withNetwork(parts, folder, (host) => totalsOf(workOn(folder), host)),
    wouldBreak: (folder, uris) => withNetwork(parts, folder, (host) => wouldBreak(workOn(folder), uris, host)),
    takenAway: (folder, uris) => takenAway(parts, folder, uris),
    showTakenAway: (folder, taken) => showTakenAway(parts, folder, taken),
    confirmReferrers: (folder, finding) => confirmReferrers(parts, folder, finding),
    showStored: (folder, signal) => restore(parts, folder, signal),
    async refresh(folder, signal) {
      const work = workOn(folder);
      // It may have read the files before they changed.
      await work.restoring?.catch(() => undefined);
      if (work.judged !== undefined) await showAgain(parts, work, work.judged, signal);
      else if (sessions.review(folder) !== undefined) await checkAgain(parts, work, silentTask(signal));
    },
  };
}

/** Asks who links to a page, keeps that with the answer of the audit, and shows it. */
async function addReferrers(
  parts: EngineParts,
  folder: WorkspaceFolder,
  { broken }: Finding,
  host: AuditHost,
): Promise<Result<AuditSummary>> {
  // The address that was audited may stand in the repository rather than in the settings.
  const settings = readEditorSettings(folder);
  const last = readLastAudit(parts.context.workspaceState, folder) ?? { site: settings.site };
  const target = siteTarget(last.site);
  if (target === undefined) return failed('not-found', 'Run Broken Backlinks: Audit Site first.');
  const found = await referrersFromIndex(broken, target, settings.index, host);
  if (!found.ok) return found;
  const kept = await keepReferrers(parts, folder, broken, found.value);
  return kept.ok ? success({ message: referrersLine(broken, found.value) }) : kept;
}

type Readings = 'watched' | 'needsRefresh' | 'checkRedirects' | 'follow' | 'compactions' | 'explain' | 'pages';

/** What reads the folder and changes nothing. */
function readings(parts: EngineParts): Pick<Engine, Readings> {
  const { workOn, quick } = parts;
  return {
    watched: (folder) => workOn(folder).watched,
    needsRefresh: (folder, files, signal) => isAnyJudgedAgain(workOn(folder), files, silentTask(signal)),
    async checkRedirects(folder) {
      const found = await withTask((task) => checkAgain(parts, workOn(folder), task));
      if (!found.ok) return found;
      const memory = parts.context.workspaceState;
      const isOnly = readLastAudit(memory, folder) === undefined;
      if (isOnly) await writeLastAudit(memory, folder, { kind: 'redirects', site: '', checks: [] });
      const untold = untoldText(found.value.untold);
      if (untold !== undefined) parts.log.info(`${folder.name}: ${untold}`);
      return success({ message: reviewLine(found.value) });
    },
    async follow(folder, place, signal) {
      const { analyst } = await readFirst(workOn(folder), quick);
      return analyst.follow(place, silentTask(signal));
    },
    compactions: async (folder, file) =>
      withTask(async (task) => {
        const opened = await openFolder(workOn(folder), task);
        if (!opened.ok) return opened;
        const request = { file, overlay: openDocuments(folder) };
        return success(await workOn(folder).analyst.compactions(request, task));
      }),
    explain: async (folder, url) =>
      withTask(async (task) => {
        const work = workOn(folder);
        const opened = await openFolder(work, task);
        if (!opened.ok) return opened;
        const explained = await work.analyst.explain({ url, options: readEditorSettings(folder).audit }, task);
        return explained === undefined
          ? failed('not-found', `${url} belongs to no site of ${folder.name}.`)
          : success(explained);
      }),
    pages: async (folder) => (await readFirst(workOn(folder), quick)).analyst.pages(undefined, quick),
  };
}

/** What makes edits; nothing is written here. */
function edits(parts: EngineParts): Pick<Engine, 'edits' | 'editsOfAll' | 'bringBack' | 'repair' | 'fixesTo'> {
  const { workOn, quick } = parts;
  const editsOfAll = async (folder: WorkspaceFolder, chosen: readonly Fix[]): Promise<Result<WrittenFixes>> => {
    const fixes = await asOfNow(parts, workOn(folder), chosen);
    if (!fixes.ok) return fixes;
    const { analyst } = await readFirst(workOn(folder), quick);
    return success(await analyst.edits({ fixes: fixes.value, overlay: openDocuments(folder) }, quick));
  };
  return {
    async edits(folder, fix) {
      const made = await editsOfAll(folder, [fix]);
      if (!made.ok) return made;
      const { edits, refused } = made.value;
      return refused[0] ? failed('bad-request', refused[0].refused) : success(edits);
    },
    editsOfAll,
    async bringBack(folder, remedy) {
      const { analyst } = await readFirst(workOn(folder), quick);
      const made = await analyst.bringBack({ remedy, overlay: openDocuments(folder) }, quick);
      return made.ok ? success([made.value]) : made;
    },
    async repair(folder, fix) {
      const { analyst } = await readFirst(workOn(folder), quick);
      return analyst.repair({ fix, overlay: openDocuments(folder) }, quick);
    },
    async fixesTo(folder, { path, rule, suggestions }, page) {
      const request = { from: path, to: page.url, rule, options: readEditorSettings(folder).audit };
      const fixes = await (await readFirst(workOn(folder), quick)).analyst.fixesTo(request, quick);
      const isSuggested = suggestions.some(({ url }) => url === page.url);
      return isSuggested ? fixes.map((fix) => ({ ...fix, decision: 'accepted' as const })) : fixes;
    },
  };
}

/** What looks at the set-up, and what is told of it. */
function checks(parts: EngineParts): Pick<Engine, 'mayAskSources' | 'checkSetUp' | 'reportWrong'> {
  return {
    reportWrong: async (folder, url, right) =>
      withTask(async (task) => {
        const work = parts.workOn(folder);
        const opened = await openFolder(work, task);
        if (!opened.ok) return opened;
        const programs = await ownPrograms(programName(), folder.uri.fsPath, task.signal);
        const report = { url, right, programs, options: readEditorSettings(folder).audit };
        return success(await work.analyst.reportWrong(report, task));
      }),
    mayAskSources,
    checkSetUp: (folder, mayAsk) =>
      withNetwork(parts, folder, async (host) =>
        withTask((task) => checkFolder(parts.workOn(folder), mayAsk, host, task)),
      ),
  };
}

/** Nothing is asked for a folder that is not trusted; without one, it is not known how to ask. */
function tryCredentials(parts: EngineParts): TryCredentials {
  return async (entry, given) => {
    const folder = workspace.isTrusted ? workspace.workspaceFolders?.[0] : undefined;
    if (folder === undefined) return undefined;
    return withNetwork(parts, folder, async (host) =>
      withTask(async ({ signal }) => {
        const source = openIndex(entry, readEditorSettings(folder).index, given, host);
        return source.ok ? source.value.probe(signal) : source;
      }),
    );
  };
}

/** What is kept on the machine: answers, credentials, the sample. */
function keeping(parts: EngineParts): Pick<Engine, 'makeSample' | 'setCredentials' | 'clearKept'> {
  const { store, context, sessions, folders } = parts;
  return {
    async makeSample() {
      const directory = join(context.globalStorageUri.fsPath, 'sample', 'tidewater');
      const texts = join(context.extensionPath, 'media', 'sample');
      const ids = askedEntries(sources).map(({ id }) => id);
      const made = await prepareSample(directory, texts, ids, store.answers, currentDate());
      return made.ok ? success(directory) : made;
    },
    setCredentials: (title) => setCredentials(context.secrets, askedEntries(sources), tryCredentials(parts), title),
    async clearKept(kinds) {
      let total = 0;
      for (const kind of kinds) {
        const cleared = await store.clear(kind);
        if (!cleared.ok) return cleared;
        total += cleared.value;
      }
      if (!kinds.includes('answers')) return success(total);
      await store.shown.clear();
      for (const work of folders.values()) {
        work.judged = undefined;
        sessions.drop(work.folder);
        await writeLastAudit(context.workspaceState, work.folder, undefined);
      }
      return success(total);
    },
  };
}
