/** Rules above all evidence: where a redirect may never lead. */
import { urlKey } from '../../paths.ts';
import { covers, type Partition } from '../partition/partitions.ts';
import type { LivePage } from '../world/livePages.ts';
import type { Question } from '../world/question.ts';
import type { SuggestWorld } from '../world/world.ts';

/**
 * A test of pages for one question: never another language, never another version of the documentation, never a page
 * that is itself redirected, never one that somebody refused for this address. An address of a version that is gone may
 * lead to the pages without a version and to those of a version that covers it (`v1` for `v1.8`), or to the newest where
 * none does, and where only other products have a version called so, to both; one without a version to the newest, too. Of another product, which has versions of its own, it may always
 * be the newest; and any page of a part of the site that has none.
 */
export function pagesThatMayAnswer(question: Question, world: SuggestWorld): (page: LivePage) => boolean {
  const { partition } = world.pages;
  const { language } = question;
  const isVersion = versionTest(question, partition);
  const rejected = world.rejected(question.path);
  return (page) =>
    page.language === language &&
    isVersion(page) &&
    !world.isRedirected(page) &&
    !(rejected.size > 0 && rejected.has(urlKey(page.route.url)));
}

/** So many of the pages that are allowed; the others are not looked at. */
export function firstAllowed(
  pages: Iterable<LivePage>,
  isAllowed: (page: LivePage) => boolean,
  most: number,
): readonly LivePage[] {
  const found: LivePage[] = [];
  for (const page of pages) {
    if (isAllowed(page) && found.push(page) === most) break;
  }
  return found;
}

function versionTest({ path, version }: Question, partition: Partition): (page: LivePage) => boolean {
  const isCurrent = ({ version: of, product }: LivePage): boolean =>
    of === undefined || of === partition.newestVersion || (product !== undefined && of === partition.newestOf(product));
  if (version === undefined) return isCurrent;
  if (!partition.hasVersion(version)) {
    if (!partition.isCovered(version)) return isCurrent;
    return (page) => page.version === undefined || covers(page.version, version);
  }
  const product = partition.product(path) ?? '';
  const isGone = !partition.hasVersionOf(product, version);
  return (page) => page.version === version || ((isGone || isBeside(page, product)) && isCurrent(page));
}

/** Of another product, or of a part of the site that has no versions at all and lies outside this product's folder. */
function isBeside(page: LivePage, product: string): boolean {
  if (page.product !== undefined) return page.product !== product;
  return product !== '' && !`/${page.segments.join('/')}/`.includes(`/${product}/`);
}
