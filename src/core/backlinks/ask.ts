/** From a request to an answer as every host goes about it: a kept one, else quote, confirmation, payment, keeping. */
import type { BacklinkAnswer, Day } from '../model.ts';
import { failed, type Progress, type Result, success } from '../ports.ts';
import { withGapsOfRows } from './answerGaps.ts';
import { type AnswerStore, answersAll, isFresh, isKeepable } from './answers.ts';
import { type Expense, type Ledger, leftOfCap, monthOf, unsettled, unsettledNote } from './ledger.ts';
import { dollars } from './price.ts';
import type { BacklinkRequest, BacklinkSource, PaidCall, Quote } from './source.ts';

/** What asking an index needs of the host: stores, money spent, and somebody who confirms a price. */
export interface AskHost {
  /** Id of the source, known also when it cannot be opened (no credentials): kept answers need none. */
  readonly sourceId: string;
  open(): Result<BacklinkSource>;
  readonly answers: AnswerStore;
  /** What was spent so far. */
  ledger(): Promise<Ledger>;
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
  | { readonly kind: 'go' | 'cancel' }
  | { readonly kind: 'fewer'; readonly maximumRows: number };

/** The answer, new or kept. */
export interface Asked {
  readonly answer: BacklinkAnswer;
  /** It was kept from an earlier run and cost nothing now. */
  readonly isKept: boolean;
}

/**
 * `refresh` asks again although an answer is kept; the kept one stays until the new one is there. Of an answer that takes
 * several requests, the part that is paid for is kept at once, unless what is kept already says more.
 */
export async function askForPages(
  host: AskHost,
  request: BacklinkRequest,
  refresh: boolean,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result<Asked>> {
  const found = await host.answers.read({ call: 'pages', source: host.sourceId, request });
  const kept = found && isFresh(found.asked, host.today(), host.answersKeptDays) ? found : undefined;
  if (!refresh && kept !== undefined && answersAll(kept, request)) {
    return success({ answer: { ...kept.value, costMicros: 0 }, isKept: true });
  }
  const opened = host.open();
  if (!opened.ok) return opened;
  const source = opened.value;
  progress.report(`Asking ${source.title} for its price`);
  const agreed = await agree(host, source, request, signal);
  if (!agreed.ok) return agreed;
  const { quote, within } = agreed.value;
  // Under the name of who answered: what a sandbox says must not be taken for the truth later.
  const key = { call: 'pages', source: source.id, request } as const;
  const keep = (value: BacklinkAnswer) =>
    host.answers.write(key, { asked: value.asked, maximumRows: within.maximumRows, value });
  const keepPart = async (part: BacklinkAnswer) => {
    if (part.pages.length <= (kept?.value.pages.length ?? 0)) return;
    // Where it fails, keeping the whole answer fails as well, and says so.
    await keep(part);
  };
  const answer = await source.fetchPages(within, quote, progress, signal, keepPart);
  if (!answer.ok) return answer;
  const value = withGapsOfRows(answer.value, within);
  if (signal.aborted) {
    const written = isKeepable(value) ? await keep(value) : undefined;
    return failed('cancelled', cancelledWords(value, written?.ok === true));
  }
  if (!isKeepable(value)) {
    const note = { message: 'This answer was not kept, as it could not be read. The next audit asks again.' };
    return success({ answer: { ...value, notes: [...value.notes, note] }, isKept: false });
  }
  const written = await keep(value);
  if (written.ok) return success({ answer: value, isKept: false });
  const note = { message: `This answer could not be kept: ${written.failure.message}` };
  return success({ answer: { ...value, notes: [...value.notes, note] }, isKept: false });
}

/** What was paid until the user stopped it, and what became of that. */
function cancelledWords({ costMicros, truncated }: BacklinkAnswer, isKept: boolean): string {
  if (costMicros === 0) return 'Cancelled. Nothing was charged.';
  if (!isKept) return `Cancelled. ${dollars(costMicros)} were paid for an answer that could not be kept.`;
  const had = truncated ? 'What was had of the answer is kept' : 'The answer is kept, and the next audit uses it';
  return `Cancelled. ${dollars(costMicros)} were paid. ${had}.`;
}

/** Quotes until the user agrees to one. */
async function agree(
  host: AskHost,
  source: BacklinkSource,
  request: BacklinkRequest,
  signal: AbortSignal,
): Promise<Result<{ readonly quote: Quote; readonly within: BacklinkRequest }>> {
  let within = request;
  while (true) {
    const quote = await openQuote(host, source, within, signal);
    if (!quote.ok) return quote;
    const answer = isFree(quote.value) ? { kind: 'go' as const } : await host.confirm(quote.value);
    if (signal.aborted || answer.kind === 'cancel') return failed('cancelled', 'Cancelled. Nothing was charged.');
    if (answer.kind !== 'fewer') return success({ quote: quote.value, within });
    within = { ...within, maximumRows: answer.maximumRows };
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
): Promise<Result<Quote>> {
  const quote = await source.quote(await withinMonth(host, request), signal, call);
  if (!quote.ok) return quote;
  const sites = request.targets.map((target) => target.host);
  const message = unsettledNote(unsettled(await host.expenses(), quote.value.source, sites));
  return message === undefined ? quote : success({ ...quote.value, notes: [{ message }, ...quote.value.notes] });
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
