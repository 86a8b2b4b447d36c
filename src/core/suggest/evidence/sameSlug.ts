/** A page has the same last part of the address, or a heading that says the same. */
import type { EvidenceModule, Hit } from '../evidence.ts';
import { mayAnswer } from '../rules.ts';

export const sameSlug: EvidenceModule = {
  kind: 'slug',
  find(question, world) {
    const hits: Hit[] = [];
    if (question.slug === '') return hits;
    const allowed = mayAnswer(question, world);
    const same = world.pages.bySlug(question.slug).filter(allowed);
    for (const page of same) {
      const unique = same.length === 1;
      const text = unique
        ? `the only page called "${question.slug}"`
        : `one of ${same.length} pages called "${question.slug}"`;
      hits.push({ page, features: { slug: 1, slugShare: 1 / same.length, slugUnique: unique ? 1 : 0 }, text });
    }
    const named = world.pages.byHeading(question.slugWords).filter(allowed);
    if (named.length <= 12) {
      for (const page of named) {
        hits.push({
          page,
          features: { heading: 1 / named.length, headingUnique: named.length === 1 ? 1 : 0 },
          text: `has a heading that reads like "${question.slug}"`,
        });
      }
    }
    return hits;
  },
};
