/** Answers of the API that somebody saved to files: no account, no request, no cost. */
import { brokenPages, type SiteScope } from '../../core/backlinks/brokenPages.ts';
import type { RowReading } from '../../core/backlinks/seenRow.ts';
import type { BacklinkAnswer, BrokenPage, Day } from '../../core/model.ts';
import { urlKey } from '../../core/paths.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { list, record } from '../json.ts';
import { readEnvelope } from './envelope.ts';
import { backlinkRow, day, domainPage, pageSummary } from './rows.ts';

export interface SavedFile {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

const readers = {
  backlinks_domain_page: domainPage,
  backlinks_page_summary: pageSummary,
  backlink: backlinkRow,
} as const;

/**
 * Reads bodies of `domain_pages`, `domain_pages_summary` and `backlinks`. Where pages were saved, rows of single links
 * only name their referrers, as both count the same links. A failure names the file.
 */
export function readSavedAnswers(files: readonly SavedFile[], scope: SiteScope, today: Day): Result<BacklinkAnswer> {
  const pageRows: RowReading[] = [];
  const linkRows: RowReading[] = [];
  let truncated = false;
  for (const { name, text } of files) {
    const envelope = readEnvelope(text);
    if (envelope === undefined) {
      return failed('bad-answer', `${name} is no answer of DataForSEO's API: save the whole JSON body of the request.`);
    }
    if (envelope.code !== 20000) {
      return failed('bad-answer', `${name} holds an error, ${envelope.code}: ${envelope.message}`);
    }
    for (const result of envelope.results.map(record)) {
      const items = list(result?.items);
      truncated ||= typeof result?.total_count === 'number' && result.total_count > items.length;
      for (const item of items) {
        const type = record(item)?.type;
        if (typeof type !== 'string' || !(type in readers)) {
          return failed('bad-answer', `${name} has rows of another kind than pages and backlinks (${String(type)}).`);
        }
        const kind = type as keyof typeof readers;
        (kind === 'backlink' ? linkRows : pageRows).push(readers[kind](item, { dofollowOnly: false }));
      }
    }
  }
  const byLink = brokenPages(linkRows, scope);
  const found = pageRows.length === 0 ? byLink : brokenPages(pageRows, scope);
  return success({
    source: 'file',
    asked: newest(found.pages) ?? today,
    pages: pageRows.length === 0 ? found.pages : withReferrers(found.pages, byLink.pages),
    leftOut: found.leftOut,
    truncated,
    costMicros: 0,
    notes: [],
  });
}

function withReferrers(pages: readonly BrokenPage[], linked: readonly BrokenPage[]): readonly BrokenPage[] {
  const referrers = new Map(linked.map((page) => [urlKey(page.path), page.referrers]));
  return pages.map((page) => ({ ...page, referrers: referrers.get(urlKey(page.path)) ?? page.referrers }));
}

/** A saved answer does not say when it was asked; its newest visit is the latest it can be sure of. */
function newest(pages: readonly BrokenPage[]): Day | undefined {
  return pages
    .map((page) => day(page.statusSeen) ?? page.lastSeen)
    .filter((seen) => seen !== undefined)
    .sort()
    .at(-1);
}
