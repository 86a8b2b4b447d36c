/** Where a finding shows: on what the user would open to mend it, else on the nearest relative of its page that lives. */
import type { Place, Route } from '../model.ts';
import { type RepoPath, type UrlKey, type UrlPath, urlKey, urlPath } from '../paths.ts';
import type { RedirectRule } from '../redirects/format.ts';
import type { RedirectTable } from '../redirects/resolution.ts';
import type { Diagnosis, Finding } from '../report/findings.ts';
import { strength } from '../report/report.ts';
import { isPage } from '../routeTable.ts';
import type { Site } from '../site/site.ts';
import type { SiteSnapshot } from './diagnose.ts';

/** Where a finding shows, and how it came there. */
export interface PlacedFinding {
  readonly place: Place;
  /** It stands on a relative of its page: others of the family stand there too. */
  readonly isRelative: boolean;
}

export function placeOfFinding(diagnosis: Diagnosis, snapshot: SiteSnapshot): PlacedFinding {
  const own = ownPlace(diagnosis, snapshot);
  if (own !== undefined) return { place: own, isRelative: false };
  const relative = relativeOf(diagnosis.path, snapshot);
  return { place: relative ? { file: relative.file, line: 1 } : redirectsPlace(snapshot), isRelative: true };
}

function ownPlace({ page, rule, lost, suggestions }: Diagnosis, snapshot: SiteSnapshot): Place | undefined {
  // Where it stood, another rule may stand now.
  if (lost && snapshot.redirects.context.repo.has(lost.rule.file)) return { file: lost.rule.file, line: 1 };
  if (rule !== undefined) return { file: rule.file, line: rule.line };
  if (page !== undefined) return { file: page.file, line: page.line ?? 1 };
  const [best] = suggestions;
  return best !== undefined && strength(best) !== 'weak' ? { file: best.file, line: 1 } : undefined;
}

/** The page of the closest folder above, or the one that took most of what was in it; the home page last. */
function relativeOf(path: UrlPath, { site, redirects }: SiteSnapshot): Route | undefined {
  const taken = takenOver(redirects);
  for (const folder of foldersAbove(path)) {
    const page = pageAt(folder, site) ?? mostOf(taken.get(urlKey(folder)), site);
    if (page !== undefined) return page;
  }
  return pageAt(urlPath(redirects.context.basePath), site);
}

/** No site lies deeper; an address may. */
const deepest = 12;

/** `/a/b/` and `/a/` for `/a/b/c`. */
function foldersAbove(path: UrlPath): readonly UrlPath[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts
    .slice(0, -1)
    .slice(0, deepest)
    .map((_, at) => urlPath(`/${parts.slice(0, at + 1).join('/')}/`))
    .reverse();
}

function pageAt(url: UrlPath, { routes }: Site): Route | undefined {
  const route = routes.answer(url);
  return route !== undefined && isPage(route) ? route : undefined;
}

/** Of each folder, how many addresses in it lead to which page. */
type Takers = ReadonlyMap<UrlKey, ReadonlyMap<UrlPath, number>>;

const takers = new WeakMap<readonly RedirectRule[], Takers>();

function takenOver({ rules }: RedirectTable): Takers {
  const known = takers.get(rules);
  if (known !== undefined) return known;
  const found = new Map<UrlKey, Map<UrlPath, number>>();
  for (const { source, to } of rules) {
    const [folder] = source.kind === 'exact' ? foldersAbove(source.path) : [];
    if (folder === undefined || !to.startsWith('/')) continue;
    const counts = found.get(urlKey(folder)) ?? new Map<UrlPath, number>();
    const target = urlPath(to);
    counts.set(target, (counts.get(target) ?? 0) + 1);
    found.set(urlKey(folder), counts);
  }
  takers.set(rules, found);
  return found;
}

function mostOf(counts: ReadonlyMap<UrlPath, number> | undefined, site: Site): Route | undefined {
  const ranked = [...(counts ?? [])].sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1));
  for (const [url] of ranked) {
    const page = pageAt(url, site);
    if (page !== undefined) return page;
  }
  return undefined;
}

/** The file that redirects are written in, else the one that configures the site: where all of a site is told. */
export function redirectsPlace({ site, redirects }: Pick<SiteSnapshot, 'site' | 'redirects'>): Place {
  const counts = new Map<RepoPath, number>();
  for (const { file } of redirects.rules) {
    // A rule in a page's front matter is about that page.
    if (site.permalinks.reads(file) === undefined) counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1));
  return { file: most?.[0] ?? fallbackFile(site), line: 1 };
}

function fallbackFile({ detected, routes }: Site): RepoPath {
  return detected.config ?? routes.answer('/' as never)?.file ?? routes.all[0]?.file ?? ('README.md' as RepoPath);
}

/**
 * Red is for large losses: from this many referring domains on, and less than a tenth of what was found. They
 * are ordered by what they cost.
 */
export function withSeverities(findings: readonly Finding[], errorFromDomains: number): Finding[] {
  const most = Math.max(1, Math.ceil(findings.length / 10) - 1);
  let red = 0;
  return findings.map((finding) => {
    if (finding.severity !== 'warning' || red >= most) return finding;
    if ((finding.broken.referringDomains ?? 0) < errorFromDomains) return finding;
    red++;
    return { ...finding, severity: 'error' as const };
  });
}
