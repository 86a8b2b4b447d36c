/** What the stand-in knows of the web: pages of sites as a crawler saw them, and links to them. Plain data, JSON too. */
import type { CrawlData } from './onPage.ts';

export interface DataSet {
  readonly pages: readonly CrawledPage[];
  readonly links: readonly Link[];
  /** Of the whole site, as of the first of each month. */
  readonly months?: readonly HistoryMonth[];
  /** What a crawl of the site finds. */
  readonly crawl?: CrawlData;
}

export interface HistoryMonth {
  /** `2026-10-01` */
  readonly date: string;
  readonly backlinks: number | null;
  readonly referring_domains: number | null;
  readonly broken_backlinks: number | null;
  readonly broken_pages: number | null;
}

export interface CrawledPage {
  /** As the crawler wrote it: scheme, `www.`, query and all. */
  readonly url: string;
  /** `null`: not crawled yet. */
  readonly status: number | null;
  /** `2026-09-02 03:14:55 +00:00`, or a day. */
  readonly fetchTime?: string | null;
  readonly firstVisited?: string | null;
  readonly previousVisit?: string | null;
  readonly location?: string | null;
  readonly title?: string | null;
  readonly rank?: number;
  readonly spamScore?: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly fromTitle?: string | null;
  readonly fromStatus?: number;
  readonly fromLanguage?: string | null;
  readonly type?: 'anchor' | 'image' | 'link' | 'meta' | 'canonical' | 'alternate' | 'redirect';
  readonly anchor?: string | null;
  readonly alt?: string | null;
  /** `nofollow`, `ugc`, `sponsored`, `noopener` … */
  readonly attributes?: readonly string[] | null;
  /** By default: no attribute speaks against it. */
  readonly dofollow?: boolean;
  readonly rank?: number;
  readonly pageRank?: number;
  readonly domainRank?: number;
  readonly platform?: readonly string[] | null;
  readonly ip?: string;
  readonly country?: string | null;
  readonly place?: string | null;
  readonly firstSeen?: string;
  readonly previousSeen?: string | null;
  readonly lastSeen?: string;
  readonly isLost?: boolean;
  /** How often the same link stands on the page. */
  readonly times?: number;
}

export function isDataSet(value: unknown): value is DataSet {
  const set = value as Partial<DataSet> | null;
  return (
    Array.isArray(set?.pages) &&
    Array.isArray(set.links) &&
    set.pages.every((page) => typeof page.url === 'string') &&
    set.links.every((link) => typeof link.from === 'string' && typeof link.to === 'string')
  );
}

/** `2026-09-02` and `2026-09-02 03:14:55 +00:00` both become the long form. */
export function timeOf(value: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(value) ? `${value} 00:00:00 +00:00` : value;
}
