/** The address is a published one with a slip: case, a letter, an ending, a cut-off end. */
import type { EvidenceModule, Hit } from '../evidence.ts';
import { mayAnswer } from '../rules.ts';
import { editDistance } from '../words.ts';

const shortestCutOff = 6;

export const misspelt: EvidenceModule = {
  kind: 'misspelt',
  find(question, world) {
    const path = question.segments.join('/');
    if (path.length < 4) return [];
    const allowed = mayAnswer(question, world);
    const hits: Hit[] = [];
    const same = world.pages.bySegments(path);
    if (same && allowed(same)) {
      hits.push({ page: same, features: { sameParts: 1 }, text: 'the same address but for case, ending or slash' });
    }
    const limit = path.length < 12 ? 1 : 2;
    for (const page of world.pages.all) {
      if (page.segments.length !== question.segments.length || page === same || !allowed(page)) continue;
      const other = page.segments.join('/');
      const distance = editDistance(path, other, limit);
      if (distance <= limit) {
        const letters = distance === 1 ? 'one letter' : `${distance} letters`;
        hits.push({ page, features: { typo: 1 / distance }, text: `differs by ${letters}` });
      } else if (path.length >= shortestCutOff && other.startsWith(path)) {
        hits.push({
          page,
          features: { cutOff: path.length / other.length },
          text: 'begins with this address, which may be cut off',
        });
      }
    }
    return hits;
  },
};
