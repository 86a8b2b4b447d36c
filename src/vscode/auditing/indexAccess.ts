/** A source as this machine asks it: which one, its address, proxies, stored answers, and the month's expenses. */
import type { Dispatcher } from 'undici';
import type { SecretStorage } from 'vscode';
import type { AnswerKey, AnswerStore } from '../../core/backlinks/answers.ts';
import type { SiteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, BacklinkSource, FactStore } from '../../core/backlinks/source.ts';
import { failed, type Logger, type Result } from '../../core/ports.ts';
import type { Credentials } from '../../io/sourceHost.ts';
import { sources } from '../../io/sources/index.ts';
import { readCredentials } from '../../io/sources/keptCredentials.ts';
import { type AskedEntry, askedEntries, askedEntry, openSource } from '../../io/sources/openSource.ts';
import type { SpendStore } from '../../io/stores/spendStore.ts';
import type { Paces } from '../../io/wait.ts';
import type { EditorSettings } from '../shared/settings.ts';
import { askCredentials } from './credentials.ts';

/** The stores of this machine, and the way to the index. */
export interface IndexAccess {
  readonly secrets: SecretStorage;
  readonly answers: AnswerStore;
  readonly spend: SpendStore;
  readonly facts: FactStore;
  readonly paces: Paces;
  readonly dispatcher: Dispatcher;
  readonly log: Logger;
}

/** The source that is asked: the one the settings name, else the first of the list. */
export function chosenSource({ source }: EditorSettings['index']): Result<AskedEntry> {
  return askedEntry(sources, source === '' ? undefined : source);
}

/** Those that are asked beside it, with its account, where the settings want it. */
export function besides({ id }: AskedEntry, { withCrawl }: EditorSettings['index']): readonly AskedEntry[] {
  return withCrawl ? askedEntries(sources).filter(({ access }) => access.account === id) : [];
}

/** What is kept and may be spent on this machine, for questions to a source. */
export function askingHost(
  entry: AskedEntry,
  settings: EditorSettings['index'],
  credentials: Credentials | undefined,
  access: IndexAccess,
) {
  const { answersKeptDays, monthlyCapMicros } = settings;
  return {
    sourceId: entry.id,
    open: () => openIndex(entry, settings, credentials, access),
    answers: access.answers,
    ledger: access.spend.read,
    expenses: access.spend.expenses,
    today: currentDate,
    answersKeptDays,
    monthlyCapMicros,
  };
}

export function openIndex(
  entry: AskedEntry,
  { addressOf, monthlyCapMicros }: EditorSettings['index'],
  credentials: Credentials | undefined,
  access: IndexAccess,
): Result<BacklinkSource> {
  const { address } = entry.access;
  const setting = address?.setting;
  const named = address === undefined ? undefined : process.env[address.variable];
  return openSource(entry, {
    dispatcher: access.dispatcher,
    credentials,
    sandbox: false,
    apiBase: setting === undefined ? named || undefined : addressOf(setting),
    logger: access.log,
    facts: access.facts,
    paces: access.paces,
    now: Date.now,
    book: (request) => access.spend.book(request, monthlyCapMicros),
  });
}

/**
 * Runs with the credentials there are; when there are none and the source wants some, asks for them and runs again.
 * A stored answer needs none, so nobody is asked too early. A failure names the account it is about.
 */
export async function withCredentials<Value>(
  entry: AskedEntry,
  { secrets }: IndexAccess,
  run: (credentials: Credentials | undefined) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const known = await readCredentials(secrets, entry, process.env);
  const outcome = await run(known);
  if (outcome.ok || known !== undefined || outcome.failure.kind !== 'unauthorised') return ofAccount(entry, outcome);
  const given = await askCredentials(secrets, entry);
  // Whoever presses Escape knows that there are none.
  if (given === undefined) return failed('cancelled', `Cancelled. Without a login, ${entry.title} was not asked.`);
  return ofAccount(entry, await run(given));
}

function ofAccount<Value>({ title, access }: AskedEntry, outcome: Result<Value>): Result<Value> {
  if (outcome.ok || access.accountUrl === undefined) return outcome;
  return { ok: false, failure: { ...outcome.failure, account: { title, url: access.accountUrl } } };
}

/** What is kept of files that were read; no source has this id. */
const fileSource = 'file';

/** The question that files answered. */
export function fileQuestion(target: SiteTarget, settings: EditorSettings['index']): AnswerKey<'pages'> {
  return { call: 'pages', source: fileSource, request: requestFor(target, settings) };
}

/** What is kept of all services together that want no account. */
export function freeQuestion(target: SiteTarget, settings: EditorSettings['index']): AnswerKey<'pages'> {
  return { call: 'pages', source: 'free', request: requestFor(target, settings) };
}

/** What is kept of the snapshot in the repository, beside what was read of files that the user chose. */
export function snapshotQuestion(target: SiteTarget, settings: EditorSettings['index']): AnswerKey<'pages'> {
  return { call: 'pages', source: 'snapshot', request: requestFor(target, settings) };
}

export function requestFor(target: SiteTarget, settings: EditorSettings['index']): BacklinkRequest {
  return {
    targets: [target],
    dofollowOnly: settings.dofollowOnly,
    includeSubdomains: settings.includeSubdomains,
    asLinks: settings.asLinks,
    withReferrers: settings.withReferrers,
    maximumRows: settings.maximumPages,
    capMicros: undefined,
  };
}

export function currentDate(): string {
  return new Date().toISOString().slice(0, 10);
}
