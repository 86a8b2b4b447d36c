/** The last part of the address stands in a heading as a name of its own: `example.org/private-key` for `/private-key`. */
import type { LivePage } from '../world/livePages.ts';
import { lettersOf } from '../world/pagesFound.ts';
import type { Question } from '../world/question.ts';
import type { SuggestWorld } from '../world/world.ts';
import type { EvidenceModule } from './evidence.ts';
import { pagesThatMayAnswer } from './rules.ts';

const mostPages = 8;

export const namedInHeading: EvidenceModule = {
  kind: 'name',
  find(question, world) {
    const allowed = pagesThatMayAnswer(question, world);
    const named = world.pages.byName(question.slug.toLowerCase()).filter(allowed);
    // Where a page is called so, others that only speak of it are not about it.
    const called = new Set(calledSo(question, world).filter(allowed));
    const pages = called.size === 0 ? named : named.filter((page) => called.has(page));
    if (pages.length > mostPages) return [];
    return pages.map((page) => ({
      page,
      features: { named: 1 / pages.length },
      text: `has a heading that names "${question.slug}"`,
    }));
  },
};

/** Its last part is the same, or its whole address but for what parts its words: `/api/react/hooks` for `/api/react-hooks`. */
function calledSo({ slug, segments }: Question, { pages }: SuggestWorld): readonly LivePage[] {
  const whole = lettersOf(segments.join(''));
  return [...pages.bySlug(slug), ...pages.byLetters(whole).filter(({ path }) => lettersOf(path) === whole)];
}
