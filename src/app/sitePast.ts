/** The past of one site: its ledger, kept between questions, and what it published at any time. */

import type { PublishedAddresses } from '../core/audit/diagnose.ts';
import { hostSpellings } from '../core/backlinks/webAddress.ts';
import type { History } from '../core/history/history.ts';
import type { Today } from '../core/history/pastConfigurations.ts';
import { type PublishedRequest, publishedAt, publishedOnce } from '../core/history/publishedOnce.ts';
import { editedHere, goneHere, readdressedHere, uncommittedChanges } from '../core/history/uncommitted.ts';
import { unreadHistory } from '../core/history/unread.ts';
import type { Commit, PastPage } from '../core/model.ts';
import type { RepoPath, UrlPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import type { RedirectContext } from '../core/redirects/format.ts';
import { isPublished } from '../core/routeTable.ts';
import { type ServedPrefix, toServed } from '../core/site/servedPrefix.ts';
import type { Site } from '../core/site/site.ts';
import { keptPast } from '../core/suggest/past/keptPast.ts';
import { openKeptPast } from '../core/suggest/past/openedPast.ts';
import { openMemory, type PastMemory } from '../core/suggest/past/pastMemory.ts';
import { type Past, type PastRead, pastToday, readPast } from '../core/suggest/past/readPast.ts';
import { staticFilesGone } from '../core/suggest/past/staticPast.ts';
import { openHistory } from '../io/git/history.ts';
import { historyFolder } from '../io/stores/historyFolder.ts';
import { type PastStore, pastMemoryStore } from '../io/stores/pastStore.ts';
import { pastStore, type TextTableStore } from '../io/stores/textTableStore.ts';
import { roomForHistory } from '../io/tightHeap.ts';
import type { SnapshotRequest } from './readSnapshot.ts';
import type { Task } from './workspace.ts';

/** The past of a site as far as a commit, kept so that it is read again only when another one is checked out. */
export interface KnownPast extends Past {
  readonly key: string;
  readonly history: History;
  readonly today: Today;
}

/** Of which site the past is asked, and by which program: where none is named, nothing that it concludes is kept. */
export interface PastRequest
  extends Pick<SnapshotRequest, 'site' | 'repo' | 'directory' | 'cache' | 'state' | 'takeHistory'> {
  readonly build?: string | undefined;
}

/** The past up to the commit that is checked out; where none can be read, one that says so and knows nothing. */
export async function pastOf(
  { site, repo, directory, cache, state, build, takeHistory }: PastRequest,
  { siteHosts = [] }: RedirectContext,
  prefix: ServedPrefix | undefined,
  known: KnownPast | undefined,
  { progress, signal }: Task,
): Promise<KnownPast> {
  const store = cache && historyFolder(cache, directory);
  const opened = await (takeHistory?.() ?? openHistory(directory, { signal, store }));
  signal.throwIfAborted();
  const read = opened.ok ? opened.value : unreadHistory(repo.files, opened.failure.message);
  // A file that is still tracked and cannot be looked at may publish what is asked for.
  const whole = repo.absent === undefined ? read : { ...read, gaps: [...read.gaps, repo.absent] };
  const uncommitted = await uncommittedChanges(whole, repo, signal);
  const history = { ...whole, uncommitted };
  const place = [site.detected.root, site.generator.id, `${prefix?.built}`, `${prefix?.served}`, ...siteHosts];
  const gone = JSON.stringify(uncommitted?.changes ?? []);
  const key = [directory, state, history.head.hash, gone, ...place].join('\n');
  const { generator, root, config, siteFiles } = site.detected;
  const urlsOf = (file: RepoPath) => site.routes.ofFile(file).map(({ url }) => url);
  const { basePath } = site.permalinks;
  // Where the whole site is served elsewhere, its base path says so.
  const isPart = prefix !== undefined && `${prefix.served}/` !== basePath;
  const served = isPart ? (url: UrlPath) => toServed(url, prefix) : undefined;
  const edited = await editedHere(history, repo, site.permalinks, signal);
  const today = {
    generator,
    root,
    config,
    siteFiles,
    basePath,
    hosts: siteHosts,
    rules: site.permalinks,
    since: site.permalinks.since,
    served,
    urlsOf,
    edited: new Set([...edited.map(({ file }) => file), ...goneHere(uncommitted)]),
    lostHere: readdressedHere(edited, history.head, { rules: site.permalinks, urlsOf }),
  };
  // Its pages may have got other addresses meanwhile.
  if (known?.key === key && opened.ok)
    return { ...known, today, ...pastToday(known.content, known.history, today, known.ledger.kept?.name) };
  progress.report('Reading the history');
  const conclude = (memory?: PastMemory) => {
    const task = { progress: roomForHistory(progress), signal };
    return readPast(history, [site.permalinks], hostSpellings(siteHosts), task, today, memory);
  };
  if (store === undefined || state === undefined || build === undefined || !opened.ok) {
    const { kept: _, ...past } = await conclude();
    return { key, history, today, ...past };
  }
  const stores = {
    past: pastStore(store, [build, key, JSON.stringify([site.detected, basePath])]),
    memory: pastMemoryStore(store, [build, basePath, ...place]),
  };
  return { key, history, today, ...(await keptOrRead(history, today, stores, conclude)) };
}

/** What was concluded of this history before, else concludes it and keeps it. */
async function keptOrRead(
  history: History,
  today: Today,
  stores: { readonly past: TextTableStore; readonly memory: PastStore },
  read: (memory: PastMemory) => Promise<PastRead>,
): Promise<Past> {
  // A clone that has not all of the history may have more of it the next time.
  const isWhole = history.gaps.length === 0;
  const kept = isWhole ? await stores.past.read() : undefined;
  const known = kept === undefined ? undefined : openKeptPast(kept);
  if (known !== undefined) return pastToday(known, history, today, stores.past.name);
  const { kept: memory, ...past } = await read(isWhole ? openMemory(await stores.memory.read()) : {});
  // What was told while it was read is told by reading alone.
  if (history.notes.length > 0) return past;
  const table = keptPast(past.content);
  if (table !== undefined) await stores.past.keep(table);
  await stores.memory.keep(memory());
  return { ...past, ...pastToday(past.content, history, today, stores.past.name) };
}

/** What the site published at any time; read when it is asked for. */
export function publishedBy(past: KnownPast, site: Site, repo: Repo): PublishedAddresses {
  const { history, ledger, today, unpublishings } = past;
  const isHidden = (file: RepoPath): boolean => {
    const routes = site.routes.ofFile(file);
    return routes.length > 0 && !routes.some(isPublished);
  };
  const hiddenIn = new Map<RepoPath, Commit>();
  for (const [file, hidden] of unpublishings) {
    if (hidden !== 'shown' && isHidden(file)) hiddenIn.set(file, hidden.commit);
  }
  const request: PublishedRequest = {
    history,
    ledger,
    today,
    here: { has: (file) => repo.has(file), isHidden },
    hiddenIn,
  };
  let ever: Promise<readonly PastPage[]> | undefined;
  return {
    ever(task) {
      ever ??= publishedOnce(request, task).catch((error: unknown) => {
        ever = undefined;
        throw error;
      });
      return ever;
    },
    at: (commit, task) => publishedAt(commit, request, task),
    files: ({ signal }) => staticFilesGone(history, site.permalinks, signal),
  };
}
