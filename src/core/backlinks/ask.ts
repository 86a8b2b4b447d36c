/** From a request to an answer as every host goes about it: a kept one, else quote, confirmation, payment, keeping. */
import type { BacklinkAnswer, Day } from '../model.ts';
import { type Failure, failed, type Progress, type Result, success } from '../ports.ts';
import { withGapsOfRows } from './answerGaps.ts';
import { type AnswerStore, isFresh, isKeepable, type KeptAnswer } from './answers.ts';
import { answersAll, type Held, heldFor, heldInstead, heldNote } from './held.ts';
import { type Expense, leftOfCap, type MonthlySpend, monthOf, unsettled, unsettledNote } from './ledger.ts';
import { type ListedAnswer, type RowList, withoutListing } from './listing.ts';
import { narrowedAnswer } from './narrow.ts';
import { dollars } from './price.ts';
import type { BacklinkRequest, BacklinkSource, PaidCall, Quote } from './source.ts';

/** What asking an index needs of the host: stores, money spent, and somebody who confirms a price. */
export interface AskHost {
  /** Id of the source, known also when it cannot be opened (no credentials): kept answers need none. */
  readonly sourceId: string;
  open(): Result<BacklinkSource>;
  readonly answers: AnswerStore;
  /** What was spent so far. */
  ledger(): Promise<MonthlySpend>;
  /** Each request that cost something, or may have. */
  expenses(): Promise<readonly Expense[]>;
  today(): Day;
  readonly answersKeptDays: number;
  /** For a calendar month; `undefined` for no cap. */
  readonly monthlyCapMicros: number | undefined;
  /** Shows price and balance; called before anything is charged, and not at all when nothing is. */
  confirm(quote: Quote): Promise<Confirmation>;
}

export type Confirmation =
  /** `held`: nothing is to be paid, and what is held of the answer is to be used, if there is any. */
  { readonly kind: 'go' | 'cancel' | 'held' } | { readonly kind: 'fewer'; readonly maximumRows: number };

/** The answer, new or kept. */
export interface AskedAnswer {
  readonly answer: BacklinkAnswer;
  /** It was kept from an earlier run and cost nothing now. */
  readonly isKept: boolean;
}

/**
 * `refresh` asks again although an answer is kept; the kept one stays until the new one is there. Of an answer that takes
 * several requests, the part that is paid for is kept at once. Where a list was interrupted, or more of it is wanted, the
 * rest is asked for alone; where that cannot be had or is not allowed, what is held is the answer, which says what is missing.
 */
