/** One folder as the editor asks about it: the pipeline every host has, and what it read last. */

import { auditAnswer } from '../../app/auditAnswer.ts';
import { targetsOf } from '../../app/auditTargets.ts';
import { siteChecks } from '../../app/checkSetUp.ts';
import { compactionsOf } from '../../app/compactions.ts';
import { auditOptions, domainOf, siteSetting } from '../../app/configuration.ts';
import { explainAddresses } from '../../app/explainAddresses.ts';
import { leaveOutPublished } from '../../app/givenFiles.ts';
import { findLost, nothingLost } from '../../app/lostAddresses.ts';
import { overlayRepo } from '../../app/overlayRepo.ts';
import { planEdits } from '../../app/planEdits.ts';
import { addressesBelow, publishedPages } from '../../app/publishedPages.ts';
import { readRedirects, readSnapshot, siteContext, siteOf } from '../../app/reading.ts';
import { createSnapshotReader } from '../../app/readSnapshot.ts';
import { remedyEdit } from '../../app/remedyEdit.ts';
import { reportWrong } from '../../app/reportWrong.ts';
import { reviewSite } from '../../app/reviewSite.ts';
import { openWorkspace, type Task, type Workspace } from '../../app/workspace.ts';
import type { SiteSnapshot } from '../../core/audit/diagnose.ts';
import { fixesTo } from '../../core/audit/fix.ts';
import { type RecordedRepo, recordedRepo } from '../../core/audit/rereading/recordedRepo.ts';
import { isReadDifferently, type Reading } from '../../core/audit/rereading/rereading.ts';
import { watchedOf } from '../../core/audit/rereading/watched.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BrokenPage } from '../../core/model.ts';
import type { RepoPath } from '../../core/paths.ts';
import { failed, type Progress, success } from '../../core/ports.ts';
import { followRules } from '../../core/redirects/repair/follow.ts';
import { redirectEdit } from '../../core/redirects/repair/repairOffer.ts';
import type { RedirectTable } from '../../core/redirects/resolution.ts';
import { isPage } from '../../core/routeTable.ts';
import type { Site } from '../../core/site/site.ts';
import { buildId } from '../../io/buildId.ts';
import { readToEdit } from '../../io/disk/userFile.ts';
import { stateBefore } from '../../io/git/revision.ts';
import { openDiskRepo, reopenDiskRepo } from '../../io/repository/diskRepo.ts';
import { repositoryOf } from '../../io/repository/openRepository.ts';
import type { Analyst, OpenedSite } from './analyst.ts';

interface Opened {
  readonly workspace: Workspace;
  /** What was taken in of the files, so that an event about one that says the same is told. */
  readonly recorded: RecordedRepo;
  /** Where the history may be kept. */
  readonly cache: string | undefined;
  /** Of each site, once somebody asked. */
  readonly tables: Map<Site, RedirectTable>;
  readonly snapshots: Map<Site, SiteSnapshot>;
  /** The redirects of the last commit, of each site that was judged. */
  readonly committed: Map<Site, SiteSnapshot['committed']>;
}

