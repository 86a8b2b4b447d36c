/** The last part of the address stands in a heading as a name of its own: `example.org/private-key` for `/private-key`. */
import type { EvidenceModule } from './evidence.ts';
import { mayAnswer } from './rules.ts';

const mostPages = 8;

export const namedInHeading: EvidenceModule = {
  kind: 'name',
  find(question, world) {
    const pages = world.pages.byName(question.slug.toLowerCase()).filter(mayAnswer(question, world));
    if (pages.length > mostPages) return [];
    return pages.map((page) => ({
      page,
      features: { named: 1 / pages.length },
      text: `has a heading that names "${question.slug}"`,
    }));
  },
};
