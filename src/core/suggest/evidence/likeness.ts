/** What can be measured between an address and any page, whatever raised the page. */

import { folderOf } from '../../paths.ts';
import { isArchived } from '../partition/archived.ts';
import { likenessOfLetters, words } from '../text/words.ts';
import type { LivePage } from '../world/livePages.ts';
import { lettersOf } from '../world/pagesFound.ts';
import type { Question } from '../world/question.ts';
import type { SuggestWorld } from '../world/world.ts';

/** Folders of pages that are of their day; an address of another kind seldom becomes one of them. */
const series: ReadonlySet<string> = new Set(
  'blog blogs news posts post releases release release-notes changelog changelogs updates announcements archive archives'.split(
    ' ',
  ),
);

/** The measures between one address and the pages it is held against. */
export function likeness(question: Question, world: SuggestWorld): (page: LivePage) => Record<string, number> {
  const { segments, slug } = question;
  const lettersLike = likenessOfLetters(slug);
  const wanted = question.slugWords;
  const path = new Set(segments);
  const letters = segments.map(lettersOf);
  const parent = segments.slice(0, -1).join('/');
  const oldTitle = [...new Set(words(question.text?.title ?? question.past[0]?.page?.title ?? ''))];
  return (page) => ({
    slugLetters: lettersLike(page.slug),
    slugWordsShared: share(wanted, page.slugWords),
    slugWordsBack: share(page.slugWords, wanted),
    titleWordsShared: share(wanted, page.titleWords),
    pathShared: (2 * countIn(page.segments, path)) / (segments.length + page.segments.length || 1),
    ...orderLikeness(letters, page.segments),
    sameParent: parent === folderOf(page.path) ? 1 : 0,
    sameTop: segments[0] === page.segments[0] ? 1 : 0,
    titleSame: oldTitle.length > 0 ? jaccard(oldTitle, page.titleWords) : 0,
    isSection: page.isSection ? 1 : 0,
    inSeries: page.segments.some((segment) => series.has(segment) && !path.has(segment)) ? 1 : 0,
    retired: page.segments.some((segment) => isArchived(segment) && !path.has(segment)) ? 1 : 0,
    fragment: world.isIncluded(page.route.file) ? 1 : 0,
    standing: world.linkedTo.standing(page),
    deeper: Math.max(-1, Math.min(1, (page.segments.length - segments.length) / 3)),
    ...headingLikeness(wanted, slug, page),
  });
}

function countIn(parts: readonly string[], among: ReadonlySet<string>): number {
  let count = 0;
  for (const part of parts) if (among.has(part)) count++;
  return count;
}

/** So many folders in front of the same name are as good as more. */
const enoughFolders = 2;

/**
 * How far a page of the same name lies in the same folders, whichever way their words are joined: `/upower/report-a-bug`
 * is rather `/system/u-power/report-a-bug` than another page of that name, `/user/docs/api` rather `/user/api`, and
 * `/unity/erc20` rather `/unity/contracts/erc20`.
 */
function orderLikeness(asked: readonly string[], segments: readonly string[]): Readonly<Record<string, number>> {
  const [name = '', wanted = ''] = [segments.at(-1), asked.at(-1)];
  // Letters become no more by leaving the others out, and nearly every page has another name.
  if (asked.length < 2 || segments.length < 2 || name.length < wanted.length || lettersOf(name) !== wanted) return {};
  const own = segments.map(lettersOf);
  let end = 1;
  while (end < Math.min(asked.length, own.length) && own.at(-1 - end) === asked.at(-1 - end)) end++;
  const folders = Math.min(enoughFolders, asked.length - 1);
  return {
    sameEnd: Math.min(1, (end - 1) / folders),
    sameInOrder: own.length < asked.length && isInOrder(own, asked) ? 1 : 0,
    sameAround: own.length > asked.length && isInOrder(asked, own) ? (own[0] === asked[0] ? 1 : 0.5) : 0,
  };
}

/** All parts stand in the whole, one after the other, with others between them. */
function isInOrder(parts: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const part of whole) if (part === parts[at]) at++;
  return at === parts.length;
}

/** The heading that is nearest to the last part of the address. */
function headingLikeness(wanted: readonly string[], slug: string, page: LivePage): Readonly<Record<string, number>> {
  const words = nearestHeading(wanted, page);
  // Of all headings as one text most pages tell at once that none has it.
  const isNamed = slug.length > 3 && page.allHeadings.includes(slug);
  return {
    headingWords: words,
    headingMentions: isNamed && page.headings.some((text) => mentions(text, slug)) ? 1 : 0,
  };
}

function nearestHeading(wanted: readonly string[], page: LivePage): number {
  const held = wanted.filter((word) => page.allHeadingWords.includes(word));
  if (held.length === 0) return 0;
  let nearest = 0;
  for (const own of page.headingWords) {
    let most = 0;
    for (const word of held) if (own.includes(word)) most++;
    // Few headings share a word with the address, and few of these can be nearer than the nearest.
    if (most / wanted.length <= nearest) continue;
    nearest = Math.max(nearest, jaccard(wanted, [...new Set(own.split(' '))]));
  }
  return nearest;
}

/** The slug stands in the heading as it is, as a name of its own: `cert-manager.io/private-key`. */
function mentions(text: string, slug: string): boolean {
  if (text.length < slug.length) return false;
  const heading = text.toLowerCase();
  const at = heading.indexOf(slug);
  if (at < 0) return false;
  const end = at + slug.length;
  return !isNamePart(heading.charCodeAt(at - 1)) && !isNamePart(heading.charCodeAt(end));
}

/** A letter, digit, hyphen or underscore. */
function isNamePart(code: number): boolean {
  return code === 45 || code === 95 || (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code > 191;
}

function share(part: readonly string[], whole: readonly string[]): number {
  return part.length === 0 ? 0 : shared(part, whole) / part.length;
}

function jaccard(a: readonly string[], b: readonly string[]): number {
  const both = shared(a, b);
  return both / (a.length + b.length - both || 1);
}

/** Both lists have each word once, and few of them. */
function shared(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  for (const word of a) if (b.includes(word)) count++;
  return count;
}
