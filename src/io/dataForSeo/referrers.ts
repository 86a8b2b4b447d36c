/** "Who links here": the strongest links to one page, under every spelling the index uses. */
import { byStrength } from '../../core/backlinks/brokenPages.ts';
import type { BacklinkRequest, Referrers } from '../../core/backlinks/source.ts';
import { bareHost, webAddress } from '../../core/backlinks/webAddress.ts';
import type { BrokenPage } from '../../core/model.ts';
import { count, type Json, list, record } from '../json.ts';
import type { Task } from './client.ts';
import { backlink } from './rows.ts';

/** How many are asked for. */
export const referrerRows = 20;

/** Conditions one query may have. */
const mostConditions = 8;

/** A task of `backlinks`; `undefined` when the page has no address of the web. */
export function referrersTask(page: BrokenPage, request: BacklinkRequest): Task | undefined {
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

export function referrersOf(result: Json | undefined, costMicros: number): Referrers {
  const links = list(record(result)?.items)
    .map(backlink)
    .filter((link) => link !== undefined);
  return { links: links.sort(byStrength), total: count(record(result)?.total_count) ?? links.length, costMicros };
}
