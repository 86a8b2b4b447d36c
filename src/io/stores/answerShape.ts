/** Whether a kept answer can be relied on: these files are our own, but may be cut off, edited, or of a later version. */
import type { PaidCall } from '../../core/backlinks/source.ts';
import { bool, countIn, type Json, type JsonRecord, listIn, number, record, text } from '../disk/json.ts';

/** Fields that are not known here are no fault. */
export const looksLike: Readonly<Record<PaidCall, (value: Json | undefined) => boolean>> = {
  pages: (value) => {
    const answer = record(value);
    return (
      text(answer?.asked) !== undefined &&
      Array.isArray(answer?.pages) &&
      listIn(answer.pages).every(isPage) &&
      Array.isArray(answer.leftOut) &&
      listIn(answer.leftOut).every((each) => typeof record(each)?.url === 'string') &&
      Array.isArray(answer.notes) &&
      typeof answer.truncated === 'boolean' &&
      (answer.gaps === undefined || (Array.isArray(answer.gaps) && listIn(answer.gaps).every(isGap)))
    );
  },
  referrers: (value) => {
    const answer = record(value);
    return Array.isArray(answer?.links) && listIn(answer.links).every(isLink) && number(answer.total) !== undefined;
  },
  summary: (value) => number(record(value)?.costMicros) !== undefined,
  counts: (value) => {
    const { addresses } = record(value) ?? {};
    const isCounted = (each: JsonRecord | undefined) =>
      text(each?.url) !== undefined && text(each?.asked) !== undefined && countIn(each?.backlinks) !== undefined;
    return Array.isArray(addresses) && addresses.every((each) => isCounted(record(each)));
  },
  trend: (value) => {
    const { months } = record(value) ?? {};
    return Array.isArray(months) && months.every((each) => text(record(each)?.month) !== undefined);
  },
};

/** An answer with the list of its rows, and that of the part beside it, as far as they can be relied on. */
export function withSoundListings(kept: JsonRecord): JsonRecord {
  const value = record(kept.value);
  const { listing, ...answer } = value ?? {};
  const sound = listing === undefined || isListing(listing) ? kept : { ...kept, value: answer };
  const part = record(kept.part);
  if (part === undefined) return sound;
  const { part: _, ...others } = sound;
  const isSound = text(part.asked) !== undefined && countIn(part.maximumRows) !== undefined;
  return isSound && looksLike.pages(part.value) ? { ...others, part: withSoundListings(part) } : others;
}

function isListing(value: Json): boolean {
  const listing = record(value);
  return (
    text(listing?.asked) !== undefined &&
    countIn(listing?.rows) !== undefined &&
    countIn(listing?.total) !== undefined &&
    bool(listing?.isInterrupted) !== undefined &&
    (listing?.links === undefined || (Array.isArray(listing.links) && listIn(listing.links).every(isLink))) &&
    Array.isArray(listing?.readings) &&
    listIn(listing.readings).every(isReading)
  );
}

function isReading(value: Json): boolean {
  const reading = record(value);
  const row = record(reading?.ok === true ? reading.row : reading?.bad);
  if (text(row?.url) === undefined) return false;
  if (reading?.ok !== true) return text(row?.problem) !== undefined;
  const isCounted = row?.backlinks === undefined || countIn(row.backlinks) !== undefined;
  return isCounted && (row?.link === undefined || isLink(row.link));
}

function isPage(value: Json): boolean {
  const page = record(value);
  return (
    text(page?.url) !== undefined &&
    text(page?.path) !== undefined &&
    (page?.backlinks === undefined || countIn(page.backlinks) !== undefined) &&
    (page?.referringDomains === undefined || countIn(page.referringDomains) !== undefined) &&
    listIn(page?.spellings).every((each) => typeof each === 'string') &&
    Array.isArray(page?.spellings) &&
    Array.isArray(page.referrers) &&
    listIn(page.referrers).every(isLink)
  );
}

function isGap(value: Json): boolean {
  return text(record(value)?.kind) !== undefined && text(record(value)?.message) !== undefined;
}

function isLink(value: Json): boolean {
  const link = record(value);
  return text(link?.from) !== undefined && text(link?.to) !== undefined;
}
