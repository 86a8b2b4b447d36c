/** The nearest section above the address that still stands. */
import type { EvidenceModule } from './evidence.ts';

export const parentSection: EvidenceModule = {
  kind: 'section',
  find(question, world) {
    for (let cut = question.segments.length - 1; cut > 0; cut--) {
      const page = world.pages.bySegments(question.segments.slice(0, cut).join('/'));
      if (page === undefined) continue;
      const near = cut / Math.max(1, question.segments.length - 1);
      return [
        {
          page,
          features: { section: near, sectionDirect: near === 1 ? 1 : 0 },
          text: `the section above it, ${page.route.url}`,
        },
      ];
    }
    return [];
  },
};
