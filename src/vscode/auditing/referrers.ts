/** Puts the referrers of one page into the answer they belong to. */

import { dollars } from '../../core/backlinks/price.ts';
import type { Referrers } from '../../core/backlinks/source.ts';
import type { BacklinkAnswer, BrokenPage } from '../../core/model.ts';
import { encodeUrl } from '../../core/paths.ts';
import { count } from '../../core/wording/amounts.ts';
import type { Judged } from './folderWork.ts';

export function withReferrers(judged: Judged, broken: BrokenPage, found: Referrers): Judged {
  return { ...judged, answer: withReferrersOf(judged.answer, broken, found) };
}

/** By the whole address: the same path on a former host is another page. */
export function withReferrersOf<Answer extends BacklinkAnswer>(
  answer: Answer,
  { url }: BrokenPage,
  { links }: Referrers,
): Answer {
  const pages = answer.pages.map((page) => (page.url === url ? { ...page, referrers: links } : page));
  return { ...answer, pages };
}

/** `12 of 41 links to /docs/setup/. Cost $0.0244.` */
export function referrersLine({ path }: BrokenPage, { links, total, costMicros }: Referrers): string {
  const cost = costMicros > 0 ? ` Cost ${dollars(costMicros)}.` : '';
  return `${links.length} of ${count(total, 'link')} to ${encodeUrl(path)}.${cost}`;
}
