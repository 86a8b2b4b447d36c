/** Whether a kept answer can be relied on: these files are our own, but may be cut off, edited, or of a later version. */
import type { PaidCall } from '../../core/backlinks/source.ts';
import { count, type Json, list, number, record, text } from '../disk/json.ts';

/** Fields that are not known here are no fault. */
export const looksLike: Readonly<Record<PaidCall, (value: Json | undefined) => boolean>> = {
  pages: (value) => {
    const answer = record(value);
    return (
      text(answer?.asked) !== undefined &&
      Array.isArray(answer?.pages) &&
      list(answer.pages).every(isPage) &&
      Array.isArray(answer.leftOut) &&
      list(answer.leftOut).every((each) => typeof record(each)?.url === 'string') &&
      Array.isArray(answer.notes) &&
      typeof answer.truncated === 'boolean' &&
      (answer.gaps === undefined || (Array.isArray(answer.gaps) && list(answer.gaps).every(isGap)))
    );
  },
  referrers: (value) => {
    const answer = record(value);
    return Array.isArray(answer?.links) && list(answer.links).every(isLink) && number(answer.total) !== undefined;
  },
  summary: (value) => number(record(value)?.costMicros) !== undefined,
};

function isPage(value: Json): boolean {
  const page = record(value);
  return (
    text(page?.url) !== undefined &&
    text(page?.path) !== undefined &&
    (page?.backlinks === undefined || count(page.backlinks) !== undefined) &&
    (page?.referringDomains === undefined || count(page.referringDomains) !== undefined) &&
    list(page?.spellings).every((each) => typeof each === 'string') &&
    Array.isArray(page?.spellings) &&
    Array.isArray(page.referrers) &&
    list(page.referrers).every(isLink)
  );
}

function isGap(value: Json): boolean {
  return text(record(value)?.kind) !== undefined && text(record(value)?.message) !== undefined;
}

function isLink(value: Json): boolean {
  const link = record(value);
  return text(link?.from) !== undefined && text(link?.to) !== undefined;
}
