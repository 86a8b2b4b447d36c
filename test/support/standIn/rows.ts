/** Rows as the API writes them, every documented field present. */
import { type CrawledPage, type Link, timeOf } from './dataSet.ts';
import { hostOf, mainDomain } from './hosts.ts';
import type { Metrics } from './metrics.ts';
import type { WireRow } from './wire.ts';

const defaultFirst = '2024-01-15 10:00:00 +00:00';
const defaultLast = '2026-09-20 10:00:00 +00:00';

/** A link together with what the index knows of its target: a row of `backlinks/live` before collapsing. */
export function backlinkRow(link: Link, target: CrawledPage | undefined): WireRow {
  const host = hostOf(link.from);
  const attributes = link.attributes ?? null;
  const refused = attributes?.some((name) => ['nofollow', 'ugc', 'sponsored'].includes(name)) ?? false;
  const status = target?.status ?? null;
  const previous = link.previousSeen === undefined ? null : link.previousSeen;
  return {
    type: 'backlink',
    domain_from: host,
    url_from: link.from,
    url_from_https: link.from.startsWith('https:'),
    domain_to: hostOf(link.to),
    url_to: link.to,
    url_to_https: link.to.startsWith('https:'),
    tld_from: host.split('.').at(-1) ?? '',
    is_new: previous === null,
    is_lost: link.isLost ?? false,
    backlink_spam_score: 0,
    rank: link.rank ?? 0,
    page_from_rank: link.pageRank ?? 0,
    domain_from_rank: link.domainRank ?? 0,
    domain_from_platform_type: link.platform ?? null,
    domain_from_is_ip: /^[\d.]+$/.test(host),
    domain_from_ip: link.ip ?? '198.51.100.7',
    domain_from_country: link.country ?? null,
    page_from_external_links: 12,
    page_from_internal_links: 40,
    page_from_size: 64_000,
    page_from_encoding: 'utf-8',
    page_from_language: link.fromLanguage ?? 'en',
    page_from_title: link.fromTitle ?? null,
    page_from_status_code: link.fromStatus ?? 200,
    first_seen: timeOf(link.firstSeen ?? defaultFirst),
    prev_seen: previous === null ? null : timeOf(previous),
    last_seen: timeOf(link.lastSeen ?? defaultLast),
    item_type: link.type ?? 'anchor',
    attributes: attributes === null ? null : [...attributes],
    dofollow: link.dofollow ?? !refused,
    original: false,
    alt: link.alt ?? null,
    image_url: null,
    anchor: link.anchor ?? null,
    text_pre: null,
    text_post: null,
    semantic_location: link.place ?? null,
    links_count: link.times ?? 1,
    group_count: 0,
    is_broken: status !== null && status >= 400,
    url_to_status_code: status,
    url_to_spam_score: 0,
    url_to_redirect_target: target?.location ?? null,
    ranked_keywords_info: null,
    is_indirect_link: false,
    indirect_link_path: null,
  };
}

/** A row of `domain_pages/live`. */
export function domainPageRow(page: CrawledPage, metrics: Metrics): WireRow {
  const host = hostOf(page.url);
  return {
    type: 'backlinks_domain_page',
    main_domain: mainDomain(host),
    domain: host,
    tld: host.split('.').at(-1) ?? '',
    page: page.url,
    ip: '203.0.113.10',
    first_visited: time(page.firstVisited === undefined ? defaultFirst : page.firstVisited),
    prev_visited: time(page.previousVisit),
    fetch_time: time(page.fetchTime === undefined && page.status !== null ? defaultLast : page.fetchTime),
    status_code: page.status,
    location: page.location ?? null,
    size: 5120,
    encoded_size: 1411,
    content_encoding: 'gzip',
    media_type: 'text/html',
    server: 'nginx',
    meta: page.title === undefined || page.title === null ? null : meta(page.title),
    page_summary: metrics,
  };
}

/** A row of `domain_pages_summary/live` and `bulk_pages_summary/live`. */
export function pageSummaryRow(url: string, metrics: Metrics): WireRow {
  return { type: 'backlinks_page_summary', url, ...metrics };
}

function time(value: string | null | undefined): string | null {
  return value === null || value === undefined ? null : timeOf(value);
}

function meta(title: string): WireRow {
  return {
    title,
    canonical: null,
    internal_links_count: 12,
    external_links_count: 0,
    images_count: 1,
    words_count: 44,
    page_spam_score: 0,
    social_media_tags: null,
    h1: [title],
    h2: null,
    h3: null,
    images_alt: null,
    powered_by: null,
    language: 'en',
    charset: 'utf-8',
    platform_type: ['unknown'],
    technologies: null,
  };
}
