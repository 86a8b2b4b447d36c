/** How many links lead to pages that live: what would break. Held figures first; one bulk question for those that are missing. */
import { type Failure, failed, type Result, success } from '../ports.ts';
import { type AnswerKey, isFresh } from './answers.ts';
import { type AskHost, openQuote } from './ask.ts';
import type { BacklinkRequest, CountedAddress, LinkCounts } from './source.ts';

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
