/** Asks an index what takes one request, at a price that the command line allows. */
import type { Answers } from '../core/backlinks/answers.ts';
import { askOne, type OneAnswer, type OneQuestion } from '../core/backlinks/askOne.ts';
import type { Quote } from '../core/backlinks/source.ts';
import type { AskedEntry } from '../io/sources/openSource.ts';
import { type Arguments, type Host, UsageError, unbroken } from './command.ts';
import { answersKeptDays, indexAccess, monthlyCap, notAllowed, showPrice, today } from './indexAccess.ts';

/** `what` is paid for, as the price calls it. Throws `UsageError` with what to do when there is no answer to be had. */
export async function oneAnswer<Call extends 'referrers' | 'summary'>(
  entry: AskedEntry,
  question: OneQuestion<Call>,
  what: string,
  args: Arguments,
  host: Host,
): Promise<OneAnswer<Answers[Call]>> {
  const cap = monthlyCap(args, host);
  const access = indexAccess(entry, host, cap);
  let refused: Quote | undefined;
  const ask = () =>
    askOne(
      {
        sourceId: entry.id,
        open: access.open,
        answers: access.answers,
        ledger: access.spend.read,
        expenses: access.spend.expenses,
        today: () => today(host),
        answersKeptDays,
        monthlyCapMicros: cap,
        confirm: async (quote) => {
          if (showPrice(entry.title, quote, what, question.key.request, host)) return { kind: 'go' };
          refused = quote;
          return { kind: 'cancel' };
        },
      },
      question,
      args.flag('refresh'),
      host.signal,
    );
  const found = await unbroken(host, ask);
  if (!found.ok) throw refused === undefined ? new UsageError(found.failure.message) : notAllowed(refused);
  const { unkept } = found.value;
  if (unkept !== undefined) host.log.warn(`This answer could not be kept: ${unkept}`);
  return found.value;
}
