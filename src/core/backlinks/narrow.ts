/** A stored answer to a wider question, made into the answer to a narrower one: nothing is asked twice. */
import { rowGaps, unknownDomainsNote } from './answerGaps.ts';
import type { KeptAnswer } from './answers.ts';
import { brokenPages } from './brokenPages.ts';
import type { ListedAnswer } from './listing.ts';
import type { RowReading, SeenRow } from './seenRow.ts';
import { isHostOf, type SiteTarget, targetAddress } from './siteTarget.ts';
import type { BacklinkRequest } from './source.ts';
import { readSpelling } from './spelling.ts';

/** The part of a request that decides which rows answer it. */
export type RequestScope = Pick<BacklinkRequest, 'targets' | 'dofollowOnly' | 'includeSubdomains'>;

/** Whether every row that answers the narrow question is among the rows that answer the wide one. */
export function coversScope(wide: RequestScope, narrow: RequestScope): boolean {
  if (wide.dofollowOnly && !narrow.dofollowOnly) return false;
  if (narrow.includeSubdomains && !wide.includeSubdomains) return false;
  const isWithin = (target: SiteTarget) =>
    wide.targets.some(
      (other) =>
        isHostOf(target.host, other, wide.includeSubdomains) &&
        target.port === other.port &&
        target.basePath.startsWith(other.basePath),
    );
  return narrow.targets.length > 0 && narrow.targets.every(isWithin);
}

/** `undefined` where what is kept is not whole, holds no rows, or cannot tell which of its links may pass rank. */
export function narrowedAnswer(
  kept: KeptAnswer<ListedAnswer>,
  wide: RequestScope,
  narrow: RequestScope,
): ListedAnswer | undefined {
  const { listing, truncated, gaps = [] } = kept.value;
  if (listing === undefined || truncated || gaps.length > 0 || !coversScope(wide, narrow)) return undefined;
  const isCounted = wide.dofollowOnly || !narrow.dofollowOnly;
  const readings = listing.readings
    .filter((reading) => !reading.ok || isInScope(reading.row, narrow))
    .map((reading) => (isCounted || !reading.ok ? reading : passing(reading.row)));
  if (readings.some((reading) => reading === undefined)) return undefined;
  const known = readings.filter((reading) => reading !== undefined).filter(hasLinks);
  const found = brokenPages(known, narrow);
  const from = wide.targets.map(targetAddress).join(', ');
  const message = `Taken from what is stored of ${from} (asked on ${kept.asked}).`;
  return {
    ...kept.value,
    pages: found.pages,
    leftOut: found.leftOut,
    notes: [{ message }, ...unknownDomainsNote(found.pages)],
    gaps: rowGaps(known, narrow),
    listing: undefined,
  };
}

function isInScope({ url }: SeenRow, { targets, includeSubdomains }: RequestScope): boolean {
  const spelling = readSpelling(url);
  if (spelling === undefined) return true;
  return targets.some(
    ({ host, basePath }) =>
      isHostOf(spelling.host, { host, basePath }, includeSubdomains) &&
      (`${spelling.path}/` === basePath || spelling.path.startsWith(basePath)),
  );
}

/** The row with the links alone that may pass rank; `undefined` where it does not tell how many do. */
function passing(row: SeenRow): RowReading | undefined {
  const { dofollow, backlinks } = row;
  if (dofollow === undefined) return undefined;
  // The index counts domains over all links.
  const referringDomains = dofollow === backlinks ? row.referringDomains : undefined;
  return { ok: true, row: { ...row, backlinks: dofollow, referringDomains } };
}

function hasLinks(reading: RowReading): boolean {
  return !reading.ok || reading.row.backlinks === undefined || reading.row.backlinks > 0;
}
