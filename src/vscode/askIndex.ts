/** Gets the index's answer about a site: the stored one, else a new one once its price is confirmed. */

import type { Dispatcher } from 'undici';
import type { Memento, SecretStorage } from 'vscode';
import { book, type Ledger, leftOfCap, monthOf } from '../core/backlinks/ledger.ts';
import type { SiteTarget } from '../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, BacklinkSource, Quote } from '../core/backlinks/source.ts';
import type { BacklinkAnswer } from '../core/model.ts';
import { failed, type Logger, type Result, success } from '../core/ports.ts';
import { type SourceEntry, sources } from '../io/sources.ts';
import type { AnswerStore } from './answers.ts';
import { confirmPrice } from './confirmPrice.ts';
import { askCredentials, readCredentials } from './credentials.ts';
import type { Settings } from './settings.ts';
import { withTask } from './task.ts';

export interface IndexHost {
  readonly answers: AnswerStore;
  readonly secrets: SecretStorage;
  /** Where the month's expenses are kept, for every window of this machine. */
  readonly memory: Memento;
  readonly log: Logger;
  readonly dispatcher: Dispatcher;
}

/** Nothing is asked over the network when a stored answer is young enough, unless a `fresh` one is wanted. */
export async function answerFor(
  target: SiteTarget,
  settings: Settings['index'],
  host: IndexHost,
  fresh: boolean,
): Promise<Result<BacklinkAnswer>> {
  const request = requestFor(target, settings, host.memory);
  if (!fresh) {
    const stored = await host.answers.read(request);
    if (stored && ageInDays(stored) < settings.answersKeptDays) return success({ ...stored, costMicros: 0 });
  }
  const [entry] = sources;
  if (entry === undefined) return failed('not-found', 'No backlink index can be asked.');
  const source = await openSource(entry, settings, host);
  return source.ok ? askAtAPrice(source.value, entry, request, target, settings, host) : source;
}

export function requestFor(target: SiteTarget, settings: Settings['index'], memory: Memento): BacklinkRequest {
  const { monthlyCapMicros } = settings;
  return {
    targets: [target],
    dofollowOnly: settings.dofollowOnly,
    includeSubdomains: settings.includeSubdomains,
    maximumRows: settings.maximumPages,
    capMicros:
      monthlyCapMicros === undefined ? undefined : leftOfCap(readLedger(memory), thisMonth(), monthlyCapMicros),
  };
}

async function openSource(
  entry: SourceEntry,
  { apiAddress }: Settings['index'],
  host: IndexHost,
): Promise<Result<BacklinkSource>> {
  const credentials =
    (await readCredentials(host.secrets, process.env)) ??
    (entry.needsCredentials ? await askCredentials(host.secrets) : undefined);
  if (entry.needsCredentials && credentials === undefined) {
    return failed('cancelled', 'no credentials were given, so nothing was asked.');
  }
  return entry.open({
    dispatcher: host.dispatcher,
    credentials,
    sandbox: /^https:\/\/sandbox\./i.test(apiAddress),
    apiBase: apiAddress === '' ? undefined : apiAddress,
    logger: host.log,
    now: Date.now,
    book: (expense) => void host.memory.update(ledgerKey, book(readLedger(host.memory), expense)),
  });
}

/** Quote, question, request; the paid answer is stored before anything else is done with it. */
async function askAtAPrice(
  source: BacklinkSource,
  entry: SourceEntry,
  request: BacklinkRequest,
  target: SiteTarget,
  settings: Settings['index'],
  host: IndexHost,
): Promise<Result<BacklinkAnswer>> {
  let asked = request;
  for (;;) {
    const quote = await withTask(({ progress, signal }) => {
      progress.report(`Asking ${entry.title} for the price`);
      return source.quote(asked, signal);
    });
    if (!quote.ok) return quote;
    const price = await confirm(quote.value, entry, target, settings);
    if (price.kind === 'cancel') return failed('cancelled', 'stopped before anything was paid.');
    if (price.kind === 'fewer') {
      asked = { ...asked, maximumRows: price.maximumRows };
      continue;
    }
    const answer = await withTask(({ progress, signal }) => source.fetchPages(asked, quote.value, progress, signal));
    if (answer.ok) await host.answers.write(request, answer.value);
    return answer;
  }
}

/** What costs nothing is not asked about. */
async function confirm(quote: Quote, { title }: SourceEntry, target: SiteTarget, settings: Settings['index']) {
  if (quote.highestMicros === 0) return { kind: 'continue' } as const;
  return confirmPrice(quote, { source: title, site: target.host, keptDays: settings.answersKeptDays });
}

const ledgerKey = 'ledger';

function readLedger(memory: Memento): Ledger {
  return memory.get<Ledger>(ledgerKey, {});
}

function thisMonth(): string {
  return monthOf(new Date().toISOString().slice(0, 10));
}

function ageInDays({ asked }: BacklinkAnswer): number {
  return (Date.now() - Date.parse(`${asked}T00:00:00Z`)) / 86_400_000;
}
