/** The same page in the site's main language has a successor; its translation is likely this one's. */

import { containedText } from './containedText.ts';
import { directoryMove } from './directoryMove.ts';
import { type EvidenceModule, type Hit, hitText } from './evidence.ts';
import { linkEdits } from './linkEdits.ts';
import { rename } from './rename.ts';

/** Evidence of the past only: what the words say is asked in the page's own language. */
const asked: readonly EvidenceModule[] = [rename, linkEdits, directoryMove, containedText];

export const translated: EvidenceModule = {
  kind: 'translation',
  find(question, world) {
    const { partition } = world.pages;
    const main = partition.inMainLanguage(question.path);
    if (main === undefined || question.language === undefined) return [];
    const language = question.language;
    const other = world.question({ path: main });
    return asked.flatMap((module) =>
      module.find(other, world).flatMap(({ page, features, ...hit }): readonly Hit[] => {
        const here = world.pages.at(partition.translated(page.route.url, language));
        if (here === undefined) return [];
        const strength = Math.max(
          features.rename ?? 0,
          features.linkEdit ?? 0,
          features.directory ?? 0,
          features.textRelative ?? 0,
        );
        const named = `translated${module.kind[0]?.toUpperCase()}${module.kind.slice(1).replace(/-./g, (dash) => dash[1]?.toUpperCase() ?? '')}`;
        return [{ page: here, features: { [named]: strength }, text: `for ${main}: ${hitText(hit)}` }];
      }),
    );
  },
};
