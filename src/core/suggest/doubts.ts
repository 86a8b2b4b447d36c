/** What keeps an answer from being strong, however much speaks for it. */

import { hasSignOfCut } from './cutOff.ts';
import { type EvidenceKind, kindsOf } from './kinds.ts';
import { differInPlural } from './plural.ts';
import type { PageCandidate } from './rank.ts';
import { rivalDoubt } from './rivals.ts';
import { countingParts, countOtherwise, differInCountAlone, lookAlike, without } from './text/countingParts.ts';
import { unknownPrefix } from './unknownPrefix.ts';
import { isArchived } from './world/archived.ts';
import type { LivePage } from './world/livePages.ts';
import type { Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

/** A reason to be less sure of an answer. */
export interface Doubt {
  /** In words a user can check. */
  readonly text: string;
  /** The answer is at most so likely. */
  readonly most: number;
}

/** An answer that may be right is still worth a look. */
const likely = 0.7;
/** Another page than the one that was meant is next to useless. */
const unlikely = 0.45;

/** The gravest doubt about the first page of a ranked list as an answer; `undefined` when there is none. */
export function doubtOf(question: Question, list: readonly PageCandidate[], world: SuggestWorld): Doubt | undefined {
  const [found] = list;
  if (found === undefined) return undefined;
  return (
    countsDoubt(question, found, world) ??
    yearDoubt(question, found) ??
    versionFolderDoubt(question, found, world) ??
    prefixDoubt(question, found, world) ??
    cutDoubt(question, found, world) ??
    namedDoubt(found) ??
    pluralDoubt(question, found) ??
    retiredDoubt(question, found) ??
    versionDoubt(question, found, world) ??
    rivalDoubtOf(question, list) ??
    supportDoubt(question, found) ??
    readingDoubt(found, world)
  );
}

/** What git knows for certain to be the same file has no rival. */
function rivalDoubtOf(question: Question, list: readonly PageCandidate[]): Doubt | undefined {
  const text = isSameFile(question, list[0]) ? undefined : rivalDoubt(list);
  return text === undefined ? undefined : { text, most: likely };
}

/** Pages of the history that are only called alike, and were perhaps never at the address, are no past that is known. */
const knownPast = 0.5;

const alone: readonly EvidenceKind[] = ['history', 'text', 'slip'];

/**
 * Two independent kinds of evidence make an answer strong, or one that was right alone often enough on sites nobody had
 * looked at: what git or the text says, a slip, and the name of a page whose past is known. See docs/accuracy.md.
 */
function supportDoubt({ past }: Question, { features }: PageCandidate): Doubt | undefined {
  const kinds = kindsOf(features);
  if (kinds.size > 1 || alone.some((kind) => kinds.has(kind))) return undefined;
  if (kinds.has('authors')) return { text: 'the only evidence is links that were changed', most: likely };
  const isKnown = past.some(({ certainty }) => certainty >= knownPast);
  if (kinds.has('name') && isKnown) return undefined;
  const text = isKnown
    ? 'the only evidence is words that it shares with the page that was there'
    : past.length > 0
      ? 'no page of the history was surely at this address, only one whose file is called alike'
      : 'the only evidence is words of its name, and no page of the history was surely at this address';
  return { text, most: likely };
}

/** A file whose address was changed is the page that was meant, whatever its text and its name say. */
export function isSameFile({ past }: Question, found: PageCandidate | undefined): boolean {
  return (
    found !== undefined &&
    past.length > 0 &&
    past.every(({ file, page: was }) => file === found.page.route.file && was?.fate.kind === 'readdressed')
  );
}

/** Links that bear out what was read make a guess certain, and those that do not make certain what is none. */
function readingDoubt({ page }: PageCandidate, { reading }: SuggestWorld): Doubt | undefined {
  const { guess } = page.route;
  switch (reading.verdict) {
    case 'borne out':
      return guess === undefined || reading.bearsOut(page.route.url) ? undefined : { text: guess, most: likely };
    case 'contradicted':
      return { text: "most links of the site's own pages lead to other addresses than those read here", most: likely };
    case 'unknown':
      return guess === undefined ? undefined : { text: guess, most: likely };
    default:
      return reading.verdict satisfies never;
  }
}

/** The same text, or a file that was surely this one: then another number is only another name. */
const enoughText = 0.6;
const enoughSimilar = 0.8;
const enoughOthers = 0.5;

/** Whether the history or the text shows that the page is the one that was meant, whatever it is called. */
function isProved({ features }: PageCandidate): boolean {
  const { rename = 0, renameSimilarity = 0, textSure = 0, receivedSure = 0 } = features;
  return (
    (rename === 1 && renameSimilarity >= enoughSimilar) ||
    Math.max(textSure, receivedSure) >= enoughText ||
    isToldByAuthors(features)
  );
}

/** The site's authors lead this address, or others in the same way, to the page. */
function isToldByAuthors(features: PageCandidate['features']): boolean {
  const { linkEditSure = 0, ruleSamePage = 0, ruleParts = 0, ruleWords = 0, directory = 0 } = features;
  return Math.max(linkEditSure, ruleSamePage, ruleParts, ruleWords, directory) >= enoughOthers;
}

function countsDoubt(question: Question, found: PageCandidate, world: SuggestWorld): Doubt | undefined {
  const { page } = found;
  if (isProved(found) || lookAlike(question.segments.join('/'), page.path)) return undefined;
  const asked = countingParts(withoutVersion(question.segments, question.version));
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
  return without(countingParts(slug), told).find((part) => /^\p{N}/u.test(part));
}

/** A folder of a year, in front of a name that is a page's: where neither that page nor its past has the year, it was made up. */
function yearDoubt({ segments, past }: Question, { page }: PageCandidate): Doubt | undefined {
  const year = segments.slice(0, -1).find((segment) => /^(?:19|20)\d\d$/.test(segment));
  if (year === undefined || past.some(({ certainty }) => certainty === 1)) return undefined;
  const known = [page.path, page.route.url, page.route.file, page.day ?? '', ...past.map(({ file }) => file)];
  if (known.some((text) => text.includes(year))) return undefined;
  return { text: `neither the page nor its past is of ${year}, which the address names`, most: likely };
}

/**
 * A folder of a version that neither the page nor any address of the site has or had. That pages of such a name moved, or
 * have the text, says nothing of the version.
 */
function versionFolderDoubt(
  { segments, past }: Question,
  { page, features }: PageCandidate,
  { pages: { partition }, folders }: SuggestWorld,
): Doubt | undefined {
  const { linkEditSure = 0, ruleSamePage = 0, ruleParts = 0, ruleWords = 0 } = features;
  if (past.some(({ certainty }) => certainty === 1)) return undefined;
  if (Math.max(linkEditSure, ruleSamePage, ruleParts, ruleWords) >= enoughOthers) return undefined;
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

const versionFolder = /^(?:v\d+|v?\d+(?:\.(?:\d+|x))+)$/;

function withoutVersion(segments: readonly string[], version: string | undefined): string {
  const parts = version?.split('/') ?? [];
  return segments.filter((segment) => !parts.includes(segment)).join('/');
}

function prefixDoubt(question: Question, { page, features }: PageCandidate, world: SuggestWorld): Doubt | undefined {
  const prefix = unknownPrefix(question, world);
  if (prefix === undefined || page.path.startsWith(`${prefix}/`) || isToldByAuthors(features)) return undefined;
  return {
    text: `nothing says whether the site is served below /${prefix}/, where the address lies and this page does not`,
    most: likely,
  };
}

/** What points at a page though the address is not the beginning of its own. */
const pointing = [
  'rename',
  'renameAlike',
  'slug',
  'sameParts',
  'typo',
  'sameLetters',
  'samePathLetters',
  'headingUnique',
];

/** Many pages speak of a thing, and the one that is about it seldom names it in a heading alone. */
function namedDoubt(found: PageCandidate): Doubt | undefined {
  const { features } = found;
  const others = pointing.filter((name) => name !== 'headingUnique');
  if ((features.named ?? 0) === 0 || isProved(found) || others.some((name) => (features[name] ?? 0) > 0)) {
    return undefined;
  }
  return { text: 'only a heading of the page has the name', most: likely };
}

/** Authors call a list and one of its things by the plural and the singular: that letter is no slip of the pen. */
function pluralDoubt({ segments, past }: Question, found: PageCandidate): Doubt | undefined {
  const { typo = 0, text = 0 } = found.features;
  if (typo === 0 || text > 0 || isProved(found) || past.some(({ certainty }) => certainty === 1)) return undefined;
  if (!differInPlural(segments, found.page.segments)) return undefined;
  return { text: 'they differ in a plural, which may be the name of another page', most: likely };
}

/**
 * A page that was moved to where things are kept for the record: authors lead its address to what took its place nearly
 * as often. Of 18 such answers that were strong on drawn sites four were wrong, of 505 others ten.
 */
function retiredDoubt(question: Question, found: PageCandidate): Doubt | undefined {
  const { retired = 0, ruleSamePage = 0, ruleParts = 0, ruleSlug = 0 } = found.features;
  const isToldByRules = Math.max(ruleSamePage, ruleParts, ruleSlug) >= enoughOthers;
  if (retired === 0 || isToldByRules || isSameFile(question, found)) return undefined;
  const kept = found.page.segments.find((segment) => isArchived(segment) && !question.segments.includes(segment));
  return {
    text: `"${kept}" in its address says that it is kept for the record, and another page may have taken its place`,
    most: likely,
  };
}

/** Authors lead an address without a version to the pages of today, though the text stands in an older version alone. */
function versionDoubt(question: Question, { page }: PageCandidate, world: SuggestWorld): Doubt | undefined {
  const { version } = page;
  if (version === undefined || question.version !== undefined) return undefined;
  // A folder called `2.0` may as well be what is read today; what the generator calls a version is told by it.
  if (world.versions?.has(version) !== true || !world.pages.isBesideToday(page)) return undefined;
  return { text: `it is a page of version ${version}, and the address names none`, most: likely };
}

function cutDoubt({ path }: Question, found: PageCandidate, world: SuggestWorld): Doubt | undefined {
  const { features, page } = found;
  if ((features.cutOff ?? 0) === 0 || isProved(found) || pointing.some((name) => (features[name] ?? 0) > 0)) {
    return undefined;
  }
  if (hasSignOfCut(path, page, world)) return undefined;
  return { text: 'nothing shows that the address was cut off', most: likely };
}