export async function askForPages(
  host: AskHost,
  request: BacklinkRequest,
  refresh: boolean,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result<AskedAnswer>> {
  const found = await host.answers.read({ call: 'pages', source: host.sourceId, request });
  const kept = found && isFresh(found.asked, host.today(), host.answersKeptDays) ? found : undefined;
  if (!refresh) {
    const answered = kept !== undefined && answersAll(kept, request) ? kept.value : await fromWider(host, request);
    if (answered !== undefined) return stored(answered);
  }
  const instead = (why: Failure | Quote): Result<AskedAnswer> => {
    const isUsable = !refresh && kept !== undefined && isKeepable(kept.value);
    if (isUsable && !('kind' in why && why.kind === 'cancelled')) return stored(heldInstead(kept, why));
    return 'kind' in why ? { ok: false, failure: why } : failed('cancelled', 'Cancelled. Nothing was charged.');
  };
  const opened = host.open();
  if (!opened.ok) return instead(opened.failure);
  const source = opened.value;
  // What a sandbox says has nothing to do with what is kept of the real site.
  const isSame = source.id === host.sourceId;
  const held = isSame ? heldFor(found, refresh, host.today(), host.answersKeptDays) : undefined;
  progress.report(`Asking ${source.title} for its price`);
  const agreed = await agree(host, source, request, held?.listing, signal);
  if (!agreed.ok) return instead(agreed.failure);
  const { quote, within, isAgreed } = agreed.value;
  if (!isAgreed) return instead(quote);
  const keep = keeper(host, source, {
    within,
    quote,
    held,
    found: isSame ? found : undefined,
    kept: isSame ? kept : undefined,
  });
  const keepPart = async (part: ListedAnswer) => {
    const isLess = part.listing === undefined && part.pages.length <= (kept?.value.pages.length ?? 0);
    // Where it fails, keeping the whole answer fails as well, and says so.
    if (!isLess && (isKeepable(part) || isBegun(part))) await keep(part);
  };
  const answer = await source.fetchPages(within, quote, progress, signal, { held: held?.listing, keepPart });
  if (!answer.ok) return instead(answer.failure);
  return afterKeeping(withGapsOfRows(answer.value, within), keep, signal);
}

/** Paid for before there is a row: what is kept is where its rows will be. */
function isBegun({ listing }: ListedAnswer): boolean {
  return listing !== undefined && listing.rows === 0 && listing.next !== undefined;
}

/** The answer as it is given to the host, after it was kept. */
async function afterKeeping(
  value: ListedAnswer,
  keep: (value: ListedAnswer) => Promise<Result<undefined>>,
  signal: AbortSignal,
): Promise<Result<AskedAnswer>> {
  const answer = withoutListing(value);
  const written = isKeepable(value) ? await keep(value) : undefined;
  if (signal.aborted) return failed('cancelled', cancelledWords(value, written?.ok === true));
  if (written?.ok) return success({ answer, isKept: false });
  const message =
    written === undefined
      ? 'This answer was not kept, because it could not be read. The next audit asks again.'
      : `This answer could not be kept: ${written.failure.message}`;
  return success({ answer: { ...answer, notes: [...answer.notes, { message }] }, isKept: false });
}

function stored(value: ListedAnswer): Result<AskedAnswer> {
  return success({ answer: { ...withoutListing(value), costMicros: 0 }, isKept: true });
}

/** A whole answer to a wider question holds this one's. */
async function fromWider(host: AskHost, request: BacklinkRequest): Promise<ListedAnswer | undefined> {
  if (request.asLinks) return undefined;
  const wider = await host.answers.wider({ call: 'pages', source: host.sourceId, request });
  for (const { scope, kept } of wider) {
    const isYoung = isFresh(kept.asked, host.today(), host.answersKeptDays);
    const answer = isYoung ? narrowedAnswer(kept, scope, request) : undefined;
    if (answer !== undefined) return answer;
  }
  return undefined;
}

interface KeepingOf {
  readonly within: BacklinkRequest;
  readonly quote: Quote;
  readonly held: Held | undefined;
  /** What is kept, and the same where it is young enough to be shown. */
  readonly found: KeptAnswer<ListedAnswer> | undefined;
  readonly kept: KeptAnswer<ListedAnswer> | undefined;
}

/** Keeps an answer under the name of who gave it; a new list that is not whole beside the answer that stands in for it. */
function keeper(
  { answers }: AskHost,
  source: BacklinkSource,
  { within, quote, held, found, kept }: KeepingOf,
): (value: ListedAnswer) => Promise<Result<undefined>> {
  const key = { call: 'pages', source: source.id, request: within } as const;
  const before = held === undefined ? kept : held.isBeside ? found : undefined;
  return (value) => {
    const { limitMicros } = quote;
    const entry = { asked: value.asked, maximumRows: within.maximumRows, limitMicros, value };
    const isBeside = before !== undefined && value.listing?.isInterrupted === true;
    return answers.write(key, isBeside ? { ...before, part: entry } : entry);
  };
}

/** What was paid until the user stopped it, and what became of that. */
function cancelledWords({ costMicros, truncated }: BacklinkAnswer, isKept: boolean): string {
  if (costMicros === 0) return 'Cancelled. Nothing was charged.';
  if (!isKept) return `Cancelled. You paid ${dollars(costMicros)} for an answer that could not be kept.`;
  const had = truncated
    ? 'The part of the answer that arrived is kept'
    : 'The answer is kept, and the next audit uses it';
  return `Cancelled. You paid ${dollars(costMicros)}. ${had}.`;
}

interface Agreed {
  readonly quote: Quote;
  readonly within: BacklinkRequest;
  /** `false`: what is held is to be used instead. */
  readonly isAgreed: boolean;
}

/** Quotes until the user agrees to one. */
async function agree(
  host: AskHost,
  source: BacklinkSource,
  request: BacklinkRequest,
  held: RowList | undefined,
  signal: AbortSignal,
): Promise<Result<Agreed>> {
  let within = request;
  while (true) {
    const quoted = await openQuote(host, source, within, signal, 'pages', held);
    if (!quoted.ok) return quoted;
    const quote = { ...quoted.value, isRest: held !== undefined };
    const answer = isFree(quote) ? { kind: 'go' as const } : await host.confirm(quote);
    if (signal.aborted || answer.kind === 'cancel') return failed('cancelled', 'Cancelled. Nothing was charged.');
    if (answer.kind !== 'fewer') return success({ quote, within, isAgreed: answer.kind === 'go' });
    // Those that are held are no part of the price.
    within = { ...within, maximumRows: answer.maximumRows + (held?.rows ?? 0) };
  }
}

/** Nothing to agree to. */
function isFree({ highestMicros, consent }: Quote): boolean {
  return highestMicros === 0 && consent === undefined;
}

/**
 * A quote within what the month's cap leaves, with a note on requests about the same sites whose outcome nobody knows:
 * those are not sent again unsaid.
 */
export async function openQuote(
  host: Pick<AskHost, 'monthlyCapMicros' | 'ledger' | 'expenses' | 'today'>,
  source: BacklinkSource,
  request: BacklinkRequest,
  signal: AbortSignal,
  call: PaidCall = 'pages',
  held?: RowList,
): Promise<Result<Quote>> {
  const quote = await source.quote(await withinMonth(host, request), signal, call, held);
  if (!quote.ok) return quote;
  const sites = request.targets.map((target) => target.host);
  const message = unsettledNote(unsettled(await host.expenses(), quote.value.source, sites));
  const notes = [...(message === undefined ? [] : [{ message }]), ...(held === undefined ? [] : [heldNote(held)])];
  return success({ ...quote.value, notes: [...notes, ...quote.value.notes] });
}

/** The request with the tighter of its own cap and what this month's cap leaves. */
async function withinMonth(
  host: Pick<AskHost, 'monthlyCapMicros' | 'ledger' | 'today'>,
  request: BacklinkRequest,
): Promise<BacklinkRequest> {
  if (host.monthlyCapMicros === undefined) return request;
  const left = leftOfCap(await host.ledger(), monthOf(host.today()), host.monthlyCapMicros);
  return { ...request, capMicros: Math.min(left, request.capMicros ?? left) };
}
