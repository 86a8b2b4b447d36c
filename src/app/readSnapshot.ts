/** Reads everything a diagnosis looks at, for one site: its redirects, its past, and who suggests targets. */

import { pageBeyond } from '../core/audit/beyondRedirect.ts';
import { filesGone, type SiteSnapshot } from '../core/audit/diagnose.ts';
import { siteHost } from '../core/backlinks/siteTarget.ts';
import { hostSpellings, isHostAmong } from '../core/backlinks/webAddress.ts';
import type { Decision } from '../core/decisions/decisions.ts';
import { type PastAddresses, withLookup } from '../core/history/past.ts';
import type { BrokenPage } from '../core/model.ts';
import { asAddress, isTooLong, type RepoPath, type UrlPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import type { RedirectContext } from '../core/redirects/format.ts';
import { newestRules } from '../core/redirects/newestRules.ts';
import type { RedirectTable } from '../core/redirects/resolution.ts';
import { shownBy } from '../core/redirects/shownBy.ts';
import { ledBy } from '../core/redirects/simulate/ledBy.ts';
import { movesPage } from '../core/redirects/simulate/movesPage.ts';
import { noRedirects } from '../core/redirects/simulate/none.ts';
import { openRedirects } from '../core/redirects/simulate/table.ts';
import { routeTable } from '../core/routeTable.ts';
import { addressByRules, madeByBuilds, publishedFolders } from '../core/site/madeByBuilds.ts';
import { type ServedPrefix, toServed } from '../core/site/servedPrefix.ts';
import { type Site, withUnread } from '../core/site/site.ts';
import { unaddressed } from '../core/site/unaddressed.ts';
import { readStaticPast, type StaticFinding } from '../core/suggest/past/staticPast.ts';
import { toldPast } from '../core/suggest/past/toldPast.ts';
import { doubtUnread } from '../core/suggest/past/unreadDecisions.ts';
import { suggest } from '../core/suggest/suggest.ts';
import { chosenFirst } from '../core/suggest/world/chosenBefore.ts';
import { dataFiles } from '../core/suggest/world/dataNames.ts';
import type { KeptTexts } from '../core/suggest/world/pageTexts.ts';
import { type KnownRedirect, prepareSuggestions, type SuggestWorld } from '../core/suggest/world/world.ts';
import { buildId } from '../io/buildId.ts';
import { committedRedirects } from '../io/committedRedirects.ts';
import { ignoredNow } from '../io/git/ignored.ts';
import { historyFolder } from '../io/stores/historyFolder.ts';
import { siteTexts } from '../io/stores/textTableStore.ts';
import { compareTextsInThread } from '../io/textComparison/inThread.ts';
import { worthAThread } from '../io/textComparison/worthAThread.ts';
import { readDecided } from './decided.ts';
import { isWithin, withoutFolders } from './overlayRepo.ts';
import { openServed, servedRedirects } from './servedSite.ts';
import { type KnownPast, pastOf, publishedBy } from './sitePast.ts';
import type { Task, Workspace } from './workspace.ts';

/** What a snapshot of one site is read for. */
export interface SnapshotRequest {
  readonly site: Site;
  /** All other sites of the repository: what they publish is not missing. */
  readonly others: readonly Site[];
  readonly repo: Repo;
  readonly directory: string;
  /** The pages that will be asked about; texts are read for them alone. */
  readonly asked: readonly BrokenPage[];
  /** Decisions that ended before this moment count no more. */
  readonly now: string;
  /** The site's address where the user gave it. */
  readonly address?: string | undefined;
  /** What the site was opened from, as `Workspace.state`; without it nothing that was concluded is kept. */
  readonly state?: string | undefined;
  /** As of the workspace. */
  readonly takeHistory?: Workspace['takeHistory'] | undefined;
  /** A folder on this machine, outside of the repository, in which the history may be kept. */
  readonly cache?: string | undefined;
  /** Judge as if no redirect were written anywhere. */
  readonly withoutRedirects?: boolean | undefined;
  /** Redirects that are examples of how the site's authors redirect, besides those that are written. */
  readonly known?: readonly KnownRedirect[] | undefined;
  /** Who answers from what was read; the fitted weights where nobody is named. */
  readonly suggestFrom?: ((world: SuggestWorld) => SiteSnapshot['suggest']) | undefined;
}

/** Reads snapshots; a host may keep in it what the next reading needs again. */
export interface SnapshotReader {
  open(request: SnapshotRequest, task: Task): Promise<SiteSnapshot>;
}

/**
 * Opens snapshots one after the other; the history of a site is read again only when another commit is checked out.
 * `build` names the program whose conclusions are kept and taken up.
 */
export function createSnapshotReader(build = buildId): SnapshotReader {
  const pasts = new Map<string, KnownPast>();
  return {
    async open(given, task) {
      const request = { ...given, asked: given.asked.filter(({ path }) => !isTooLong(path)) };
      const built = request.withoutRedirects ? withoutRedirectPages(request.site) : request.site;
      const asked = request.asked.map(({ url }) => url);
      const served = await openServed(built, request.repo, { address: request.address, asked, signal: task.signal });
      const prefix = served.served;
      const { decisions, notes, unread } = await readDecided(request);
      const site = { ...served, notes: [...served.notes, ...notes] };
      const decidedFirst = (snapshot: SiteSnapshot): SiteSnapshot => ({
        ...snapshot,
        decisions,
        suggest: (broken) => {
          const best = chosenFirst(broken.path, snapshot.suggest(broken), decisions, site.routes);
          return doubtUnread(broken.path, best, unread);
        },
      });
      const context = redirectContext(site, request);
      task.progress.report('Reading redirects');
      const written = request.withoutRedirects ? noRedirects(context) : await openRedirects(context, task.progress);
      const redirects = prefix === undefined ? written : servedRedirects(written, prefix);
      task.signal.throwIfAborted();
      const which = [request.directory, site.detected.root, site.generator.id].join('\n');
      const past = await pastOf({ ...request, site, build }, context, prefix, pasts.get(which), task);
      pasts.set(which, past);
      const published = publishedBy(past, site, request.repo);
      const moving = redirects.rules.filter((rule) => movesPage(rule, context));
      const newest = await newestRules(moving, past.history, task.signal);
      const former = request.withoutRedirects
        ? undefined
        : await committedRedirects(written, past.history, task.signal);
      const committed = former && prefix ? servedRedirects(former, prefix) : former;
      const folder = request.cache && historyFolder(request.cache, request.directory);
      const keptTexts = siteTexts(folder, [build, site.detected.root, site.generator.id], request.repo);
      const parts = { site, redirects: { ...redirects, newest }, context, prefix, decisions, keptTexts };
      const beyond = request.asked.flatMap((page) => pageBeyond(page, redirects, past.ledger) ?? []);
      const withEnds = { ...request, asked: [...request.asked, ...beyond] };
      const snapshot = await withSuggestions(withEnds, parts, past, task);
      const ignored = await ignoredNow(request, filesGone(request.asked, snapshot.past), task.signal);
      await request.repo.keepConcluded?.();
      return { ...decidedFirst(snapshot), committed, published, ignored };
    },
  };
}

/** What was read of a site before anything is suggested. */
interface SnapshotParts {
  readonly site: Site;
  readonly redirects: RedirectTable;
  readonly context: RedirectContext;
  readonly prefix: ServedPrefix | undefined;
  readonly decisions: readonly Decision[];
  readonly keptTexts: KeptTexts | undefined;
}

async function withSuggestions(
  { repo, asked, known = [], suggestFrom = byFittedWeights }: SnapshotRequest,
  { site, redirects, context, prefix, decisions, keptTexts }: SnapshotParts,
  { history, ledger, edits, unpublishings }: KnownPast,
  { progress, signal }: Task,
): Promise<SiteSnapshot> {
  const led = ledBy(redirects);
  const read = asked.flatMap(({ published }) => published?.page ?? []);
  // What the rules of earlier states alone tell is evidence as well.
  const unknown = read.filter(({ url }) => ledger.lookup(url).length === 0);
  const world = await prepareSuggestions(
    {
      // A broken address tells its language and version by its own parts only, so pages are compared by theirs.
      routes: site.routes.pages.map((route) => ({ ...route, language: undefined, version: undefined })),
      versions: new Set(site.routes.pages.flatMap(({ version }) => version?.toLowerCase() ?? [])),
      places: await site.permalinks.places?.(),
      hosts: hostSpellings(context.siteHosts ?? []),
      ledger: unknown.length === 0 ? ledger : ledger.with(unknown),
      edits,
      known: [
        ...knownRedirects(redirects, prefix),
        ...chosen(decisions).filter(({ from }) => !led.isRedirected(from)),
        ...known,
      ],
      rejected: decisions.flatMap((entry) => (entry.kind === 'rejected' ? [entry] : [])),
      isFile: repo.has,
      dataFiles: dataFiles(repo.files),
      ...led,
      hidden: (path) => site.routes.unpublished(path)?.file,
    },
    asked,
    {
      read: (file) => repo.read(file),
      concluded: repo.concluded,
      keptTexts,
      pastTexts: (blobs) => history.texts(blobs, signal),
      compareTexts: site.routes.pages.length < worthAThread ? undefined : (queries) => compareTextsInThread(queries),
      signal,
      progress,
    },
  );
  const paths = asked.map(({ path }) => path);
  const statics = await readStaticPast(history, site.permalinks, paths, signal);
  return {
    site: { ...site, notes: withUnread([...site.notes, ...ledger.notes], repo) },
    redirects,
    ...withStaticFiles(toldPast({ ledger, unpublishings }, world), statics, suggestFrom(world)),
  };
}

function byFittedWeights(world: SuggestWorld): SiteSnapshot['suggest'] {
  return (broken) => suggest(broken, world);
}

/** For the address of a static file, what became of that file; a page instead of it is a guess. */
function withStaticFiles(
  past: PastAddresses,
  statics: ReadonlyMap<UrlPath, StaticFinding>,
  suggestPages: SiteSnapshot['suggest'],
): Pick<SiteSnapshot, 'past' | 'suggest'> {
  return {
    past: withLookup(past, (path) => {
      const found = past.lookup(path);
      const file = found.length > 0 ? undefined : statics.get(path)?.past;
      return file === undefined ? found : [file];
    }),
    suggest(broken) {
      const file = statics.get(broken.path);
      if (file === undefined) return suggestPages(broken);
      if (file.suggestion !== undefined) return [file.suggestion];
      return suggestPages(broken).map((page) => ({ ...page, confident: false }));
    },
  };
}

/** The pages people chose are examples like the redirects that are written. */
function chosen(decisions: readonly Decision[]): readonly KnownRedirect[] {
  return decisions.flatMap((entry) => (entry.kind === 'accepted' || entry.kind === 'changed' ? [entry] : []));
}

/** The redirects somebody wrote by hand for one address each, with the page they lead to. */
function knownRedirects(redirects: RedirectTable, prefix: ServedPrefix | undefined): readonly KnownRedirect[] {
  const asSeen = (path: UrlPath) => (prefix === undefined ? path : toServed(path, prefix));
  return redirects.rules.flatMap(({ source, conditions }) => {
    if (source.kind !== 'exact' || conditions.length > 0) return [];
    const { outcome } = redirects.resolve(asAddress(source.path));
    return outcome.kind === 'page' ? [{ from: asSeen(source.path), to: outcome.route.url }] : [];
  });
}

/** What redirect formats may look at, for one site. */
export function redirectContext(
  site: Site,
  { repo, address, others = [] }: Pick<SnapshotRequest, 'repo' | 'address'> & { readonly others?: readonly Site[] },
): RedirectContext {
  const { routes, permalinks, generator, detected } = site;
  const hosts = [permalinks.address?.url, address].flatMap((text) => siteHost(text ?? '') ?? []);
  const beside = others.filter((other) => mayShareHost(other, hosts));
  const apart = others.filter((other) => !beside.includes(other)).map((other) => other.detected.root);
  // What the user calls the site goes before its configuration, unless they differ by their www alone.
  if (hosts[0] !== undefined && !isHostAmong(hosts[0], hosts.slice(1))) hosts.reverse();
  return {
    repo: withoutFolders(
      repo,
      apart.filter((root) => !holdsPartOf(root, site)),
    ),
    generators: [generator.id],
    shownBy: shownBy(generator.id, hosts, permalinks.basePath),
    siteHosts: [...new Set(hosts)],
    basePath: permalinks.basePath,
    root: detected.root,
    staticRoots: permalinks.staticRoots,
    htmlPages: permalinks.htmlPages,
    inFolders: permalinks.inFolders,
    otherCaseOf: (url) => routes.otherCase(url),
    publishesBelow: (folder) => routes.publishesBelow(folder),
    pages: () => routes.pages,
    isElsewhere: (url) => beside.some((other) => other.routes.answer(url) !== undefined),
    publishesElsewhere: (folder) => beside.some((other) => other.routes.publishesBelow(folder)),
    routeOf: (url) => routes.answer(url),
    unpublishedAt: (url) => routes.unpublished(url),
    routeOfFile: (file) => routes.ofFile(file)[0],
    isRead: (file) => permalinks.reads(file) !== undefined,
    addressOf: (file) => addressByRules(file, permalinks),
    madeByBuild: madeByBuilds(site),
    unaddressed: () => unaddressed(site, repo),
    fetchedBelow: publishedFolders(site.fetched ?? [], permalinks),
  };
}

/** Whether something of the site lies in a folder: it, its files, or what it publishes as it is. */
function holdsPartOf(folder: RepoPath, { detected, permalinks }: Site): boolean {
  return folder === '' || [detected.root, ...permalinks.staticRoots].some((path) => isWithin(path, folder));
}

/** A site that is known to be on another host publishes nothing on this one. */
export function mayShareHost({ permalinks }: Site, hosts: readonly string[]): boolean {
  const own = siteHost(permalinks.address?.url ?? '');
  return own === undefined || hosts.length === 0 || isHostAmong(own, hosts);
}

function withoutRedirectPages(site: Site): Site {
  const others = site.routes.all.filter((route) => route.kind !== 'redirect');
  // A copied page may be one that only leads on, too; without redirects nobody asks for those.
  return { ...site, routes: routeTable(others) };
}
