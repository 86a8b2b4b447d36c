/** The commit that removed the page wrote few other pages: what it wrote is likely what took its place. */

import { commitNamed } from '../../history/commitNames.ts';
import type { Commit } from '../../model.ts';
import type { LivePage } from '../world/livePages.ts';
import type { SuggestWorld } from '../world/world.ts';
import type { EvidenceModule, Hit } from './evidence.ts';

/** A commit that writes more pages says nothing of any one of them. */
const mostPages = 12;

export const sameCommit: EvidenceModule = {
  kind: 'same-commit',
  find(question, world) {
    const [best] = question.past;
    const past = best && world.ledger.histories.past.get(best.file);
    if (best === undefined || past === undefined || past.to !== undefined) return [];
    const pages = writtenPages(past.last, world);
    if (pages.size === 0 || pages.size > mostPages) return [];
    const added = [...pages.values()].filter(Boolean).length;
    return [...pages].map(([page, isNew]): Hit => {
      const what = isNew ? 'added' : 'changed';
      return {
        page,
        features: {
          [isNew ? 'addedWith' : 'writtenWith']: best.certainty / (isNew ? added : pages.size),
        },
        text: `${what} in ${commitNamed(past.last)}, which removed the page`,
      };
    });
  },
};

/** The pages of today that a commit wrote, or that became of what it wrote, and whether it added them. */
function writtenPages(commit: Commit, world: SuggestWorld): ReadonlyMap<LivePage, boolean> {
  const pages = new Map<LivePage, boolean>();
  for (const { path, added } of world.ledger.histories.written.get(commit.hash) ?? []) {
    const page = world.pageOf(path, commit);
    if (page !== undefined) pages.set(page, added || pages.get(page) === true);
  }
  return pages;
}
