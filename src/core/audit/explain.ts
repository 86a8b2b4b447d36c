/** Finds out everything that can be said of single addresses. */

import type { BrokenPage } from '../model.ts';
import { urlPath } from '../paths.ts';
import type { AuditOptions, Diagnosis } from '../report/findings.ts';
import type { Deployment } from './deployment.ts';
import { diagnose, type SiteSnapshot } from './diagnose.ts';
import { directoryRules } from './directoryRules.ts';
import type { Explained } from './explanation.ts';
import { type FormerSite, formerVerdict, isFormer } from './formerFinding.ts';
import { removalOf } from './removal.ts';

/** An address somebody asks about, of which no index said anything. */
export function askedPage(url: string): BrokenPage {
  return {
    url,
    spellings: [url],
    path: urlPath(url),
    status: undefined,
    statusSeen: undefined,
    backlinks: 0,
    referringDomains: 0,
    dofollow: undefined,
    rank: undefined,
    firstSeen: undefined,
    lastSeen: undefined,
    referrers: [],
  };
}

/**
 * In the order asked. `withRules`: also what could be written; not where redirects are hidden, as nothing could be proved
 * against them.
 */
export async function explainPages(
  pages: readonly BrokenPage[],
  snapshot: SiteSnapshot,
  options: Pick<AuditOptions, 'preferredFormats'>,
  withRules = true,
): Promise<readonly Explained[]> {
  const explained = pages.map((page) => ({ page, diagnosis: diagnose(page, snapshot) }));
  const open = explained.filter(({ diagnosis }) => isOpen(diagnosis)).map(({ page }) => page.path);
  const rules = withRules ? await directoryRules(open, snapshot, options) : [];
  return Promise.all(
    explained.map(async ({ page, diagnosis }) => ({
      url: page.url,
      diagnosis,
      directoryRule: rules.find(({ broken }) => broken.includes(page.path)),
      removal: withRules ? (await removalOf(diagnosis, snapshot.redirects, options))?.text : undefined,
    })),
  );
}

/** What is known of an address on a host that the site has left, and where its redirect belongs. */
export function explainFormer(
  broken: BrokenPage,
  snapshot: SiteSnapshot,
  formerSites: ReadonlyMap<string, FormerSite>,
  deployment: Deployment | undefined,
): Explained | undefined {
  const judged = { broken, snapshot, diagnosis: diagnose(broken, snapshot), live: undefined };
  if (!isFormer(judged)) return undefined;
  const { diagnosis, hint } = formerVerdict(judged, formerSites.get(judged.broken.former.host), deployment);
  return { url: broken.url, diagnosis, former: hint, directoryRule: undefined, removal: undefined };
}

/** Nothing of the working tree answers it. */
function isOpen({ code }: Diagnosis): boolean {
  return code === 'moved' || code === 'removed' || code === 'never-existed' || code === 'unknown-past';
}
