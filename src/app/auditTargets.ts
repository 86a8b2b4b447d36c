/** Which part of the web an audit is about, where a repository holds several sites. */
import { contains, type SiteTarget, siteTarget } from '../core/backlinks/siteTarget.ts';
import type { Site } from '../core/site/site.ts';

/**
 * What an index is asked about: on the host that is meant, the site that holds the others. Sites of other hosts would
 * each cost a question more; they are named instead (`otherSites.ts`).
 */
export function askedTarget(targets: readonly SiteTarget[], meant: SiteTarget): SiteTarget {
  return targets.reduce((widest, own) => (contains(own, widest) ? own : widest), meant);
}

/** What rows of saved answers may be about: all sites, the one that is meant first. */
export function readTargets(sites: readonly Site[], meant: SiteTarget): readonly [SiteTarget, ...SiteTarget[]] {
  return distinctTargets(targetsOf(sites), meant);
}

/** Those of which none is a part of another; the one that is meant first. */
export function distinctTargets(
  targets: readonly SiteTarget[],
  meant: SiteTarget,
): readonly [SiteTarget, ...SiteTarget[]] {
  const first = askedTarget(targets, meant);
  const others: SiteTarget[] = [];
  for (const own of targets) {
    if (contains(first, own)) continue;
    const widest = askedTarget(targets, own);
    if (!others.some((known) => contains(known, widest))) others.push(widest);
  }
  return [first, ...others];
}

/** As their configurations name them. */
export function targetsOf(sites: readonly Site[]): readonly SiteTarget[] {
  return sites.flatMap(({ permalinks }) => siteTarget(permalinks.address?.url ?? '') ?? []);
}
