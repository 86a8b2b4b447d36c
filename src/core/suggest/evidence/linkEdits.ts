/** Authors changed links from this page to another one. */

import { segmentsKey } from '../text/links.ts';
import type { LivePage } from '../world/livePages.ts';
import type { Question } from '../world/question.ts';
import type { SuggestWorld } from '../world/world.ts';
import type { EvidenceModule, Hit } from './evidence.ts';

export const linkEdits: EvidenceModule = {
  kind: 'link-edits',
  find(question, world) {
    const votes = new Map<LivePage, { count: number; direct: number }>();
    for (const key of keysOf(question)) follow(key, 1, world, votes, new Set());
    let total = 0;
    for (const { count } of votes.values()) total += count;
    return [...votes].map(([page, { count, direct }]): Hit => {
      const share = count / total;
      const links = Math.round(direct);
      return {
        page,
        features: {
          linkEdit: share,
          linkEditSure: count / (total + 1),
          linkEditVotes: share * Math.min(1, Math.log2(1 + count) / 3),
        },
        text:
          links > 0
            ? `${links} ${links === 1 ? 'link in the repository was' : 'links in the repository were'} changed from this page to it`
            : 'links in the repository were changed to it, by way of another page',
      };
    });
  },
};

/** The address itself, and the files that were behind it. */
function keysOf(question: Question): ReadonlySet<string> {
  return new Set([
    question.segments.join('/'),
    ...question.past.filter(({ certainty }) => certainty > 0.5).map(({ file }) => segmentsKey(file)),
  ]);
}

/** A new target may be dead by now; then its own renames and edits are followed, each step counting half. */
function follow(
  key: string,
  worth: number,
  world: SuggestWorld,
  votes: Map<LivePage, { count: number; direct: number }>,
  seen: Set<string>,
): void {
  if (seen.has(key) || worth < 0.1) return;
  seen.add(key);
  for (const { to, count, last } of world.edits.of(key).slice(0, 12)) {
    const here = world.pages.bySegments(to);
    // What was there then may be elsewhere by now, and another page in its place.
    const page = here && (world.pageOf(here.route.file, last) ?? here);
    if (page === undefined) {
      const moved = world.movedTo(to);
      if (moved === undefined) follow(to, worth / 2, world, votes, seen);
      else vote(votes, moved, count * worth * 0.8, 0);
    } else vote(votes, page, count * worth, worth === 1 ? count : 0);
  }
}

function vote(
  votes: Map<LivePage, { count: number; direct: number }>,
  page: LivePage,
  count: number,
  direct: number,
): void {
  const held = votes.get(page);
  if (held === undefined) votes.set(page, { count, direct });
  else {
    held.count += count;
    held.direct += direct;
  }
}
