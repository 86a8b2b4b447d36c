/** The address is a folder of pages that has none of its own: the page that readers begin with stands for it. */

import type { DirectoryMove } from '../world/directoryMoves.ts';
import type { LivePage } from '../world/livePages.ts';
import type { Question } from '../world/question.ts';
import type { SuggestWorld } from '../world/world.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { pagesThatMayAnswer } from './rules.ts';

/** What sites call the first page of a folder, the usual names first. */
const frontNames =
  'overview introduction intro about getting-started get-started start-here welcome quickstart table-of-contents contents home main'.split(
    ' ',
  );

/** Fewer pages that went the same way tell nothing of their folder. */
const leastMoved = 2;
/** Of the folder's pages. */
const mostMoved = 0.5;
/** What the place of a page, or of its folder, tells beside its name. */
const byPlace = 0.5;
/** What the navigation tells, which readers see. */
const byNavigation = 0.75;

export const frontPage: EvidenceModule = {
  kind: 'front-page',
  find(question, world) {
    const allowed = pagesThatMayAnswer(question, world);
    const folder = spellings(question).find((path) => world.pages.isFolder(path));
    if (folder === undefined) return ofMovedFolder(question, world, allowed);
    if (world.pages.bySegments(folder) !== undefined) return [];
    const named = namedFirst(folder, question.slug, world, allowed);
    const hits = named.map(
      (page, rank): Hit => ({
        page,
        features: { front: 1 / (rank + 1) },
        text: `the first page of the folder ${folder}/, which has no page of its own`,
      }),
    );
    const inFolder = pagesIn(folder, world, allowed);
    const [only] = inFolder;
    if (only !== undefined && inFolder.length === 1)
      hits.push({ page: only, features: { frontOnly: 1 }, text: `the only page right below ${folder}/` });
    const shown = named.length > 0 ? undefined : firstShown(folder, world, allowed);
    const first = named.length > 0 ? undefined : (shown ?? firstInOrder(inFolder));
    if (first !== undefined)
      hits.push({
        page: first,
        features: { front: shown === undefined ? byPlace : byNavigation },
        text: `the first in the order of the pages of ${folder}/, which has no page of its own`,
      });
    return hits;
  },
};

/** Where the pages of a folder that is gone went, and what readers begin with there. */
function ofMovedFolder(question: Question, world: SuggestWorld, allowed: (page: LivePage) => boolean): readonly Hit[] {
  const [move] = spellings(question).flatMap((path) => world.directories.of(path).slice(0, 1));
  if (move === undefined || move.to === '' || move.count < leastMoved || move.share < mostMoved) return [];
  const page = world.pages.bySegments(move.to) ?? firstOf(move, question.slug, world, allowed);
  if (page === undefined || !allowed(page)) return [];
  const text = `${move.count} pages of ${move.from}/ moved to ${move.to}/, and this is the first page there`;
  return [{ page, features: { front: byPlace * move.share }, text }];
}

function firstOf(
  { to }: DirectoryMove,
  slug: string,
  world: SuggestWorld,
  allowed: (page: LivePage) => boolean,
): LivePage | undefined {
  return namedFirst(to, slug, world, allowed)[0] ?? firstInOrder(pagesIn(to, world, allowed));
}

/** Those that are called as the first page of a folder usually is, the likeliest first. */
function namedFirst(
  folder: string,
  slug: string,
  { pages }: SuggestWorld,
  allowed: (page: LivePage) => boolean,
): readonly LivePage[] {
  const at = (path: string): readonly LivePage[] => {
    const page = pages.bySegments(`${folder}/${path}`);
    return page !== undefined && allowed(page) ? [page] : [];
  };
  const near = [slug, ...frontNames].flatMap(at);
  const deeper = () => frontNames.flatMap((outer) => frontNames.flatMap((inner) => at(`${outer}/${inner}`)));
  return [...new Set(near.length > 0 ? near : deeper())];
}

function pagesIn(folder: string, { pages }: SuggestWorld, allowed: (page: LivePage) => boolean): readonly LivePage[] {
  return pages.beginningWith([...folder.split('/'), '']).filter(allowed);
}

/** The page of the folder, or of one in it, that the navigation shows first. */
function firstShown(
  folder: string,
  { pages, places }: SuggestWorld,
  allowed: (page: LivePage) => boolean,
): LivePage | undefined {
  if (places === undefined || places.size === 0) return undefined;
  let shown = shownFirst.get(pages);
  if (shown === undefined) {
    shown = inOrderOfFolders(pages.all, places);
    shownFirst.set(pages, shown);
  }
  return shown.get(folder)?.find(allowed);
}

/** Made once for the pages of a site, and not for each question. */
const shownFirst = new WeakMap<SuggestWorld['pages'], ReadonlyMap<string, readonly LivePage[]>>();

/** For each folder its pages that the navigation shows, at any depth, the first one first. */
function inOrderOfFolders(
  all: readonly LivePage[],
  places: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly LivePage[]> {
  const placed = all.flatMap((page) => {
    const place = places.get(page.route.file);
    return place === undefined ? [] : [{ page, place }];
  });
  const shown = new Map<string, LivePage[]>();
  for (const { page } of placed.sort((a, b) => a.place - b.place)) {
    for (let end = page.path.indexOf('/', 1); end > 0; end = page.path.indexOf('/', end + 1)) {
      const folder = page.path.slice(0, end);
      const known = shown.get(folder);
      if (known === undefined) shown.set(folder, [page]);
      else known.push(page);
    }
  }
  return shown;
}

/** The page with the lowest place; none where two share it, or fewer than two have one. */
function firstInOrder(inFolder: readonly LivePage[]): LivePage | undefined {
  const placed = inFolder.flatMap((page) => (page.order === undefined ? [] : [{ page, order: page.order }]));
  const [first, second] = placed.sort((a, b) => a.order - b.order);
  return first !== undefined && second !== undefined && first.order < second.order ? first.page : undefined;
}

/** The address, and with its last part's capitals and underscores as hyphens: `dataGrid` is the folder `data-grid`. */
function spellings({ segments, slugWritten }: Question): readonly string[] {
  // Nearly every one is in small letters, and looking behind each of them takes long.
  const parted = /[^a-z\d_.-]/.test(slugWritten) ? slugWritten.replace(/(?<=\p{Ll}|\d)(?=\p{Lu})/gu, '-') : slugWritten;
  const hyphened = parted.replaceAll('_', '-').toLowerCase();
  return [...new Set([segments, [...segments.slice(0, -1), hyphened]].map((path) => path.join('/')))];
}
