/** Doubts for what counts in an address: numbers, years, days and versions that the page does not have. */
import { type Doubt, isProved, isSentByAuthors, likely, unlikely } from './doubt.ts';
import type { PageCandidate } from './rank.ts';
import {
  countingParts,
  countOtherwise,
  differInCountAlone,
  lookAlike,
  without,
  withoutOrder,
  withoutSerials,
} from './text/countingParts.ts';
import { dayInName } from './text/publishedDay.ts';
import type { LivePage } from './world/livePages.ts';
import type { Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

/** Other numbers are another page, unless the history or the text shows that it is the one that was meant. */
export function countsDoubt(question: Question, found: PageCandidate, world: SuggestWorld): Doubt | undefined {
  const { page } = found;
  if (isProved(found) || lookAlike(question.segments.join('/'), page.path)) return undefined;
  const { segments } = question;
  const named = question.slug === page.slug ? withoutSerials(segments) : segments;
  const asked = countingParts(withoutVersion(named, question.version));
  const own = countingParts(withoutVersion(page.segments, page.version));
  if (countOtherwise(asked, own)) {
    return {
      text: `has other numbers (${without(own, asked).join(', ')}, not ${without(asked, own).join(', ')}), so it is another page`,
      most: unlikely,
    };
  }
  if (differInCountAlone(question.slug, page.slug)) {
    return {
      text: `"${page.slug}" and "${question.slug}" differ in a number, so they are two pages`,
      most: unlikely,
    };
  }
  if (question.past.some(({ certainty }) => certainty === 1)) return undefined;
  const invented = inventedNumber(question, page, world);
  return invented === undefined
    ? undefined
    : { text: `neither the page nor any address that is known has "${invented}"`, most: unlikely };
}

/** A number in the last part of the address, or a version, that neither the page nor the past has. */
function inventedNumber(question: Question, page: LivePage, { pages }: SuggestWorld): string | undefined {
  const { version, slug } = question;
  const { partition } = pages;
  if (version !== undefined && page.version !== version && !partition.isCovered(version)) return version;
  if (page.slug === slug) return undefined;
  const told = countingParts([page.path, page.title ?? '', ...page.headings].join('/'));
  return without(countingParts(withoutOrder(slug)), told).find((part) => /^\p{N}/u.test(part));
}

/** A folder of a year, in front of a name that is a page's: where neither that page nor its past has the year, it was made up. */
export function yearDoubt({ segments, past }: Question, { page }: PageCandidate): Doubt | undefined {
  const year = segments.slice(0, -1).find((segment) => /^(?:19|20)\d\d$/.test(segment));
  if (year === undefined || past.some(({ certainty }) => certainty === 1)) return undefined;
  const known = [page.path, page.route.url, page.route.file, page.day ?? '', ...past.map(({ file }) => file)];
  if (known.some((text) => text.includes(year))) return undefined;
  return { text: `neither the page nor its past is of ${year}, which the address names`, most: likely };
}

/**
 * A post of the same name on another day: what is said every week is called alike, and so are the posts of the history
 * whose text it may have.
 */
export function dayDoubt(question: Question, found: PageCandidate): Doubt | undefined {
  const { page } = found;
  const asked = dayInName(question.path);
  const own = [page.day, dayInName(page.route.file), dayInName(page.route.url)].filter((day) => day !== undefined);
  if (asked === undefined || own.length === 0 || own.includes(asked)) return undefined;
  if (isSentByAuthors(found.features) || question.past.some(({ certainty }) => certainty === 1)) return undefined;
  return { text: `it is of ${own[0]}, and the address names ${asked}`, most: unlikely };
}

/**
 * A folder of a version that neither the page nor any address of the site has or had. That pages of such a name moved, or
 * have the text, says nothing of the version.
 */
export function versionFolderDoubt(
  { segments, past }: Question,
  { page, features }: PageCandidate,
  { pages: { partition }, folders }: SuggestWorld,
): Doubt | undefined {
  if (past.some(({ certainty }) => certainty === 1) || isSentByAuthors(features)) return undefined;
  const isKnown = (version: string): boolean =>
    partition.hasVersion(version) || partition.isCovered(version) || folders.has(version);
  const known = [page.path, page.route.file, ...past.map(({ file }) => file)];
  const invented = segments
    .slice(0, -1)
    .find(
      (segment) => versionFolder.test(segment) && !isKnown(segment) && !known.some((text) => text.includes(segment)),
    );
  if (invented === undefined) return undefined;
  return { text: `neither the page nor its past is of version ${invented}, which the address names`, most: likely };
}

/** `v2`, `1.x`, `0_6`. */
const versionFolder = /^(?:v\d+|v?\d+(?:[._](?:\d+|x))+)$/;

/** The front page of a version that is gone: which of those that are kept took its place, its authors alone know. */
export function versionFrontDoubt({ segments }: Question, found: PageCandidate): Doubt | undefined {
  const asked = segments.at(-1);
  if (asked === undefined || !versionFolder.test(asked) || isProved(found)) return undefined;
  if (found.page.segments.includes(asked)) return undefined;
  return {
    text: `the address is the front page of version ${asked}, and the page is of none or another`,
    most: likely,
  };
}

/**
 * A page of another version than the address names, of which the site keeps a third: authors send readers of a version that
 * is gone to the nearest one as often as to that of today.
 */
export function otherVersionDoubt(
  { segments }: Question,
  { page, features }: PageCandidate,
  { pages }: SuggestWorld,
): Doubt | undefined {
  const asked = segments.slice(0, -1).find((segment) => versionFolder.test(segment));
  if (asked === undefined || page.segments.includes(asked) || isSentByAuthors(features)) return undefined;
  const plain = (path: readonly string[]) => path.filter((segment) => !versionFolder.test(segment)).join('/');
  const own = plain(page.segments);
  const other = pages.bySlug(page.slug).find((rival) => rival !== page && plain(rival.segments) === own);
  if (other === undefined) return undefined;
  return {
    text: `the address is of version ${asked}, and ${other.route.url} is the same page of another`,
    most: likely,
  };
}

function withoutVersion(segments: readonly string[], version: string | undefined): string {
  const parts = version?.split('/') ?? [];
  return segments.filter((segment) => !parts.includes(segment)).join('/');
}
