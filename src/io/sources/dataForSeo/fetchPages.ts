/** The broken pages of a site, by the first plan that is not refused; from where an earlier run of it was interrupted. */

import { rowGaps, unknownDomainsNote } from '../../../core/backlinks/answerGaps.ts';
import { brokenPages } from '../../../core/backlinks/brokenPages.ts';
import { distinctReadings, type ListedAnswer } from '../../../core/backlinks/listing.ts';
import { linksFor, withLinksOf } from '../../../core/backlinks/pageLinks.ts';
import type { RowReading } from '../../../core/backlinks/seenRow.ts';
import { isHostOf, type SiteTarget, targetAddress } from '../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, Keeping, Quote } from '../../../core/backlinks/source.ts';
import { webAddress } from '../../../core/backlinks/webAddress.ts';
import type { Backlink, BrokenPage, Gap, Note } from '../../../core/model.ts';
import { type Failure, failed, type Progress, type Result, success } from '../../../core/ports.ts';
import { firstAccepted, type SiteRows } from './accepted.ts';
import type { Account } from './account.ts';
import { Budget } from './budget.ts';
import type { Connection } from './client.ts';
import { type Continuation, continuationOf, keptContinuation } from './continuation.ts';
import { linksOfSite, unlinkedNote } from './pageLinks.ts';
import { possiblePlans, separateTargets } from './plans.ts';
import { gapsIn, notesOn } from './rowNotes.ts';

