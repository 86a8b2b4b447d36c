/** What can be measured between an address and any page, whatever raised the page. */
import type { LivePage } from './livePages.ts';
import type { Question } from './question.ts';
import { letterLikeness, words } from './words.ts';

export function likeness(question: Question, page: LivePage): Readonly<Record<string, number>> {
  const wanted = new Set(question.slugWords);
  const inSlug = share(wanted, page.slugWords);
  const inTitle = share(wanted, page.titleWords);
  const path = new Set(question.segments);
  const common = page.segments.filter((segment) => path.has(segment)).length;
  const oldTitle = new Set(words(question.text?.title ?? question.past[0]?.page?.title ?? ''));
  return {
    slugLetters: letterLikeness(question.slug, page.slug),
    slugWordsShared: inSlug,
    slugWordsBack: share(page.slugWords, wanted),
    titleWordsShared: inTitle,
    pathShared: (2 * common) / (question.segments.length + page.segments.length || 1),
    sameParent: question.segments.slice(0, -1).join('/') === page.segments.slice(0, -1).join('/') ? 1 : 0,
    sameTop: question.segments[0] === page.segments[0] ? 1 : 0,
    titleSame: oldTitle.size > 0 ? jaccard(oldTitle, page.titleWords) : 0,
    isSection: page.isSection ? 1 : 0,
    deeper: Math.max(-1, Math.min(1, (page.segments.length - question.segments.length) / 3)),
    otherLanguage: question.language === page.language ? 0 : 1,
  };
}

function share(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0;
  let count = 0;
  for (const word of part) if (whole.has(word)) count++;
  return count / part.size;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return both / (a.size + b.size - both || 1);
}