/** `build` names the program whose conclusions are kept and taken up; the command line of the same one shares them. */
export function createAnalyst(build = buildId): Analyst {
  let opened: Opened | undefined;
  const reader = createSnapshotReader(build);
  /** The pages an index named last. */
  let asked: readonly BrokenPage[] = [];
  const read = () => {
    if (opened === undefined) throw new Error('The folder was not opened yet.');
    return opened;
  };
  const first = () => read().workspace.sites[0];
  const tableOf = async (site: Site, progress?: Progress) => {
    const { tables, workspace } = read();
    const known = tables.get(site) ?? (await takenIn(await readRedirects(workspace, site, progress)));
    tables.set(site, known);
    return known;
  };
  /** The files that hold rules are remembered as they are now. */
  const takenIn = async (table: RedirectTable) => {
    const { repo } = read().recorded;
    for (const file of new Set([...table.rules, ...table.invalid].map((entry) => entry.file))) await repo.read(file);
    return table;
  };
  /** Each site, the one that is judged first. */
  const readings = async (): Promise<[Reading, ...Reading[]]> => {
    const { workspace, recorded, tables } = read();
    const readingOf = async (site: Site): Promise<Reading> => {
      const context = tables.get(site)?.context ?? (await siteContext(workspace, site));
      const rules = tables.get(site)?.rules;
      return { repo: workspace.repo, site, fingerprints: recorded.fingerprints, context, rules };
    };
    const all: [Reading, ...Reading[]] = [await readingOf(first())];
    for (const site of await workspace.others(first())) all.push(await readingOf(site));
    return all;
  };
  const current = async (root: string, overlay: ReadonlyMap<RepoPath, string>, { signal }: Task) =>
    overlayRepo(await openDiskRepo(root, signal), overlay);
  return {
    locate: ({ root }, { signal }) => repositoryOf(root, { signal }),
    async open({ root, overlay, site, choice, cache, now }, task) {
      let recorded: RecordedRepo | undefined;
      const readThrough = (repo: Workspace['repo']) => {
        recorded = recordedRepo(repo);
        return recorded.repo;
      };
      const editor = { site, ...choice };
      const found = await openWorkspace({ folder: root, overlay, editor, now, cache, build, readThrough }, task);
      if (!found.ok) return found;
      const workspace = found.value;
      recorded ??= recordedRepo(workspace.repo);
      opened = { workspace, recorded, cache, tables: new Map(), snapshots: new Map(), committed: new Map() };
      return success(describeSite(workspace));
    },
    async needsReading({ directory: top, files, overlay }, task) {
      if (opened === undefined) {
        const now = await current(top, overlay, task);
        return files.some((file) => now.has(file));
      }
      const { repo, directory } = opened.workspace;
      // What is typed stands in no file yet, and the folder need not be listed for it, nor for a file that was saved.
      const saved = files.filter((file) => !overlay.has(file));
      const known = reopenDiskRepo(directory, repo, saved);
      const now = known === undefined ? await current(directory, overlay, task) : overlayRepo(known, overlay);
      const [main, ...others] = await readings();
      for (const file of files) {
        // What another site publishes may be a target of this one.
        const reading = [main, ...others].find(({ site }) => site.permalinks.reads(file) !== undefined) ?? main;
        if (await isReadDifferently(file, now, reading)) return true;
      }
      return false;
    },
    watched: async () => watchedOf(await readings()),
    async lost({ today, goneFrom, counted }, task) {
      const { workspace, cache } = read();
      const asked = { today, counted, cache, reader };
      if (goneFrom === undefined) return findLost(workspace, asked, task);
      const since = await stateBefore(workspace.directory, 'HEAD', { signal: task.signal });
      // Without a commit nothing was published that could go.
      if (!since.ok) return nothingLost(today);
      return findLost(workspace, { ...asked, since: since.value, below: goneFrom }, task);
    },
    async addressesBelow({ paths, target }) {
      const { sites } = read().workspace;
      return [...new Set(paths.flatMap((path) => addressesBelow(sites, path, target)))];
    },
    async judge(request, task) {
      const { workspace, cache, tables, snapshots, committed } = read();
      asked = request.answer.pages;
      const options = auditOptions({ ...workspace.layers, editor: request.options }, request.options);
      const audited = await auditAnswer(workspace, { ...request, options, cache, reader }, task);
      for (const [site, snapshot] of audited.snapshots) {
        snapshots.set(site, snapshot);
        committed.set(site, snapshot.committed);
        tables.set(site, await takenIn(snapshot.redirects));
      }
      return audited.result;
    },
    async edits({ fixes, overlay }, { signal }) {
      const { workspace } = read();
      const text = async (file: RepoPath) => overlay.get(file) ?? readToEdit(workspace.directory, file);
      signal.throwIfAborted();
      return planEdits(workspace, fixes, tableOf, text);
    },
    async bringBack({ remedy, overlay }, task) {
      const { workspace, cache } = read();
      const current = async (file: RepoPath) => overlay.get(file) ?? readToEdit(workspace.directory, file);
      return remedyEdit(workspace, remedy, { cache, read: current }, task);
    },
    async fixesTo({ from, to, rule, options }) {
      return fixesTo(from, to, await tableOf(siteOf({ path: from, url: from }, read().workspace)), options, rule);
    },
    async explain({ url, options }, task) {
      const { workspace, cache } = read();
      const [explained] = await explainAddresses(workspace, [url], { ...options, cache, reader }, task);
      return explained;
    },
    reportWrong({ options, ...report }, task) {
      const { workspace, cache } = read();
      return reportWrong(workspace, { ...report, options: { ...options, cache, reader } }, task);
    },
    pages: async () => first().routes.pages,
    leaveOutPublished: async (answer) => leaveOutPublished(answer, read().workspace),
    published: async (target) => publishedPages(read().workspace.sites, target),
    siteChecks: () => siteChecks(read().workspace),
    async review({ ignore }, { progress }) {
      const { workspace } = read();
      const committed = read().committed.get(first());
      const layers = { ...workspace.layers, editor: { ignore } };
      const linked = committed && { pages: asked, committed };
      return reviewSite(workspace, first(), await tableOf(first(), progress), layers, linked);
    },
    async repair({ fix, overlay }) {
      const text = overlay.get(fix.file) ?? (await readToEdit(read().workspace.directory, fix.file));
      const edit = typeof text === 'object' ? text : redirectEdit(fix, text, (await tableOf(first())).context);
      return 'refused' in edit ? failed('bad-request', edit.refused) : success([edit]);
    },
    follow: async (place) => followRules(await tableOf(first()), place),
    async compactions({ file, overlay }, task) {
      const { workspace, snapshots, cache } = read();
      const snapshot = snapshots.get(first()) ?? (await readSnapshot(workspace, { asked, cache, reader }, task));
      snapshots.set(first(), snapshot);
      return compactionsOf(file, snapshot, await current(workspace.directory, overlay, task), workspace.layers);
    },
  };
}

function describeSite({ sites, layers }: Workspace): OpenedSite {
  const [{ generator, detected, permalinks, routes }] = sites;
  const site = siteSetting(layers);
  return {
    title: `${generator.title}, ${detected.because}`,
    site: site?.value,
    address: permalinks.address,
    pages: routes.pages.filter(isPage).length,
    targets: targetsOf(sites),
    former: domainOf(layers, siteTarget(site?.value ?? permalinks.address?.url ?? '')?.host).former,
  };
}