/** What one fetch of pages needs besides its request. */
export interface PageFetch extends Keeping {
  readonly connection: Connection;
  readonly account: Account;
  readonly isSandbox: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** One fetch as a whole: its request, what it may cost, and what was had before it. */
interface Fetch extends PageFetch {
  readonly request: BacklinkRequest;
  readonly quote: Quote;
  readonly budget: Budget;
  readonly from: Continuation | undefined;
}

/** What was read so far. */
interface Parts {
  readonly readings: readonly RowReading[];
  readonly notes: readonly Note[];
  readonly gaps: readonly Gap[];
  /** Rows that were paid for, in earlier runs too, and all there are. */
  readonly rows: number;
  readonly total: number;
  readonly truncated: boolean;
  /** Who links to the pages, as far as it was asked for beside them. */
  readonly links: readonly Backlink[];
  readonly isInterrupted: boolean;
  /** Addresses of the sites of which all was had. */
  readonly done: readonly string[];
  readonly next: Continuation | undefined;
}

export async function fetchBrokenPages(
  run: PageFetch,
  request: BacklinkRequest,
  quote: Quote,
): Promise<Result<ListedAnswer>> {
  const from = continuationOf(run.held);
  const budget = new Budget(quote.highestMicros);
  const fetch: Fetch = { ...run, connection: waitingAloud(run), request, quote, budget, from };
  const { readings = [], rows: held = 0, total = 0, links = [] } = (from && run.held) ?? {};
  const nothing = { notes: [], gaps: [], truncated: false, isInterrupted: false, next: undefined };
  let parts: Parts = { readings, rows: held, total, links, done: from?.done ?? [], ...nothing };
  let candidates = possiblePlans(run.account.filterKeys, request.asLinks);

  for (const target of separateTargets(request)) {
    if (parts.done.includes(targetAddress(target))) continue;
    if (parts.rows - held >= quote.maximumRows) {
      parts = notAsked(parts, target);
      continue;
    }
    const left = quote.maximumRows - (parts.rows - held);
    const at = from?.at?.target === targetAddress(target) ? from.at : undefined;
    const before = parts;
    const onPart = async (rows: SiteRows) => fetch.keepPart?.(answerFrom(fetch, withRows(fetch, before, target, rows)));
    const asked = await firstAccepted({ ...fetch, at, onPart }, candidates, target, left);
    if (!asked.result.ok) {
      const { failure } = asked.result;
      if (parts.readings.length === 0) return failed(failure.kind, failure.message);
      parts = stoppedBefore(parts, target, from, failure);
      break;
    }
    // What one target refused, the next would refuse too.
    if (candidates.includes(asked.plan)) candidates = candidates.slice(candidates.indexOf(asked.plan));
    parts = withRows(fetch, parts, target, { ...asked, rows: asked.result.value });
    if (asked.result.value.stopped !== undefined) break;
  }
  return success(answerFrom(fetch, await withLinks(fetch, parts)));
}

/** Of a list that is whole as far as it was wanted; each answer is kept before its price is noted, like the list. */
async function withLinks(fetch: Fetch, before: Parts): Promise<Parts> {
  const { request, quote, signal, progress, keepPart } = fetch;
  let left = quote.referrerRows ?? 0;
  let parts = before;
  for (const target of parts.isInterrupted ? [] : separateTargets(request)) {
    const { pages } = brokenPages(parts.readings, { ...request, targets: [target] });
    // The strongest come first, so that those which are held of an earlier run are the beginning of the list.
    const had = parts.links.filter(({ to }) => isHostOf(webAddress(to)?.hostname ?? '', target, true)).length;
    const known = pages.reduce((sum, { backlinks }) => sum + (backlinks ?? Number.POSITIVE_INFINITY), 0);
    const limit = Math.min(left, linksFor(unlinked(pages, parts.links).length), known - had);
    if (limit < 1 || signal.aborted) continue;
    progress.report('Asking DataForSEO who links');
    const { links, rows, notes, settle } = await linksOfSite(fetch, target, { offset: had, limit });
    left -= rows;
    const all = [...parts.links, ...links];
    const told = unlinkedNote(unlinked(pages, all).length, links.length);
    parts = { ...parts, links: all, notes: [...parts.notes, ...notes, ...told] };
    if (rows > 0) await keepPart?.(answerFrom(fetch, parts));
    await settle();
  }
  return parts;
}

function unlinked(pages: readonly BrokenPage[], links: readonly Backlink[]): readonly BrokenPage[] {
  return withLinksOf(pages, links).filter(({ referrers }) => referrers.length === 0);
}

function withRows(
  fetch: Fetch,
  before: Parts,
  target: SiteTarget,
  { plan, sorted, isLong: long, rows }: SiteRows,
): Parts {
  const { request, quote, from } = fetch;
  const counted = { dofollowOnly: request.dofollowOnly, isBrokenAsked: true };
  const address = targetAddress(target);
  const had = rows.before + rows.items.length;
  const earlier = from?.at?.target === address ? from.at.total : undefined;
  const at = rows.next && {
    target: address,
    plan,
    sorted,
    isLong: long,
    place: rows.next,
    rows: had,
    total: rows.total,
  };
  return {
    links: before.links,
    readings: distinctReadings([...before.readings, ...rows.items.map((item) => plan.read(item, counted))]),
    notes: [...before.notes, ...notesOn(rows, plan, quote, earlier)],
    gaps: [...before.gaps, ...gapsIn(rows)],
    rows: before.rows + rows.items.length,
    total: before.rows - rows.before + rows.total,
    truncated: before.truncated || rows.total > had || rows.partial || rows.stopped !== undefined,
    isInterrupted: rows.stopped !== undefined,
    done: at === undefined ? [...before.done, address] : before.done,
    // What the API itself calls incomplete is asked for from its beginning.
    next: rows.partial ? undefined : (before.next ?? (at && { done: before.done, at })),
  };
}

function notAsked(parts: Parts, target: SiteTarget): Parts {
  const message = `${targetAddress(target)} was not asked about: the limit of rows was reached before.`;
  const next = parts.next ?? { done: parts.done };
  return { ...parts, truncated: true, notes: [...parts.notes, { message }], next };
}

/** Nothing was had of a site in this run; what is held of others, or of itself, stays. */
function stoppedBefore(parts: Parts, target: SiteTarget, from: Continuation | undefined, failure: Failure): Parts {
  const address = targetAddress(target);
  const at = from?.at?.target === address ? from.at : undefined;
  const missing = at && at.total - at.rows;
  const what = at === undefined ? `${address} is missing` : `${missing} of ${at.total} rows are missing`;
  const message = `${what}: ${failure.message}`;
  return {
    ...parts,
    notes: [...parts.notes, { message }],
    gaps: [...parts.gaps, { kind: 'missing-rows', count: missing, message }],
    truncated: true,
    isInterrupted: true,
    next: parts.next ?? { done: parts.done, at },
  };
}

function answerFrom({ connection, request, budget, held, from }: Fetch, parts: Parts): ListedAnswer {
  const { readings, notes, gaps, rows, total, truncated, links, isInterrupted, next } = parts;
  const found = brokenPages(readings, request);
  const today = new Date(connection.now()).toISOString().slice(0, 10);
  const asked = (from && held?.asked) ?? today;
  return {
    source: 'dataforseo',
    asked,
    pages: withLinksOf(found.pages, links),
    leftOut: found.leftOut,
    truncated,
    costMicros: budget.spent,
    notes: unique([...notes, ...unknownDomainsNote(found.pages)]),
    gaps: [...gaps, ...rowGaps(readings, request)],
    listing: {
      asked,
      readings,
      rows,
      total,
      ...(links.length > 0 && { links }),
      isInterrupted,
      next: next && keptContinuation(next),
    },
  };
}

/** A pause of up to a minute before the second try is a step of its own. */
function waitingAloud({ connection, progress }: PageFetch): Connection {
  return {
    ...connection,
    wait: (milliseconds, signal) => {
      progress.report(`Waiting ${Math.ceil(milliseconds / 1000)} s to ask DataForSEO again`);
      return connection.wait(milliseconds, signal);
    },
  };
}

function unique(notes: readonly Note[]): readonly Note[] {
  return [...new Map(notes.map((note) => [note.message, note])).values()];
}
