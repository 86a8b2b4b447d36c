/** How many links lead to pages that live: what would break. Held figures first; one bulk question for those that are missing. */
import type { BacklinkAnswer } from '../model.ts';
import { type Failure, failed, type Result, success } from '../ports.ts';
import { type AnswerKey, isFresh } from './answers.ts';
import { type AskHost, openQuote } from './ask.ts';
import type { BacklinkRequest, CountedAddress, LinkCounts } from './source.ts';
import { readSpelling } from './spelling.ts';

/** The counts of the addresses that were asked about, and what could not be had. */
export interface AskedCounts {
  readonly addresses: readonly CountedAddress[];
  readonly costMicros: number;
  /** Why counts of some could not be had, or could not be kept. */
  readonly missing: Failure | undefined;
}

/** What is held of a site's counts is one answer, which grows with each question. */
export async function askCounts(
  host: AskHost,
  request: BacklinkRequest,
  urls: readonly string[],
  refresh: boolean,
  signal: AbortSignal,
): Promise<Result<AskedCounts>> {
  const key: AnswerKey<'counts'> = { call: 'counts', source: host.sourceId, request };
  const kept = (await host.answers.read(key))?.value.addresses ?? [];
  const fresh = kept.filter(({ asked }) => isFresh(asked, host.today(), host.answersKeptDays));
  const held = new Map((refresh ? [] : fresh).map((each) => [each.url, each]));
  const wanted = [...new Set(urls)];
  const open = wanted.filter((url) => !held.has(url));
  const answerOf = (all: ReadonlyMap<string, CountedAddress>, costMicros: number, missing?: Failure): AskedCounts => ({
    addresses: wanted.flatMap((url) => all.get(url) ?? []),
    costMicros,
    missing,
  });
  if (open.length === 0) return success(answerOf(held, 0));
  // What is held is shown although the rest cannot be had.
  const instead = (failure: Failure): Result<AskedCounts> =>
    !wanted.some((url) => held.has(url)) ? { ok: false, failure } : success(answerOf(held, 0, failure));
  const source = host.open();
  if (!source.ok) return instead(source.failure);
  if (source.value.counts === undefined) {
    return instead({
      kind: 'not-found',
      message: `${source.value.title} does not say how many links lead to a page.`,
    });
  }
  const asking = { ...request, maximumRows: open.length };
  const quote = await openQuote(host, source.value, asking, signal, 'counts');
  if (!quote.ok) return instead(quote.failure);
  const confirmed = await host.confirm(quote.value);
  if (signal.aborted || confirmed.kind !== 'go') {
    return instead({ kind: 'cancelled', message: 'Cancelled. Nothing was charged.' });
  }
  let unkept: Failure | undefined;
  const together = new Map([...fresh, ...held.values()].map((each) => [each.url, each]));
  const own = { ...key, source: source.value.id };
  const keep = async ({ addresses }: LinkCounts) => {
    for (const each of addresses) together.set(each.url, each);
    const value = { addresses: [...together.values()], costMicros: 0 };
    const written = await host.answers.write(own, { asked: host.today(), maximumRows: 1, value });
    unkept = written.ok ? undefined : written.failure;
  };
  const found = await source.value.counts(open, asking, quote.value, signal, keep);
  if (!found.ok) return instead(found.failure);
  const all = new Map([...held, ...found.value.addresses.map((each) => [each.url, each] as const)]);
  const lacking = open.filter((url) => !all.has(url));
  const gone =
    lacking.length === 0
      ? undefined
      : failed(
          'bad-answer',
          `${source.value.title} gave no number for ${lacking[0]}${lacking.length > 1 ? ` and ${lacking.length - 1} more` : ''}. Ask again later.`,
        );
  return success(answerOf(all, found.value.costMicros, gone?.failure ?? unkept));
}

/** The links to one address as one answer counts them, and whose answer that is. */
export interface HeldLinks extends Pick<CountedAddress, 'asked' | 'backlinks' | 'referringDomains'> {
  /** Id of the source. */
  readonly source: string;
}

/**
 * What answers that are held already say of links to single addresses, whether these fail or not: nobody is asked. Of several
 * answers about one address that with most links, as none sees all. `undefined` for one of which none tells a link.
 */
export function heldLinks(
  counts: readonly { readonly source: string; readonly value: LinkCounts }[],
  answers: readonly BacklinkAnswer[],
): (url: string) => HeldLinks | undefined {
  const held = new Map<string, HeldLinks>();
  const take = (url: string, links: HeldLinks) => {
    const key = pageKey(url);
    const known = held.get(key);
    const isMore = known === undefined || links.backlinks > known.backlinks;
    if (links.backlinks > 0 && isMore) held.set(key, links);
  };
  for (const { source, value } of counts) for (const each of value.addresses) take(each.url, { ...each, source });
  for (const { source, asked, pages, leftOut } of answers) {
    const together = new Map<string, HeldLinks>();
    const add = (url: string, backlinks: number, referringDomains: number | undefined) => {
      const key = pageKey(url);
      const before = together.get(key);
      const domains = [before?.referringDomains, referringDomains].filter((each) => each !== undefined);
      together.set(key, {
        source,
        asked,
        // Spellings have links of their own; one domain may stand behind several.
        backlinks: backlinks + (before?.backlinks ?? 0),
        referringDomains: domains.length === 0 ? undefined : domains.reduce((most, each) => Math.max(most, each)),
      });
    };
    for (const { url, backlinks, referringDomains } of pages) add(url, backlinks ?? 0, referringDomains);
    for (const { url, backlinks } of leftOut) add(url, backlinks, undefined);
    for (const [url, links] of together) take(url, links);
  }
  return (url) => held.get(pageKey(url));
}

/** The same for all usual spellings; what is no address is its own key, and so is a key. */
function pageKey(url: string): string {
  return (readSpelling(url)?.key ?? url).replace(/\/$/, '');
}
