/** Rows of a crawl: pages and resources that fail, and links of the site's own pages to them. Any field may be null. */
import type { RowReading, SeenRow } from '../../../../core/backlinks/seenRow.ts';
import { bareHost, webAddress } from '../../../../core/backlinks/webAddress.ts';
import { bool, type Json, type JsonRecord, record, text, wrongType } from '../../../disk/json.ts';
import { day, httpStatus } from '../rows.ts';
import type { CrawlList } from './crawlTask.ts';

/** How the rows of a list are read. */
export function crawlRow(path: CrawlList['path'], item: Json): RowReading {
  const row = record(item);
  if (row === undefined) return bad(item, wrongType('a row', item, 'an object'));
  return path === 'on_page/links' ? linkRow(row) : pageRow(row);
}

const uncounted = {
  backlinks: undefined,
  referringDomains: undefined,
  dofollow: undefined,
  rank: undefined,
  firstSeen: undefined,
  lastSeen: undefined,
  link: undefined,
} satisfies Partial<SeenRow>;

/** A page or a resource: what it answered, and when. */
function pageRow(row: JsonRecord): RowReading {
  const url = addressIn(row, 'url');
  if (url === undefined) return bad(row.url, wrongType('url', row.url, 'a web address'));
  const isBroken = bool(record(row.checks)?.is_broken) ?? (text(row.resource_type) === 'broken' || undefined);
  const status = httpStatus(row.status_code);
  return { ok: true, row: { ...uncounted, url, status, statusSeen: day(row.fetch_time), isBroken } };
}

/** A link of one of the site's own pages. */
function linkRow(row: JsonRecord): RowReading {
  const [from, to] = [addressIn(row, 'link_from'), addressIn(row, 'link_to')];
  if (to === undefined) return bad(row.link_to, wrongType('link_to', row.link_to, 'a web address'));
  if (from === undefined) return bad(row.link_to, wrongType('link_from', row.link_from, 'a web address'));
  const dofollow = bool(row.dofollow);
  const link = {
    from,
    fromDomain: bareHost(webAddress(from)?.hostname ?? ''),
    fromTitle: undefined,
    to,
    anchor: text(row.text),
    dofollow,
    domainRank: undefined,
    firstSeen: undefined,
    lastSeen: undefined,
  };
  const counted = { backlinks: 1, dofollow: dofollow === undefined ? undefined : Number(dofollow), link };
  const status = httpStatus(row.page_to_status_code);
  const isBroken = bool(row.is_broken);
  return { ok: true, row: { ...uncounted, ...counted, url: to, status, statusSeen: undefined, isBroken } };
}

/** As it is written, where it is one. */
function addressIn(row: JsonRecord, field: string): string | undefined {
  const address = text(row[field])?.trim();
  return address === undefined || webAddress(address) === undefined ? undefined : address;
}

function bad(url: Json | undefined, problem: string): RowReading {
  const shown = typeof url === 'string' ? url : JSON.stringify(url ?? null);
  return { ok: false, bad: { url: shown.slice(0, 500), problem } };
}
