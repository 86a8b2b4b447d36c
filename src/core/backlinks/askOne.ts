/** From a question that takes one request to its answer: a kept one, else quote, confirmation, payment, keeping. */
import type { Day } from '../model.ts';
import { failed, type Result, success } from '../ports.ts';
import { type AnswerKey, type Answers, isFresh } from './answers.ts';
import { type AskHost, openQuote } from './ask.ts';
import type { BacklinkSource, KeepOne, Quote } from './source.ts';

type OneCall = Exclude<keyof Answers, 'pages' | 'counts'>;

/** A question, and how a source is asked it. */
export interface OneQuestion<Call extends OneCall> {
  readonly key: AnswerKey<Call>;
  /** `undefined` where the source cannot be asked that. */
  fetch(source: BacklinkSource, quote: Quote, keep: KeepOne<Answers[Call]>): Promise<Result<Answers[Call]>> | undefined;
  /** What is said where it cannot. */
  readonly cannot: string;
}

/** The answer, new or kept, and when it was asked. */
export interface OneAnswer<Value> {
  readonly value: Value;
  readonly asked: Day;
  /** Why a new one could not be kept. */
  readonly unkept?: string | undefined;
}

/** What was paid for is kept before its price is noted: a program that is ended between leaves a charge that is told. */
export async function askOne<Call extends OneCall>(
  host: AskHost & { progress?(source: BacklinkSource): void },
  { key, fetch, cannot }: OneQuestion<Call>,
  refresh: boolean,
  signal: AbortSignal,
): Promise<Result<OneAnswer<Answers[Call]>>> {
  const kept = refresh ? undefined : await host.answers.read(key);
  if (kept !== undefined && isFresh(kept.asked, host.today(), host.answersKeptDays)) {
    return success({ value: { ...kept.value, costMicros: 0 }, asked: kept.asked });
  }
  const source = host.open();
  if (!source.ok) return source;
  host.progress?.(source.value);
  const quote = await openQuote(host, source.value, key.request, signal, key.call);
  if (!quote.ok) return quote;
  const answer = await host.confirm(quote.value);
  if (signal.aborted || answer.kind !== 'go') return failed('cancelled', 'Cancelled. Nothing was charged.');
  const asked = host.today();
  let unkept: string | undefined;
  const own = { ...key, source: source.value.id };
  const keep = async (value: Answers[Call]) => {
    const written = await host.answers.write(own, { asked, maximumRows: 1, value });
    unkept = written.ok ? undefined : written.failure.message;
  };
  const found = await (fetch(source.value, quote.value, keep) ?? failed('not-found', cannot));
  return found.ok ? success({ value: found.value, asked, unkept }) : found;
}
