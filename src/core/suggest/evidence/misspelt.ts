/** The address is a published one with a slip: case, a letter, an extension, a cut-off end. */
import { mayBeTypo } from '../text/countingParts.ts';
import type { LivePage } from '../world/livePages.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { pagesThatMayAnswer } from './rules.ts';

const shortestCutOff = 6;

/** One slip in so many letters; `MkDir` and `ChDir` are two commands. */
const lettersForASlip = 4;

export const misspelt: EvidenceModule = {
  kind: 'misspelt',
  find(question, world) {
    const path = question.segments.join('/');
    if (path.length < 4) return [];
    const allowed = pagesThatMayAnswer(question, world);
    const hits: Hit[] = [];
    const same = world.pages.bySegments(path);
    if (same && allowed(same)) hits.push(sameHit(same));
    const limit = path.length < 12 ? 1 : 2;
    const near = new Set<LivePage>();
    for (const { page, distance } of world.pages.near(question.segments, limit)) {
      near.add(page);
      if (page === same || !allowed(page) || !mayBeTypo(path, page.path)) continue;
      if (!isOtherName(question.slug, page.slug, distance)) hits.push(nearHit(page, distance));
    }
    for (const page of path.length >= shortestCutOff ? world.pages.beginningWith(question.segments) : []) {
      if (page === same || near.has(page) || !allowed(page)) continue;
      hits.push({
        page,
        features: { cutOff: path.length / page.path.length },
        text: 'begins with this address, which may be cut off',
      });
    }
    return hits;
  },
};

function nearHit(page: LivePage, distance: number): Hit {
  if (distance === 0) return sameHit(page);
  const letters = distance === 1 ? 'one letter' : `${distance} letters`;
  return { page, features: { typo: 1 / distance }, text: `differs by ${letters}` };
}

/** Two pages may differ in no more than that, such as `/lamps` and `/lamps.html`. */
function sameHit(page: LivePage): Hit {
  const text = 'the same address except for case, extension, slash or what follows it';
  return { page, features: { sameParts: 1 }, text };
}

/** The last parts differ by more than a slip makes of a name so short. */
function isOtherName(asked: string, own: string, distance: number): boolean {
  return asked !== own && distance * lettersForASlip > Math.max(asked.length, own.length);
}
