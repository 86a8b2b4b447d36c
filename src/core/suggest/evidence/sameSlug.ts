/** A page has the same last part of the address, or a heading that says the same. */

import { dayOfAddress, isOfDay } from '../text/publishedDay.ts';
import { words } from '../text/words.ts';
import { lettersOf } from '../world/pagesFound.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { firstAllowed, pagesThatMayAnswer } from './rules.ts';

/** A heading that more pages have names none of them. */
const mostNamed = 12;

export const sameSlug: EvidenceModule = {
  kind: 'slug',
  find(question, world) {
    const hits: Hit[] = [];
    if (question.slug === '') return hits;
    const allowed = pagesThatMayAnswer(question, world);
    const same = world.pages.bySlug(question.slug).filter(allowed);
    const day = dayOfAddress(question.segments, question.path);
    for (const page of same) {
      if (day !== undefined && isOfDay(page.day, day)) {
        const text = `called "${question.slug}" and published on ${page.day}, which the address names`;
        hits.push({ page, features: { sameDay: 1 }, text });
      }
      const unique = same.length === 1;
      const text = unique
        ? `the only page called "${question.slug}"`
        : `one of ${same.length} pages called "${question.slug}"`;
      hits.push({ page, features: { slug: 1, slugShare: 1 / same.length, slugUnique: unique ? 1 : 0 }, text });
    }
    const letters = lettersOf(question.slug);
    const joined =
      letters.length < 4
        ? []
        : world.pages.byLetters(letters).filter((page) => allowed(page) && page.slug !== question.slug);
    for (const page of joined) {
      hits.push({
        page,
        features: { sameLetters: 1 / joined.length },
        text: `"${page.slug}" has the letters of "${question.slug}"`,
      });
    }
    const whole = lettersOf(question.segments.join(''));
    for (const page of world.pages.byLetters(whole).filter(allowed)) {
      // Found by its last part alone: of an address with one part that is the name, and no slip.
      if (lettersOf(page.path) !== whole) continue;
      hits.push({
        page,
        features: { samePathLetters: 1 },
        text: 'the same address with other separators between its words',
      });
    }
    const inHeadings = (name: string) => firstAllowed(world.pages.byHeading(words(name)), allowed, mostNamed + 1);
    const asWritten = inHeadings(question.slugWritten);
    const named = asWritten.length > 0 ? asWritten : inHeadings(question.slug);
    if (named.length <= mostNamed) {
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
