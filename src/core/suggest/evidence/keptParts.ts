/** Parts of the removed page that stand in another one though its sentences were rewritten: headings, title, links. */

import { words } from '../text/words.ts';
import type { LivePage } from '../world/livePages.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { firstAllowed, pagesThatMayAnswer } from './rules.ts';

const considered = 6;

/** What more pages have in common is no sign of any of them. */
const mostPages = 25;

export const keptParts: EvidenceModule = {
  kind: 'kept-parts',
  find(question, world) {
    const { text } = question;
    if (text === undefined) return [];
    const allowed = pagesThatMayAnswer(question, world);
    // One more than tells anything says that they are too many.
    const fewOf = (pages: Iterable<LivePage>) => firstAllowed(pages, allowed, mostPages + 1);
    const headings = tally(unique(text.headings.map((heading) => words(heading).join(' '))), (heading) =>
      fewOf(world.pages.byHeading(heading.split(' '))),
    );
    const file = question.past[0]?.file;
    const targets = file === undefined ? [] : unique(text.links.map(({ target }) => world.linkedTo.key(target, file)));
    const links = tally(targets, (target) => fewOf(world.linkedTo.from(target)));
    const title = text.title === undefined ? [] : fewOf(world.pages.byHeading(words(text.title)));
    return [
      ...hits('headingsKept', headings, (share) => `${percent(share)} of the removed page's headings are in it`),
      ...hits('linksKept', links, (share) => `${percent(share)} of the removed page's links are in it`),
      ...(title.length > mostPages ? [] : title).map(
        (page): Hit => ({
          page,
          features: { titleKept: 1 / title.length },
          text: `has a heading or title that reads "${text.title}", the title of the removed page`,
        }),
      ),
    ];
  },
};

/** The share of all parts that each page has; what few pages have counts more. */
function tally(
  parts: readonly string[],
  pagesOf: (part: string) => readonly LivePage[],
): ReadonlyMap<LivePage, { readonly share: number; readonly count: number }> {
  const found = new Map<LivePage, { share: number; count: number }>();
  let whole = 0;
  for (const part of parts) {
    const pages = pagesOf(part);
    if (pages.length > mostPages) continue;
    const weight = 1 / Math.sqrt(Math.max(1, pages.length));
    whole += weight;
    for (const page of pages) {
      const known = found.get(page) ?? { share: 0, count: 0 };
      found.set(page, { share: known.share + weight, count: known.count + 1 });
    }
  }
  return new Map([...found].map(([page, { share, count }]) => [page, { share: share / whole, count }]));
}

function hits(name: string, found: ReturnType<typeof tally>, describe: (share: number) => string): readonly Hit[] {
  const sorted = [...found].sort(([, a], [, b]) => b.share - a.share);
  const best = sorted[0]?.[1].share ?? 1;
  return sorted.slice(0, considered).map(([page, { share, count }]) => ({
    page,
    // One part alone may be chance.
    features: { [name]: share * Math.min(1, count / 3), [`${name}Relative`]: (share / best) * Math.min(1, count / 3) },
    text: describe(share),
  }));
}

function unique(parts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(parts)].filter((part) => part !== undefined && part !== '') as string[];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
