/** What is wrong with the redirects of a site, without what people want left alone: the same for every host. */
import { ignoring } from '../core/audit/ignored.ts';
import { withoutSilenced } from '../core/audit/silencedRedirects.ts';
import { missingAnchors } from '../core/redirects/checks/anchors.ts';
import type { LinkedPages } from '../core/redirects/checks/guard.ts';
import { compactableFiles } from '../core/redirects/compact/compact.ts';
import { type RedirectReview, reviewRedirects } from '../core/redirects/repair/review.ts';
import type { RedirectTable } from '../core/redirects/resolution.ts';
import type { Site } from '../core/site/site.ts';
import { ignorePatterns, type Layers } from './configuration.ts';
import { readDecided } from './decided.ts';
import type { Workspace } from './workspace.ts';

/** `layers`: who may say what is ignored; `linked`: what an audit knows. */
export async function reviewSite(
  { repo, now }: Workspace,
  site: Site,
  table: RedirectTable,
  layers: Layers,
  linked?: LinkedPages,
): Promise<RedirectReview> {
  const { decisions } = await readDecided({ repo, site, now });
  const patterns = ignorePatterns(layers).map(({ value }) => value);
  const review = {
    ...reviewRedirects(table, linked, await missingAnchors(table)),
    compactable: compactableFiles(table.rules),
  };
  return withoutSilenced(review, ignoring(patterns, decisions));
}
