/** Reads one folder and judges it: the core's pipeline with disk and git behind it. */
import { audit } from '../../core/audit.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { Ground } from '../../core/diagnose.ts';
import { askedPage, explainPages } from '../../core/explain.ts';
import { explanation } from '../../core/explanation.ts';
import { fixTo } from '../../core/fix.ts';
import { editsOf } from '../../core/fixEdits.ts';
import type { BrokenPage } from '../../core/model.ts';
import { failed, type Repo, success } from '../../core/ports.ts';
import { compactions } from '../../core/redirects/compact.ts';
import { followRules } from '../../core/redirects/follow.ts';
import { redirectEdit } from '../../core/redirects/redirectFix.ts';
import type { RedirectTable } from '../../core/redirects/resolution.ts';
import { reviewRedirects } from '../../core/redirects/review.ts';
import { openRedirects } from '../../core/redirects/table.ts';
import { isPage } from '../../core/routeTable.ts';
import { detectSites, noSiteIn, openSite, type Site } from '../../core/site.ts';
import { openDiskRepo } from '../../io/diskRepo.ts';
import { createGroundReader, redirectContext } from '../../io/openGround.ts';
import type { Analyst, OpenedSite, OpenRequest, Task } from './analyst.ts';
import { overlayRepo } from './overlayRepo.ts';

export function createAnalyst(): Analyst {
  let opened:
    | {
        readonly repo: Repo;
        readonly root: string;
        readonly site: Site;
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
    table ??= await openRedirects(context());
    return table;
  };
  const openGround = (pages: readonly BrokenPage[], task: Task) => {
    const { root, ...others } = read();
    return grounds.open({ ...others, directory: root, asked: pages }, task);
  };
  return {
    async open(request, task) {
      const repo = overlayRepo(await openDiskRepo(request.root, task.signal), request.overlay);
      const site = await chooseSite(repo, request, task);
      if (site === undefined) {
        return failed('not-found', noSiteIn(request.root));
      }
      opened = { repo, root: request.root, site, address: request.site, cache: request.cache };
      table = undefined;
      ground = undefined;
      return success(describeSite(site));
    },
    async judge({ siteName, answer, checks, options }, task) {
      asked = answer.pages;
      ground = await openGround(asked, task);
      table = ground.redirects;
      return audit({ siteName, answer, checks, options, ground, signal: task.signal });
    },
    async edits({ fixes, overlay, remember }, { signal }) {
      const current = overlayRepo(await openDiskRepo(read().root, signal), overlay);
      return editsOf(fixes, await redirects(), (file) => current.read(file), remember);
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
    async mend({ fix, overlay }, { signal }) {
      const current = overlayRepo(await openDiskRepo(read().root, signal), overlay);
      const edit = redirectEdit(fix, await current.read(fix.file), context());
      return 'refused' in edit ? failed('bad-request', edit.refused) : success([edit]);
    },
    follow: async (place) => followRules(await redirects(), place),
    async compactions({ file, overlay }, task) {
      const current = overlayRepo(await openDiskRepo(read().root, task.signal), overlay);
      const text = await current.read(file);
      if (text === undefined) return [];
      ground ??= await openGround([], task);
      const { site, past } = ground;
      const known = [...site.routes.pages.map(({ url }) => url), ...past.urls()];
      return compactions(file, text, ground.redirects, known);
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
    if (wanted === undefined || (own?.host === wanted.host && own.basePath === wanted.basePath)) return candidate;
    first ??= candidate;
  }
  return first;
}

function describeSite({ generator, detected, permalinks, routes }: Site): OpenedSite {
  return {
    title: `${generator.title}, ${detected.because}`,
    address: permalinks.address,
    pages: routes.pages.filter(isPage).length,
  };
}
