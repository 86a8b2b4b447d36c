/** The address is a folder of pages that has none of its own: the page that readers begin with stands for it. */

import type { LivePage } from '../world/livePages.ts';
import type { Question } from '../world/question.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { mayAnswer } from './rules.ts';

/** What sites call the first page of a folder, the usual names first. */
const frontNames =
  'overview introduction intro about getting-started get-started start-here welcome quickstart table-of-contents contents home main'.split(
    ' ',
  );

export const frontPage: EvidenceModule = {
  kind: 'front-page',
  find(question, world) {
    const folder = spellings(question).find((path) => world.pages.isFolder(path));
    if (folder === undefined || world.pages.bySegments(folder) !== undefined) return [];
    const allowed = mayAnswer(question, world);
    const inFolder = world.pages.beginningWith([...folder.split('/'), '']).filter(allowed);
    const at = (path: string): readonly LivePage[] => {
      const page = world.pages.bySegments(`${folder}/${path}`);
      return page !== undefined && allowed(page) ? [page] : [];
    };
    const near = [question.slug, ...frontNames].flatMap(at);
    const deeper = frontNames.flatMap((outer) => frontNames.flatMap((inner) => at(`${outer}/${inner}`)));
    const named = [...new Set(near.length > 0 ? near : deeper)];
    const hits = named.map(
      (page, rank): Hit => ({
        page,
        features: { front: 1 / (rank + 1) },
        text: `the first page of the folder ${folder}/, which has no page of its own`,
      }),
    );
    const [only] = inFolder;
    if (only !== undefined && inFolder.length === 1)
      hits.push({ page: only, features: { frontOnly: 1 }, text: `the only page right below ${folder}/` });
    return hits;
  },
};

/** The address, and with its last part's capitals and underscores as hyphens: `dataGrid` is the folder `data-grid`. */
function spellings({ segments, slugWritten }: Question): readonly string[] {
  const hyphened = slugWritten
    .replace(/(?<=\p{Ll}|\d)(?=\p{Lu})/gu, '-')
    .replaceAll('_', '-')
    .toLowerCase();
  return [segments, [...segments.slice(0, -1), hyphened]].map((path) => path.join('/'));
}
