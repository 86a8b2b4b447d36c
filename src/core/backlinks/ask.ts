/** From a request to an answer as every host goes about it: a kept one, else quote, confirmation, payment, keeping. */
import type { BacklinkAnswer, Day } from '../model.ts';
import { failed, type Progress, type Result, success } from '../ports.ts';
import { withGapsOfRows } from './answerGaps.ts';
import { type AnswerStore, answersAll, isFresh, isKeepable } from './answers.ts';
import { type Ledger, leftOfCap, monthOf } from './ledger.ts';
import type { BacklinkRequest, BacklinkSource, Quote } from './source.ts';

/** What asking an index needs of the host: stores, money spent, and somebody who confirms a price. */
export interface AskHost {
  /** Id of the source, known also when it cannot be opened (no credentials): kept answers need none. */
  readonly sourceId: string;
  open(): Result<BacklinkSource>;
  readonly answers: AnswerStore;
  /** What was spent so far. */
  ledger(): Promise<Ledger>;
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
  const agreed = await agree(host, source, await withinMonth(host, request), signal);
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
  if (!isKeepable(value)) {
    const note = { message: 'This answer was not kept, as it could not be read. The next audit asks again.' };
    return success({ answer: { ...value, notes: [...value.notes, note] }, isKept: false });
  }
  const written = await keep(value);
  if (written.ok) return success({ answer: value, isKept: false });
  const note = { message: `This answer could not be kept: ${written.failure.message}` };
  return success({ answer: { ...value, notes: [...value.notes, note] }, isKept: false });
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
    const quote = await source.quote(within, signal);
    if (!quote.ok) return quote;
    const answer = quote.value.highestMicros === 0 ? { kind: 'go' as const } : await host.confirm(quote.value);
    if (signal.aborted || answer.kind === 'cancel') return failed('cancelled', 'Cancelled. Nothing was charged.');
    if (answer.kind !== 'fewer') return success({ quote: quote.value, within });
    within = { ...within, maximumRows: answer.maximumRows };
  }
}

/** The request with the tighter of its own cap and what this month's cap leaves. */
export async function withinMonth(
  host: Pick<AskHost, 'monthlyCapMicros' | 'ledger' | 'today'>,
  request: BacklinkRequest,
): Promise<BacklinkRequest> {
  if (host.monthlyCapMicros === undefined) return request;
  const left = leftOfCap(await host.ledger(), monthOf(host.today()), host.monthlyCapMicros);
  return { ...request, capMicros: Math.min(left, request.capMicros ?? left) };
}
