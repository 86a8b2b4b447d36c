/** Rows of the three endpoints, checked field by field: every one of them may be null or missing. */
import type { RowReading } from '../../core/backlinks/seenRow.ts';
import { bareHost } from '../../core/backlinks/webAddress.ts';
import type { Backlink, Day } from '../../core/model.ts';
import { bool, count, type Json, record, text } from '../json.ts';

export interface Counted {
  /** Only links that pass rank were counted, so all of them do. */
  readonly dofollowOnly: boolean;
}

/** A row of `domain_pages`: the crawler's own view of the page, with its time. */
export function domainPage(item: Json, counted: Counted): RowReading {
  const row = record(item);
  return pageRow(row?.page, row?.page_summary, counted, {
    status: count(row?.status_code),
    statusSeen: day(row?.fetch_time),
  });
}

/** A row of `domain_pages_summary`: counts only; that it is broken was asked for. */
export function pageSummary(item: Json, counted: Counted): RowReading {
  return pageRow(record(item)?.url, item, counted, { status: undefined, statusSeen: undefined });
}

/** A row of `backlinks`: one page elsewhere that links here, whose dates are those of the linking page. */
export function backlinkRow(item: Json): RowReading {
  const row = record(item);
  const link = backlink(item);
  if (row === undefined || link === undefined) return bad(row?.url_to, 'the row names no linking page or no target');
  if (row.is_broken === false) return bad(link.to, 'the row says the target is not broken');
  return {
    ok: true,
    row: {
      url: link.to,
      status: count(row.url_to_status_code),
      statusSeen: undefined,
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
  const host = text(row.domain_from) ?? (URL.canParse(from) ? new URL(from).hostname : from);
  return {
    from,
    fromDomain: bareHost(host),
    fromTitle: text(row.page_from_title),
    to,
    anchor: text(row.anchor) ?? text(row.alt),
    dofollow: bool(row.dofollow),
    domainRank: count(row.domain_from_rank),
    firstSeen: day(row.first_seen),
    lastSeen: day(row.last_seen),
  };
}

/** `2026-09-02 03:14:55 +00:00` is `2026-09-02`. */
export function day(value: Json | undefined): Day | undefined {
  return /^\d{4}-\d\d-\d\d(?=\D|$)/.exec(text(value) ?? '')?.[0];
}

function pageRow(
  address: Json | undefined,
  summary: Json | undefined,
  counted: Counted,
  seen: { readonly status: number | undefined; readonly statusSeen: Day | undefined },
): RowReading {
  const url = text(address);
  const counts = record(summary);
  if (url === undefined) return bad(address, 'the row names no page');
  const backlinks = count(counts?.backlinks);
  if (counts === undefined || backlinks === undefined) return bad(url, 'the row has no count of backlinks');
  return {
    ok: true,
    row: {
      url,
      ...seen,
      backlinks,
      referringDomains: count(counts.referring_domains),
      dofollow: counted.dofollowOnly ? backlinks : dofollowOf(counts, backlinks),
      rank: count(counts.rank),
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
  const nofollow = count(record(counts.referring_links_attributes)?.nofollow);
  if (nofollow !== undefined) return Math.max(0, backlinks - nofollow);
  const nofollowPages = count(counts.referring_pages_nofollow);
  if (nofollowPages === 0) return backlinks;
  if (nofollowPages === undefined || count(counts.referring_pages) !== backlinks) return undefined;
  return Math.max(0, backlinks - nofollowPages);
}

function bad(url: Json | undefined, problem: string): RowReading {
  const shown = typeof url === 'string' ? url : JSON.stringify(url ?? null);
  return { ok: false, bad: { url: shown.slice(0, 500), problem } };
}
