/** The words of the address, and of the removed page's title, are in a page's address, title and headings. */

import { meanings } from '../text/meanings.ts';
import { rawWords, words } from '../text/words.ts';
import type { LivePage } from '../world/livePages.ts';
import type { Question } from '../world/question.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { pagesThatMayAnswer } from './rules.ts';

const considered = 12;

export const similarWords: EvidenceModule = {
  kind: 'words',
  find(question, world) {
    const hits: Hit[] = [];
    const allowed = pagesThatMayAnswer(question, world);
    const title = question.text?.title ?? question.past.find((match) => match.page?.title)?.page?.title;
    const queries: readonly (readonly [string, ReadonlyMap<string, number>, string])[] = [
      ['wordsPath', pathQuery(question), 'words of the address'],
      ['wordsTitle', query(title ?? '', 1), `the title "${title}"`],
      ['wordsHeadings', query((question.text?.headings ?? []).join(' '), 1), 'headings of the removed page'],
    ];
    for (const [name, wanted, what] of queries) {
      if (wanted.size === 0) continue;
      const best = world.words.search(wanted, considered, allowed);
      const top = best[0]?.cosine ?? 0;
      for (const [rank, { document: page, cosine }] of best.entries()) {
        hits.push({
          page,
          features: { [name]: cosine, [`${name}Relative`]: cosine / top, [`${name}First`]: rank === 0 ? 1 : 0 },
          text: () => inCommon(shared(wanted, page), what),
        });
      }
    }
    return hits;
  },
};

function pathQuery(question: Question): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [i, segment] of question.segments.entries()) {
    const weight = i === question.segments.length - 1 ? 2 : 0.7;
    const own = i === question.segments.length - 1 ? question.slugWords : words(segment);
    for (const word of [...own, ...meanings(rawWords(segment))])
      counts.set(word, Math.max(counts.get(word) ?? 0, weight));
  }
  if (question.language !== undefined) counts.delete(question.language);
  return counts;
}

function query(text: string, weight: number): ReadonlyMap<string, number> {
  return new Map(words(text).map((word) => [word, weight]));
}

/** `setup` and `install` have no letter in common, but their meaning. */
function inCommon(both: string, what: string): string {
  return both === '' ? `means the same as ${what}` : `${both} shared with ${what}`;
}

/** The words both have, as the page writes them. */
function shared(wanted: ReadonlyMap<string, number>, page: LivePage): string {
  const inPath = new Set([...page.segments.flatMap(words), ...page.slugWords]);
  const textOf = (word: string): string | undefined => {
    // The address has its capitals, the segments have none.
    if (inPath.has(word)) return `${page.segments.join(' ')} ${page.route.url}`;
    if (page.titleWords.includes(word)) return page.title;
    return page.headings[page.headingWords.findIndex((own) => own.split(' ').includes(word))];
  };
  const both: string[] = [];
  for (const word of wanted.keys()) {
    const text = both.length < 4 ? textOf(word) : undefined;
    const written = text && rawWords(text).find((raw) => words(raw).includes(word));
    if (written) both.push(`"${written}"`);
  }
  return both.join(', ');
}
