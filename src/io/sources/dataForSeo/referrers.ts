/** "Who links here": the strongest links to one page, under every spelling the index uses. */
import { byStrength } from '../../../core/backlinks/brokenPages.ts';
import type { BacklinkRequest, Referrers } from '../../../core/backlinks/source.ts';
import { bareHost, webAddress } from '../../../core/backlinks/webAddress.ts';
import type { BrokenPage } from '../../../core/model.ts';
import { type Result, success } from '../../../core/ports.ts';
import { countIn, listIn } from '../../disk/json.ts';
import type { RequestTask } from './client.ts';
import { pageProblem } from './paging.ts';
import { type Paid, unreadableAnswer } from './paid.ts';
import { backlink } from './rows.ts';

/** How many are asked for. */
export const referrerRows = 20;

/** Conditions one query may have. */
const mostConditions = 8;

/** A task of `backlinks`; `undefined` when the page has no address of the web. */
export function referrersTask(page: BrokenPage, request: BacklinkRequest): RequestTask | undefined {
  const address = webAddress(page.url);
  if (address === undefined) return undefined;
  const spellings = page.spellings.slice(0, mostConditions - (request.dofollowOnly ? 1 : 0));
  const urls = spellings.map((url) => ['url_to', '=', url]);
  const [only] = urls;
  const anyUrl =
    urls.length === 1 && only !== undefined ? only : urls.flatMap((each, at) => (at === 0 ? [each] : ['or', each]));
  return {
    target: bareHost(address.hostname),
    mode: 'as_is',
    filters: request.dofollowOnly ? [anyUrl, 'and', ['dofollow', '=', true]] : anyUrl,
    order_by: ['domain_from_rank,desc', 'rank,desc'],
    limit: referrerRows,
  };
}

/** A failure names the field, where no link can be read and there should be some. */
export function referrersOf({ result, problem, costMicros }: Paid): Result<Referrers> {
  const rows = listIn(result?.items);
  const links = rows.map(backlink).filter((link) => link !== undefined);
  const unread = links.length === 0 && rows.length > 0 ? 'no row of items has url_from and url_to' : undefined;
  const odd = problem ?? pageProblem(result) ?? unread;
  if (odd !== undefined) return unreadableAnswer(odd, costMicros);
  return success({ links: links.sort(byStrength), total: countIn(result?.total_count) ?? links.length, costMicros });
}
