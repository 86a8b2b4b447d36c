/** Rules above all evidence: where a redirect may never lead. */
import { urlKey } from '../paths.ts';
import type { LivePage } from './livePages.ts';
import { covers, type Partition } from './partitions.ts';
import type { Question } from './question.ts';
import type { SuggestWorld } from './world.ts';

/**
 * A test of pages for one question: never another language, never another version of the documentation, never a page
 * that is itself redirected, never one that somebody refused for this address. An address of a version that is gone may
 * lead to the pages without a version, and to those of a version that covers it (`v1` for `v1.8`); one without a version
 * to the newest, where nearly all pages have one.
 */
export function mayAnswer(question: Question, world: SuggestWorld): (page: LivePage) => boolean {
  const { partition } = world.pages;
  const { language, version } = question;
  const isVersion = versionTest(version, partition);
  const rejected = world.rejected(question.path);
  return (page) =>
    page.language === language &&
    isVersion(page.version) &&
    !world.isRedirected(page) &&
    !(rejected.size > 0 && rejected.has(urlKey(page.route.url)));
}

function versionTest(wanted: string | undefined, partition: Partition): (of: string | undefined) => boolean {
  if (wanted === undefined) return (of) => of === undefined || of === partition.newestVersion;
  if (partition.hasVersion(wanted)) return (of) => of === wanted;
  return (of) => of === undefined || covers(of, wanted);
}
