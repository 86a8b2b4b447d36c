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
 * be the newest; and any page of a part of the site that has none. Where git surely followed the file into a version that is kept, and
 * that alone has the page, the address may lead there.
 */
export function pagesThatMayAnswer(question: Question, world: SuggestWorld): (page: LivePage) => boolean {
  const { partition } = world.pages;
  const { language } = question;
  const isVersion = versionTest(question, partition);
  const rejected = world.rejected(question.path);
  const kept = keptInVersion(question, world);
  return (page) =>
    page.language === language &&
    (isVersion(page) || (page === kept && !isInAnother(page, isVersion, world))) &&
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

/** A file is the same in this share of its lines, whatever folder it went to. */
const surelySame = 80;

/**
 * The page that the file of an address without a version surely became, where it is one of a version: of a site whose pages
 * moved below the folder of the version they were of, when the next one was written. Where the pages of today have no
 * version, those are copies, and git may take a copy for what a page became that moved on the same day.
 */
export function keptInVersion({ version, past }: Question, { ledger, pages }: SuggestWorld): LivePage | undefined {
  const [match] = past;
  if (version !== undefined || match?.certainty !== 1) return undefined;
  const trail = ledger.successor(match.file);
  if (trail === undefined || trail.steps.some(({ similarity }) => similarity < surelySame)) return undefined;
  const page = pages.ofFile(trail.file);
  return page?.version === undefined || pages.isBesideToday(page) ? undefined : page;
}

/** Whether a page that may answer is the same one of another version. */
function isInAnother(page: LivePage, mayAnswer: (page: LivePage) => boolean, { pages }: SuggestWorld): boolean {
  const own = withoutVersion(page);
  return pages.bySlug(page.slug).some((other) => other !== page && mayAnswer(other) && withoutVersion(other) === own);
}

function withoutVersion({ segments, version }: LivePage): string {
  const parts = version?.split('/') ?? [];
  return segments.filter((segment) => !parts.includes(segment)).join('/');
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
