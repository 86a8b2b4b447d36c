/**
 * A name of its own: several words that one page of the site alone is called, in a folder that the address names, or very
 * many words, or the day of a post. Where no page of the history is known to have been at the address, 315 of 317 such
 * answers were right on sites we develop with. See docs/accuracy.md.
 */
import type { Route } from '../model.ts';
import { urlKey } from '../paths.ts';
import { patternMatcher } from '../routeTable.ts';
import type { PageCandidate } from './rank.ts';
import { countingParts, without, withoutSerials } from './text/countingParts.ts';
import type { LivePage } from './world/livePages.ts';
import type { Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

const fewestWords = 2;
/** So many words are seldom a second page's, wherever it lies. */
const manyWords = 4;
/** A folder of more than this share of all pages tells nothing of one of them. */
const mostPages = 0.5;

/** An answer by its own name is right as often as this says; the measured share with a margin for sites to come. */
export const sureOfOwnName = 0.92;

/**
 * Whether the page is the only one of a long name that the address has, or of its name and the day that the address names,
 * and nothing in the address counts otherwise.
 */
export function hasOwnName(question: Question, { page, features }: PageCandidate, world: SuggestWorld): boolean {
  const { slug, segments, version } = question;
  const { slug: isCalled = 0, slugUnique = 0, isSection = 0, sameDay = 0 } = features;
  if (isSection > 0 || mayBeMade(question, world.routes)) return false;
  if (isCalled !== 1 && !isShortened(slug, page, world)) return false;
  if (isCalled === 1 && sameDay === 0 && (slugUnique !== 1 || !tellsEnough(slug, segments, page, world))) return false;
  const versions = version?.split('/') ?? [];
  const asked = withoutSerials(segments).filter((segment) => !versions.includes(segment));
  const told = [page.path, page.day ?? '', page.title ?? '', ...page.headings];
  return without(countingParts(asked.join('/')), countingParts(told.join('/'))).length === 0;
}

const madeBy = new WeakMap<readonly Route[], readonly ((path: string) => boolean)[]>();

/** Whether the address is below pages that code or a definition makes: which names those have is not known. */
function mayBeMade({ path }: Question, routes: readonly Route[]): boolean {
  const made =
    madeBy.get(routes) ?? routes.flatMap(({ kind, url }) => (kind === 'dynamic' ? [patternMatcher(url)] : []));
  madeBy.set(routes, made);
  return made.some((matches) => matches(urlKey(path)));
}

/**
 * Words that are left out of an address where a system makes it of a title, by the usual settings of Drupal.
 *
 * https://www.drupal.org/project/pathauto ("Strings to Remove")
 */
const smallWords: ReadonlySet<string> = new Set(
  'a an as at before but by for from is in into like of off on onto per since than the this that to up via with'.split(
    ' ',
  ),
);

/** Whether the address has the many words of one page's name alone, with small ones between them that the page leaves out. */
function isShortened(slug: string, page: LivePage, { pages: { all } }: SuggestWorld): boolean {
  const name = withoutSmallWords(slug);
  if (name.split('-').length < manyWords || name !== withoutSmallWords(page.slug)) return false;
  return !all.some((other) => other !== page && withoutSmallWords(other.slug) === name);
}

function withoutSmallWords(slug: string): string {
  const words = slug.split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => word !== '' && !smallWords.has(word)).join('-');
}

/**
 * Whether a name is no other page's by chance: long, or of some words and in a folder that the address names; with the numbers
 * of a release in any folder that is called like one of the address.
 */
function tellsEnough(slug: string, segments: readonly string[], page: LivePage, world: SuggestWorld): boolean {
  const parts = slug.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const words = parts.filter((word) => /\p{L}{2}/u.test(word)).length;
  if (words >= manyWords || (words >= fewestWords && sharesFolder(segments, page, world))) return true;
  return (
    words > 0 && parts.length >= manyWords && page.segments.slice(0, -1).some((folder) => segments.includes(folder))
  );
}

/**
 * Whether the page lies in a folder that the address names, and that not most of the pages lie in. A folder that several
 * sections have, such as `examples`, is only the same one in the same section.
 */
function sharesFolder(segments: readonly string[], page: LivePage, { pages: { all } }: SuggestWorld): boolean {
  const above = (path: readonly string[], folder: string) => path[path.indexOf(folder) - 1];
  const asked = new Set(segments.slice(0, -1));
  const shared = page.segments.slice(0, -1).filter((folder) => asked.has(folder));
  return shared.some((folder) => {
    const having = all.filter((other) => other.segments.includes(folder));
    if (having.length > mostPages * all.length) return false;
    const own = above(page.segments, folder);
    return own === above(segments, folder) || having.every((other) => above(other.segments, folder) === own);
  });
}
