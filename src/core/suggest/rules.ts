/** Rules above all evidence: where a redirect may never lead. */
import type { LivePage } from './livePages.ts';
import type { Question } from './question.ts';
import type { SuggestWorld } from './world.ts';

/**
 * A test of pages for one question: never another language, never another version of the documentation, never a page
 * that is itself redirected, never one that somebody refused for this address. An address of a version that is gone may lead to the pages without a version.
 */
export function mayAnswer(question: Question, world: SuggestWorld): (page: LivePage) => boolean {
  const { partition } = world.pages;
  const { language, version } = question;
  const wanted = version !== undefined && partition.hasVersion(version) ? version : undefined;
  return (page) =>
    page.version === wanted &&
    page.language === language &&
    !world.isRedirected(page.route.url) &&
    !world.isRejected(question.path, page.route.url);
}
