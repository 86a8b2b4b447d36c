/** Reads one folder and judges it: the core's pipeline with disk and git behind it. */
import { audit } from '../../core/audit.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { Ground } from '../../core/diagnose.ts';
import { askedPage, explainPages } from '../../core/explain.ts';
import { explanation } from '../../core/explanation.ts';
import { fixTo } from '../../core/fix.ts';
import { editsOf } from '../../core/fixEdits.ts';
import type { BrokenPage } from '../../core/model.ts';
import type { RepoPath } from '../../core/paths.ts';
import { failed, type Repo, success } from '../../core/ports.ts';
import { recordedRepo } from '../../core/recordedRepo.ts';
import { compactions } from '../../core/redirects/compact.ts';
import { followRules } from '../../core/redirects/follow.ts';
import { knownAddresses } from '../../core/redirects/knownAddresses.ts';
import { redirectEdit } from '../../core/redirects/redirectFix.ts';
import type { RedirectTable } from '../../core/redirects/resolution.ts';
import { reviewRedirects } from '../../core/redirects/review.ts';
import { type Fingerprints, isReadDifferently } from '../../core/rereading.ts';
import { isPage } from '../../core/routeTable.ts';
import { detectSites, noSiteIn, openSite, type Site } from '../../core/site.ts';
import { openDiskRepo } from '../../io/diskRepo.ts';
import { createGroundReader, redirectContext } from '../../io/openGround.ts';
import { openServed, openSiteRedirects } from '../../io/servedSite.ts';
import { readToEdit } from '../../io/userFile.ts';
import type { Analyst, OpenedSite, OpenRequest, Task } from './analyst.ts';
import { overlayRepo } from './overlayRepo.ts';

export function createAnalyst(): Analyst {
  let opened:
    | {
        readonly repo: Repo;
        readonly root: string;
        readonly site: Site;
        readonly recording: Repo;
        readonly fingerprints: Fingerprints;
        readonly address: string;
        readonly cache: string | undefined;
      }
    | undefined;
  const grounds = createGroundReader();
  /** Of what was opened last; `undefined` until somebody asks for it. */
  let table: RedirectTable | undefined;
  let ground: Ground | undefined;
  /** The pages an index named last. */
  let asked: readonly BrokenPage[] = [];
  const read = () => {
    if (opened === undefined) throw new Error('The folder was not opened yet.');
    return opened;
  };
  const context = () => table?.context ?? redirectContext(read().site, read());
  const redirects = async () => {
    table ??= await takenIn(await openSiteRedirects(read().site, context()));
    return table;
  };
  /** The files that hold rules are remembered as they are now, so that an event about one that says the same is told. */
  const takenIn = async (found: RedirectTable) => {
    const { recording } = read();
    for (const file of new Set([...found.rules, ...found.invalid].map((entry) => entry.file)))
      await recording.read(file);
    return found;
  };
  const openGround = (pages: readonly BrokenPage[], task: Task) => {
    const { repo, site, address, cache, root } = read();
    return grounds.open({ repo, site, address, cache, directory: root, asked: pages }, task);
  };
  return {
    async open(request, task) {
      const repo = overlayRepo(await openDiskRepo(request.root, task.signal), request.overlay);
      const recorded = recordedRepo(repo);
      const site = await chooseSite(recorded.repo, request, task);
      if (site === undefined) {
        return failed('not-found', noSiteIn(request.root));
      }
      const { repo: recording, fingerprints } = recorded;
      opened = { repo, recording, fingerprints, root: request.root, site, address: request.site, cache: request.cache };
      table = undefined;
      ground = undefined;
      return success(describeSite(site));
    },
    async needsReading({ files, overlay }, { signal }) {
      if (opened === undefined) return true;
      const now = overlayRepo(await openDiskRepo(opened.root, signal), overlay);
      const reading = { ...opened, context: context(), rules: table?.rules };
      for (const file of files) if (await isReadDifferently(file, now, reading)) return true;
      return false;
    },
    async judge({ siteName, answer, checks, options }, task) {
      asked = answer.pages;
      ground = await openGround(asked, task);
      table = await takenIn(ground.redirects);
      return audit({ siteName, answer, checks, options, ground, signal: task.signal });
    },
    async edits({ fixes, overlay }, { signal }) {
      const current = async (file: RepoPath) => overlay.get(file) ?? readToEdit(read().root, file);
      signal.throwIfAborted();
      return editsOf(fixes, await redirects(), current);
    },
    async fixesTo({ from, to, rule, options }) {
      const fix = await fixTo(from, to, context(), options, rule);
      return fix ? [fix] : [];
    },
    async explain({ url, options }, task) {
      const page = askedPage(url);
      // Texts are read for the addresses that are asked about, and for no others.
      const [explained] = await explainPages([page], await openGround([page], task), options);
      return explained === undefined ? '' : explanation(explained);
    },
    pages: async () => read().site.routes.pages,
    async review() {
      const committed = ground?.committed;
      return reviewRedirects(await redirects(), committed && { pages: asked, committed });
    },
    async mend({ fix, overlay }) {
      const text = overlay.get(fix.file) ?? (await readToEdit(read().root, fix.file));
      const edit = typeof text === 'object' ? text : redirectEdit(fix, text, context());
      return 'refused' in edit ? failed('bad-request', edit.refused) : success([edit]);
    },
    follow: async (place) => followRules(await redirects(), place),
    async compactions({ file, overlay }, task) {
      const current = overlayRepo(await openDiskRepo(read().root, task.signal), overlay);
      const text = await current.read(file);
      if (text === undefined) return [];
      ground ??= await openGround([], task);
      return compactions(file, text, ground.redirects, knownAddresses(ground, current));
    },
  };
}

/** The site of the confirmed address; where none has it, the most certain one. */
async function chooseSite(repo: Repo, { site, now }: OpenRequest, task: Task): Promise<Site | undefined> {
  const wanted = siteTarget(site);
  let first: Site | undefined;
  for (const detected of await detectSites(repo)) {
    const candidate = await openSite(detected, repo, { now, ...task });
    const own = siteTarget(candidate.permalinks.address?.url ?? '');
    first ??= candidate;
    if (wanted === undefined || (own?.host === wanted.host && own.basePath === wanted.basePath)) {
      first = candidate;
      break;
    }
  }
  return first && openServed(first, repo, { address: site, signal: task.signal });
}

function describeSite({ generator, detected, permalinks, routes }: Site): OpenedSite {
  return {
    title: `${generator.title}, ${detected.because}`,
    address: permalinks.address,
    pages: routes.pages.filter(isPage).length,
  };
}
