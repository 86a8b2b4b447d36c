/** What keeps an answer from being strong, however much speaks for it. */

import {
  countsDoubt,
  dayDoubt,
  otherVersionDoubt,
  versionFolderDoubt,
  versionFrontDoubt,
  yearDoubt,
} from './countDoubts.ts';
import { hasSignOfCut } from './cutOff.ts';
import { type Doubt, enoughOthers, isProved, isSentByAuthors, isToldByAuthors, likely } from './doubt.ts';
import { editionDoubt } from './editions.ts';
import { keptInVersion } from './evidence/rules.ts';
import { type EvidenceKind, kindsOf } from './kinds.ts';
import { hasOwnName } from './ownName.ts';
import { isArchived } from './partition/archived.ts';
import { differInPlural } from './plural.ts';
import type { PageCandidate } from './rank.ts';
import { rivalDoubt } from './rivals.ts';
import { hasConfiguredBase, unknownPrefix } from './unknownPrefix.ts';
import type { LivePage } from './world/livePages.ts';
import type { Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

/** The gravest doubt about the first page of a ranked list as an answer; `undefined` when there is none. */
export function doubtOf(question: Question, list: readonly PageCandidate[], world: SuggestWorld): Doubt | undefined {
  const [found] = list;
  if (found === undefined) return undefined;
  return (
    countsDoubt(question, found, world) ??
    yearDoubt(question, found) ??
    dayDoubt(question, found) ??
    versionFolderDoubt(question, found, world) ??
    otherVersionDoubt(question, found, world) ??
    versionFrontDoubt(question, found) ??
    prefixDoubt(question, found, world) ??
    cutDoubt(question, found, world) ??
    namedDoubt(found) ??
    pluralDoubt(question, found) ??
    retiredDoubt(question, found) ??
    partDoubt(question, found, world) ??
    rivalDoubtOf(question, list) ??
    supportDoubt(question, found, world) ??
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
function supportDoubt(question: Question, found: PageCandidate, world: SuggestWorld): Doubt | undefined {
  if (isOwnNameEnough(question, found, world)) return undefined;
  const { past } = question;
  const { features } = found;
  const kinds = kindsOf(features);
  if (kinds.size > 1 || alone.some((kind) => kinds.has(kind))) return undefined;
  if (kinds.has('authors')) return { text: 'the only evidence is links that were changed', most: likely };
  if ((features.ruleHub ?? 0) > 0)
    return { text: 'the only evidence is where its folder is led otherwise', most: likely };
  const isKnown = isPastKnown(question);
  if (kinds.has('name') && isKnown) return undefined;
  const text = isKnown
    ? 'the only evidence is words that it shares with the page that was there'
    : past.length > 0
      ? 'no page of the history was surely at this address, only one whose file is called alike'
      : 'the only evidence is words of its name, and no page of the history was surely at this address';
  return { text, most: likely };
}

/** Whether a page of the history is known to have been at the address. */
function isPastKnown({ past }: Question): boolean {
  return past.some(({ certainty }) => certainty >= knownPast);
}

/** Where no page is known to have been at the address, a name of its own is enough. */
export function isOwnNameEnough(question: Question, found: PageCandidate, world: SuggestWorld): boolean {
  return !isPastKnown(question) && hasOwnName(question, found, world);
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

function prefixDoubt(question: Question, { page, features }: PageCandidate, world: SuggestWorld): Doubt | undefined {
  const prefix = unknownPrefix(question, world);
  if (prefix === undefined || page.path.startsWith(`${prefix}/`) || isToldByAuthors(features)) return undefined;
  if (hasConfiguredBase(page, world)) return undefined;
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

/** The page is of another part of the site than the address. */
function partDoubt(question: Question, found: PageCandidate, world: SuggestWorld): Doubt | undefined {
  return (
    versionDoubt(question, found, world) ?? keptDoubt(question, found, world) ?? editionDoubt(question, found, world)
  );
}

/**
 * git followed the file into a version that is kept: its authors lead readers there or to the newest one, which has a page of the
 * same name at best. See docs/accuracy.md.
 */
function keptDoubt(question: Question, found: PageCandidate, world: SuggestWorld): Doubt | undefined {
  const kept = keptInVersion(question, world);
  if (kept === undefined || isSentByAuthors(found.features)) return undefined;
  const { version } = kept;
  const isOfNewest = version === world.pages.partition.newestVersion || version === newestOf(kept, world);
  if (isOfNewest) return undefined;
  const text =
    kept === found.page
      ? `it is a page of version ${version}, and the address names none`
      : `git followed the file to ${kept.route.url}, a page of version ${version}`;
  return { text, most: likely };
}

function newestOf({ product }: LivePage, { pages }: SuggestWorld): string | undefined {
  return product === undefined ? undefined : pages.partition.newestOf(product);
}

/** Authors lead an address without a version to the pages of today, though the text stands in an older version alone. */
function versionDoubt(question: Question, { page, features }: PageCandidate, world: SuggestWorld): Doubt | undefined {
  const { version } = page;
  if (version === undefined || question.version !== undefined) return undefined;
  // A folder called `2.0` may as well be what is read today; what the generator calls a version is told by it.
  const isOld = world.versions?.has(version) === true && world.pages.isBesideToday(page);
  if (!isOld && (!world.pages.isPutAside(page) || isSentByAuthors(features))) return undefined;
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
