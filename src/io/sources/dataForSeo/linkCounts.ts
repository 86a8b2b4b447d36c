/**
 * How many links lead to pages, up to a thousand addresses a request: https://docs.dataforseo.com/v3/backlinks/bulk_pages_summary/live/
 * An address is asked under every usual spelling, as the index counts each by itself.
 */

import type { BacklinkRequest, CountedAddress, KeepOne, LinkCounts, Quote } from '../../../core/backlinks/source.ts';
import { usualSpellings } from '../../../core/backlinks/spelling.ts';
import { failed, type Result, success } from '../../../core/ports.ts';
import { append } from '../../../core/text/longLists.ts';
import { countIn, listIn, record, text } from '../../disk/json.ts';
import { Budget } from './budget.ts';
import { type Connection, callApi, type RequestTask } from './client.ts';
import { unreadableAnswer } from './paid.ts';

/** Of one request. */
const mostTargets = 1000;
/** By http and https, with a slash and without. */
export const mostSpellings = 4;

/** What the counts are asked with. */
export interface CountsAsked {
  readonly request: BacklinkRequest;
  readonly quote: Quote;
  readonly keep: KeepOne<LinkCounts> | undefined;
}

/** What each row is charged at most is in `quote`; an address whose row is missing has no count, which is not none. */
export async function countsOf(
  connection: Connection,
  urls: readonly string[],
  { request, quote, keep }: CountsAsked,
  signal: AbortSignal,
): Promise<Result<LinkCounts>> {
  const budget = new Budget(quote.highestMicros);
  const asked = new Date(connection.now()).toISOString().slice(0, 10);
  const found: CountedAddress[] = [];
  const each = mostTargets / mostSpellings;
  for (let at = 0; at < urls.length; at += each) {
    const some = urls.slice(at, at + each);
    const task = countsTask(some, request);
    const targets = listIn(task.targets).length;
    const highestMicros = quote.highestMicros === 0 ? 0 : priceOf(quote, targets);
    const call = { path: 'backlinks/bulk_pages_summary/live', task, highestMicros };
    const answer = await callApi(connection, call, budget, signal);
    if (!answer.ok) {
      if (found.length > 0) break;
      return failed(answer.failure.kind, answer.failure.message);
    }
    const { result, problem, settle } = answer.value;
    const odd = problem ?? (Array.isArray(result?.items) ? undefined : 'items is not a list of rows');
    if (odd !== undefined && found.length === 0) {
      await settle();
      return unreadableAnswer(odd, budget.spent);
    }
    const rows = listIn(result?.items).map(record);
    append(
      found,
      some.flatMap((url) => counted(url, rows, asked)),
    );
    await keep?.({ addresses: found, costMicros: budget.spent });
    await settle();
  }
  return success({ addresses: found, costMicros: budget.spent });
}

function countsTask(urls: readonly string[], { includeSubdomains }: BacklinkRequest): RequestTask {
  return { targets: urls.flatMap((url) => usualSpellings(url)), include_subdomains: includeSubdomains };
}

function priceOf({ lines }: Quote, rows: number): number {
  const each = (what: 'requests' | 'rows') => lines.find((line) => line.what === what)?.eachMicros ?? 0;
  return each('requests') + rows * each('rows');
}

/** Links to two spellings are two links; one domain may stand behind both, so that the most of one is what is certain. */
function counted(url: string, rows: readonly ReturnType<typeof record>[], asked: string): readonly CountedAddress[] {
  const spellings = new Set(usualSpellings(url));
  const own = rows.filter((row) => spellings.has(text(row?.url) ?? ''));
  const links = own.map((row) => countIn(row?.backlinks)).filter((count) => count !== undefined);
  if (links.length === 0) return [];
  const domains = own.map((row) => countIn(row?.referring_domains)).filter((count) => count !== undefined);
  const backlinks = links.reduce((sum, count) => sum + count, 0);
  const referringDomains = domains.length === 0 ? undefined : domains.reduce((most, count) => Math.max(most, count), 0);
  return [{ url, asked, backlinks, referringDomains }];
}
