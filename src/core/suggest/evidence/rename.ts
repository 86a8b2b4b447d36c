/** The file behind the address was renamed, in one or more steps, or is where it was and has another address. */

import { commitNamed } from '../../history/commitNames.ts';
import type { FileStep } from '../../history/fileHistories.ts';
import { least } from '../../text/longLists.ts';
import type { EvidenceModule, Hit } from './evidence.ts';

export const rename: EvidenceModule = {
  kind: 'rename',
  find(question, world) {
    const hits: Hit[] = [];
    for (const match of question.past) {
      const fate = match.page?.fate;
      if (fate?.kind === 'readdressed' || fate?.kind === 'generator-switched') {
        const page = world.pages.ofFile(match.file);
        const features = { rename: 1, renameSimilarity: 1, renameOneStep: 1 };
        if (page) hits.push({ page, features, text: `the same file: ${fate.cause}` });
        continue;
      }
      const trail = world.ledger.successor(match.file);
      const page = trail && world.pages.ofFile(trail.file);
      if (trail === undefined || page === undefined) continue;
      const similarity = least(trail.steps.map((step) => step.similarity)) / 100;
      const features: Record<string, number> =
        match.certainty === 1
          ? { rename: 1, renameSimilarity: similarity, renameOneStep: trail.steps.length === 1 ? 1 : 0 }
          : { renameAlike: match.certainty, renameAlikeSimilarity: match.certainty * similarity };
      hits.push({ page, features, text: describe(trail.steps, match.certainty) });
    }
    return hits;
  },
};

function describe(steps: readonly FileStep[], certainty: number): string {
  const step = steps[steps.length - 1];
  if (step === undefined) return 'renamed';
  const sure = certainty === 1 ? '' : 'a file of this name was ';
  const more = steps.length > 1 ? `, after ${steps.length - 1} earlier rename${steps.length > 2 ? 's' : ''}` : '';
  return `${sure}renamed in ${commitNamed(step.commit)}, ${step.similarity} % similar${more}`;
}
