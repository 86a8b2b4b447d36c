/** The removed page's text, or most of its words, stand in a page of today. */

import { commitOf } from '../../history/commitNames.ts';
import type { LivePage } from '../world/livePages.ts';
import type { PageShare } from '../world/world.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { pagesThatMayAnswer } from './rules.ts';

const considered = 6;

export const containedText: EvidenceModule = {
  kind: 'text',
  find(question, world) {
    const allowed = pagesThatMayAnswer(question, world);
    const { contained, received, similar, speaking, merged } = world.texts(question.path);
    const sure = question.past[0]?.certainty ?? 0;
    const commit = question.past[0] && world.ledger.histories.past.get(question.past[0].file)?.last;
    return [
      ...hits('text', contained, allowed, sure, (share, { route }) => {
        const under = merged !== undefined && merged.file === route.file ? `, under "${merged.heading}"` : '';
        return `${percent(share)} of the removed page's text is in it${under}`;
      }),
      ...hits('received', received, allowed, sure, (share) => {
        const when = commit ? `${commitOf(commit)}, which removed the page,` : 'the removing commit';
        return `${when} put ${percent(share)} of its text here`;
      }),
      ...hits('body', similar, allowed, sure, () => 'its text uses the words of the removed page'),
      ...hits('speaks', speaking, allowed, 1, () => `its text speaks of "${question.slug.replaceAll('-', ' ')}"`),
    ];
  },
};

function hits(
  name: string,
  found: readonly PageShare[],
  allowed: (page: LivePage) => boolean,
  sure: number,
  describe: (share: number, page: LivePage) => string,
): readonly Hit[] {
  const shares = new Map<LivePage, number>();
  for (const { page, share } of found) {
    if (allowed(page)) shares.set(page, Math.max(share, shares.get(page) ?? 0));
  }
  const sorted = [...shares].sort((a, b) => b[1] - a[1]);
  const best = sorted[0]?.[1] ?? 1;
  const second = sorted[1]?.[1] ?? 0;
  return sorted.slice(0, considered).map(([page, share], rank) => ({
    page,
    features: {
      [name]: share,
      [`${name}Sure`]: share * sure,
      [`${name}Relative`]: share / best,
      [`${name}Ahead`]: rank === 0 ? share - second : 0,
    },
    text: describe(share, page),
  }));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
