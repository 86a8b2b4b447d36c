/** Rules above all evidence: where a redirect may never lead. */
import type { LivePage } from './livePages.ts';
import type { Question } from './question.ts';
import type { SuggestWorld } from './world.ts';

/**
 * A test of pages for one question: never another language, never another version of the documentation, never a page
 * that is itself redirected. An address that names no language may lead into one where every page names its language;
 * one of a version that is gone may lead to the pages without a version.
 */
export function mayAnswer(question: Question, world: SuggestWorld): (page: LivePage) => boolean {
  const { partition } = world.pages;
  const { language, version } = question;
  const version_ = version !== undefined && partition.hasVersion(version) ? version : undefined;
  return (page) => {
    if (world.isRedirected(page.route.url)) return false;
    if (page.version !== version_) return false;
    if (language === page.language) return true;
    return language === undefined && !partition.plainLanguage;
  };
}
