/** Rows of the three endpoints, checked field by field: every one of them may be null or missing. */
import type { RowReading, SeenRow } from '../../../core/backlinks/seenRow.ts';
import { bareHost, parsedUrl, webAddress } from '../../../core/backlinks/webAddress.ts';
import type { Backlink, Day } from '../../../core/model.ts';
import { bool, countIn, type Json, type JsonRecord, record, text, wrongType } from '../../disk/json.ts';

/** What is known of all rows of an answer because of what was asked. */
export interface Counted {
  /** Only links that pass rank were counted, so all of them do. */
  readonly dofollowOnly: boolean;
  /** Only what is broken was asked for, so every row is. */
  readonly isBrokenAsked: boolean;
}

/** The fields that name what a row is about. */
export const rowKeys = { domainPage: ['page'], pageSummary: ['url'], backlink: ['url_from', 'url_to'] } as const;

/** A row of `domain_pages`: the crawler's own view of the page, with its time. */
export function domainPage(item: Json, counted: Counted): RowReading {
  const row = record(item);
  if (row === undefined) return noRow(item);
  return pageRow({ address: 'page', row, summary: row.page_summary, prefix: 'page_summary' }, counted, {
    status: httpStatus(row.status_code),
    statusSeen: day(row.fetch_time),
    isBroken: counted.isBrokenAsked || undefined,
  });
}

/** A row of `domain_pages_summary` and of `bulk_pages_summary`: counts only, of all links or of broken ones. */
export function pageSummary(item: Json, counted: Counted): RowReading {
  const row = record(item);
  if (row === undefined) return noRow(item);
  const failing = countIn(row.broken_pages);
  const isBroken = counted.isBrokenAsked || (failing === undefined ? undefined : failing > 0);
  const seen = { status: undefined, statusSeen: undefined, isBroken };
  return pageRow({ address: 'url', row, summary: row, prefix: undefined }, counted, seen);
}

/** A row of `backlinks`: one page elsewhere that links here, whose dates are those of the linking page. */
export function backlinkRow(item: Json, counted: Counted): RowReading {
  const row = record(item);
  if (row === undefined) return noRow(item);
  const link = backlink(item);
  if (link === undefined || webAddress(link.to.trim()) === undefined) {
    const isTarget = webAddress(text(row.url_to)?.trim() ?? '') === undefined;
    const field = isTarget ? 'url_to' : 'url_from';
    return bad(row.url_to, wrongType(field, row[field], 'a web address'));
  }
  return {
    ok: true,
    row: {
      url: link.to,
      status: httpStatus(row.url_to_status_code),
      statusSeen: undefined,
      isBroken: bool(row.is_broken) ?? (counted.isBrokenAsked || undefined),
      isLost: bool(row.is_lost),
      backlinks: 1,
      referringDomains: undefined,
      dofollow: link.dofollow === undefined ? undefined : Number(link.dofollow),
      rank: undefined,
      firstSeen: link.firstSeen,
      lastSeen: link.lastSeen,
      link,
    },
  };
}

/** `undefined` when the row lacks the two addresses. */
export function backlink(item: Json): Backlink | undefined {
  const row = record(item);
  const from = text(row?.url_from);
  const to = text(row?.url_to);
  if (row === undefined || from === undefined || to === undefined) return undefined;
  const host = text(row.domain_from) ?? parsedUrl(from)?.hostname ?? from;
  return {
    from,
    fromDomain: bareHost(host),
    fromTitle: text(row.page_from_title),
    to,
    anchor: text(row.anchor) ?? text(row.alt),
    dofollow: bool(row.dofollow),
    domainRank: countIn(row.domain_from_rank),
    spamScore: countIn(row.backlink_spam_score),
    firstSeen: day(row.first_seen),
    lastSeen: day(row.last_seen),
  };
}

/** Statuses have three digits; another number, such as 0 where no server answered, says nothing of the page. */
export function httpStatus(value: Json | undefined): number | undefined {
  const status = countIn(value);
  return status !== undefined && status >= 100 && status <= 999 ? status : undefined;
}

/** `2026-09-02 03:14:55 +00:00` is `2026-09-02`. */
export function day(value: Json | undefined): Day | undefined {
  return /^\d{4}-\d\d-\d\d(?=\D|$)/.exec(text(value) ?? '')?.[0];
}

interface PageFields {
  readonly row: JsonRecord;
  /** Name of the field with the page's address. */
  readonly address: 'page' | 'url';
  readonly summary: Json | undefined;
  /** Name of the field with the counts; `undefined` where they stand in the row itself. */
  readonly prefix: string | undefined;
}

function pageRow(
  { row, address, summary, prefix }: PageFields,
  counted: Counted,
  seen: Pick<SeenRow, 'status' | 'statusSeen' | 'isBroken'>,
): RowReading {
  const url = text(row[address]);
  if (url === undefined || webAddress(url.trim()) === undefined) {
    return bad(row[address], wrongType(address, row[address], 'a web address'));
  }
  const counts = record(summary);
  if (counts === undefined) return bad(url, wrongType(prefix ?? 'row', summary, 'an object'));
  const backlinks = countIn(counts.backlinks);
  if (backlinks === undefined) {
    const field = prefix === undefined ? 'backlinks' : `${prefix}.backlinks`;
    return bad(url, wrongType(field, counts.backlinks, 'a count'));
  }
  return {
    ok: true,
    row: {
      url,
      ...seen,
      backlinks,
      referringDomains: countIn(counts.referring_domains),
      dofollow: counted.dofollowOnly ? backlinks : dofollowOf(counts, backlinks),
      rank: countIn(counts.rank),
      spamScore: countIn(counts.backlinks_spam_score),
      firstSeen: day(counts.first_seen),
      lastSeen: undefined,
      link: undefined,
    },
  };
}

/**
 * How many links may pass rank. The tally of attributes tells it when `nofollow` is in it; it is cut to its most
 * frequent entry, so that otherwise only "no linking page has a nofollow link" and "one link a page" are certain.
 */
function dofollowOf(counts: Readonly<Record<string, Json>>, backlinks: number): number | undefined {
  const nofollow = countIn(record(counts.referring_links_attributes)?.nofollow);
  if (nofollow !== undefined) return Math.max(0, backlinks - nofollow);
  const nofollowPages = countIn(counts.referring_pages_nofollow);
  if (nofollowPages === 0) return backlinks;
  if (nofollowPages === undefined || countIn(counts.referring_pages) !== backlinks) return undefined;
  return Math.max(0, backlinks - nofollowPages);
}

function noRow(item: Json): RowReading {
  return bad(undefined, wrongType('a row', item, 'an object'));
}

function bad(url: Json | undefined, problem: string): RowReading {
  const shown = typeof url === 'string' ? url : JSON.stringify(url ?? null);
  return { ok: false, bad: { url: shown.slice(0, 500), problem } };
}
