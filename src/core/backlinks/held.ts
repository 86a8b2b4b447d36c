/** What is held of an answer, and what of it a new question may build on. */
import type { Day, Note } from '../model.ts';
import type { Failure } from '../ports.ts';
import { isFresh, isKeepable, type KeptAnswer } from './answers.ts';
import { type ListedAnswer, type RowList, withoutListing } from './listing.ts';
import { allowanceFor, atMost } from './price.ts';
import type { BacklinkRequest, Quote } from './source.ts';

/** A new list that was interrupted is taken up again for so long; after that, whoever wants a new one wants it new. */
const takenUpDays = 1;

/** Whether a kept answer says as much as a new one would. */
export function answersAll(kept: KeptAnswer<ListedAnswer>, { maximumRows, capMicros }: BacklinkRequest): boolean {
  const { value, limitMicros } = kept;
  if (!isKeepable(value)) return false;
  if (!value.truncated) return true;
  if (value.listing?.isInterrupted) return false;
  if (kept.maximumRows < maximumRows) return false;
  // What money cut off goes on when more may be spent, and not with each run by as much again.
  return limitMicros === undefined || capMicros === undefined || capMicros <= limitMicros;
}

/** Where a list goes on, and where its parts are kept meanwhile. */
export interface Held {
  readonly listing: RowList;
  /** A new list that an older answer stands in for, until it is whole. */
  readonly isBeside: boolean;
}

/** The rows a request need not pay for; `undefined` where it begins anew. `found` may be too old to be shown. */
export function heldFor(
  found: KeptAnswer<ListedAnswer> | undefined,
  refresh: boolean,
  today: Day,
  keptDays: number,
): Held | undefined {
  if (found === undefined) return undefined;
  const within = refresh ? takenUpDays : keptDays;
  const usable = (kept: KeptAnswer<ListedAnswer> | undefined): RowList | undefined => {
    const listing = kept?.value.listing;
    const isOpen = listing?.next !== undefined && (!refresh || listing.isInterrupted);
    return listing !== undefined && isOpen && isFresh(listing.asked, today, within) ? listing : undefined;
  };
  const [beside, own] = [usable(found.part), usable(found)];
  const of = (listing: RowList | undefined, isBeside: boolean): Held | undefined => listing && { listing, isBeside };
  return refresh ? (of(beside, true) ?? of(own, false)) : (of(own, false) ?? of(beside, true));
}

/** What is held in place of what could not be had, or was not allowed: said, and never the whole. */
export function heldInstead(kept: KeptAnswer<ListedAnswer>, why: Failure | Quote): ListedAnswer {
  const { value } = kept;
  const { listing } = value;
  const reason = 'message' in why ? why.message : notAllowed(why);
  const missing = listing === undefined ? undefined : Math.max(0, listing.total - listing.rows);
  const message =
    missing === undefined
      ? `More rows were wanted than are stored: ${reason}`
      : `${listing?.rows} of ${listing?.total} rows are stored; the others are missing: ${reason}`;
  const others = (value.gaps ?? []).filter(({ kind }) => kind !== 'missing-rows');
  return {
    ...withoutListing(value),
    costMicros: 0,
    gaps: [...others, { kind: 'missing-rows', count: missing, message }],
  };
}

function notAllowed({ highestMicros }: Quote): string {
  return `they cost ${atMost(highestMicros)}. Allow it with --max-cost ${allowanceFor(highestMicros)}, or confirm it in the editor.`;
}

/** Told before anything is paid. */
export function heldNote({ rows, asked }: RowList): Note {
  const some = rows === 1 ? '1 row is' : `${rows.toLocaleString('en-US')} rows are`;
  return { message: `${some} stored since ${asked} and not paid for again; this price is for the rest.` };
}
