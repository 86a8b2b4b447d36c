/** Links on the site, or on the pages that refer here, use the same name. */

import { rawWords, words } from '../text/words.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { firstAllowed, pagesThatMayAnswer } from './rules.ts';

export const calledByLinks: EvidenceModule = {
  kind: 'anchors',
  find(question, world) {
    const allowed = pagesThatMayAnswer(question, world);
    const hits: Hit[] = [];
    const names: readonly (readonly [string, string])[] = [
      ['anchorSlug', question.slug],
      ...question.anchors.slice(0, 20).map((name) => ['anchorName', name] as const),
      ...question.pastAnchors.map((name) => ['anchorPast', name] as const),
    ];
    for (const [feature, name] of names) {
      const called = [...world.linkedTo.calledBy(rawWords(name))].flatMap(([id, count]) => {
        const page = world.pages.all[id];
        return page !== undefined && allowed(page) ? [{ page, count }] : [];
      });
      let total = 0;
      for (const { count } of called) total += count;
      for (const { page, count } of called) {
        const text = `${count} ${count === 1 ? 'link' : 'links'} to it on the site ${count === 1 ? 'says' : 'say'} "${name}"`;
        hits.push({ page, features: { [feature]: count / total }, text });
      }
      if (feature === 'anchorSlug') continue;
      const past = feature === 'anchorPast';
      for (const page of firstAllowed(world.pages.byHeading(words(name)), allowed, 5)) {
        hits.push({
          page,
          features: { [past ? 'anchorPastTitle' : 'anchorTitle']: 1 },
          text: `links ${past ? 'called' : 'call'} the broken page "${name}", as this page calls itself`,
        });
      }
    }
    return hits;
  },
};
