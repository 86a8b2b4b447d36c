/** The block of link figures that stands in every answer about a site or a page, counted from rows of links. */
import { mainDomain } from './hosts.ts';
import type { Wire, WireRow } from './wire.ts';

export type Metrics = WireRow;

export interface MetricsOf {
  /** Rows of `backlinks/live`, not collapsed. */
  readonly links: readonly WireRow[];
  readonly brokenPages: number;
  readonly rank: number;
  readonly spamScore: number;
  readonly lostDate: string | null;
  /** Length of the tallies. */
  readonly listLimit: number;
}

export function metricsOf(of: MetricsOf): Metrics {
  const { links } = of;
  const nofollow = links.filter((link) => link.dofollow === false);
  const domain = (link: WireRow): string => String(link.domain_from);
  const main = (link: WireRow): string => mainDomain(domain(link));
  const page = (link: WireRow): string => String(link.url_from);
  const subnet = (link: WireRow): string => String(link.domain_from_ip).replace(/\.\d+$/, '');
  const tally = (values: (link: WireRow) => readonly Wire[]): Wire => tallied(links.flatMap(values), of.listLimit);
  return {
    first_seen: links.map((link) => String(link.first_seen)).sort()[0] ?? null,
    lost_date: of.lostDate,
    rank: of.rank,
    backlinks: links.length,
    backlinks_spam_score: of.spamScore,
    broken_backlinks: links.filter((link) => link.is_broken === true).length,
    broken_pages: of.brokenPages,
    referring_domains: distinct(links, domain),
    referring_domains_nofollow: distinct(nofollow, domain),
    referring_main_domains: distinct(links, main),
    referring_main_domains_nofollow: distinct(nofollow, main),
    referring_ips: distinct(links, (link) => String(link.domain_from_ip)),
    referring_subnets: distinct(links, subnet),
    referring_pages: distinct(links, page),
    referring_pages_nofollow: distinct(nofollow, page),
    referring_links_tld: tally((link) => [link.tld_from ?? '']),
    referring_links_types: tally((link) => [link.item_type ?? '']),
    referring_links_attributes: tally((link) => (link.attributes ?? []) as readonly Wire[]),
    referring_links_platform_types: tally((link) => (link.domain_from_platform_type ?? ['unknown']) as readonly Wire[]),
    referring_links_semantic_locations: tally((link) => [link.semantic_location ?? '']),
    referring_links_countries: tally((link) => [link.domain_from_country ?? '']),
  };
}

function distinct(links: readonly WireRow[], of: (link: WireRow) => string): number {
  return new Set(links.map(of)).size;
}

/** The most frequent values with their counts; null when there is none. */
function tallied(values: readonly Wire[], limit: number): Wire {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  if (counts.size === 0) return null;
  return Object.fromEntries([...counts].sort(([, few], [, many]) => many - few).slice(0, limit));
}
