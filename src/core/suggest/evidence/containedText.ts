/** The removed page's text stands in a page of today. */
import type { EvidenceModule, Hit } from '../evidence.ts';
import { mayAnswer } from '../rules.ts';

const least = 0.04;
const considered = 6;

export const containedText: EvidenceModule = {
  kind: 'text',
  find(question, world) {
    const allowed = mayAnswer(question, world);
    const shares = [...world.contained(question.path)].flatMap(([id, share]) => {
      const page = world.pages.all[id];
      return page !== undefined && share >= least && allowed(page) ? [{ page, share }] : [];
    });
    shares.sort((a, b) => b.share - a.share);
    const [best, second] = shares;
    return shares.slice(0, considered).map(({ page, share }, rank): Hit => {
      const ahead = rank === 0 ? share - (second?.share ?? 0) : 0;
      return {
        page,
        features: { text: share, textRelative: share / (best?.share ?? 1), textAhead: ahead },
        text: `${Math.round(share * 100)} % of the removed page's text is in it`,
      };
    });
  },
};
