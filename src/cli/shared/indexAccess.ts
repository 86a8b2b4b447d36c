/** The backlink index as the command line reaches it: credentials of the environment, answers and expenses kept on this machine. */
import type { AnswerStore, Answers } from '../../core/backlinks/answers.ts';
import { askOne, type OneAnswer, type OneQuestion } from '../../core/backlinks/askOne.ts';
import { allowanceFor, atMost, dollarsLeft, microsOf } from '../../core/backlinks/price.ts';
import type { SiteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, BacklinkSource, Quote } from '../../core/backlinks/source.ts';
import type { LiveStore } from '../../core/live/kept.ts';
import type { Result } from '../../core/ports.ts';
import { terminalLine } from '../../core/wording/terminalText.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { type AskedEntry, openSource, sourceEnvironment } from '../../io/sources/openSource.ts';
import { formerFolders, storeFolder } from '../../io/stores/place.ts';
import type { SpendStore } from '../../io/stores/spendStore.ts';
import { openStore, type Store } from '../../io/stores/store.ts';
import type { Paces } from '../../io/wait.ts';
import { type Arguments, type CommandConsole, UsageError, unbroken, wholeNumber } from './command.ts';

const answersKeptDays = 30;

/** The stores of this machine, and the way to the index. */
interface IndexAccess {
  readonly answers: AnswerStore;
  readonly spend: SpendStore;
  open(): Result<BacklinkSource>;
}

/** `capMicros`: what may be spent in the calendar month, by all that spend on this machine together. */
async function indexAccess(
  entry: AskedEntry,
  host: CommandConsole,
  capMicros: number | undefined,
): Promise<IndexAccess> {
  // It brings a library of a megabyte, which commands that ask nothing do not read.
  const { httpDispatcher } = await import('../../io/http/dispatcher.ts');
  const { answers, spend, facts } = storeOf(host);
  return {
    answers,
    spend,
    open: () =>
      openSource(entry, {
        ...sourceEnvironment(entry.access, host.env),
        dispatcher: httpDispatcher(proxySettings(host.env)),
        logger: host.log,
        facts,
        paces: pacesOf(host),
        now: () => host.now().getTime(),
        book: (request) => spend.book(request, capMicros),
      }),
  };
}

const paces = new WeakMap<CommandConsole, Paces>();

/** One for all questions of a run: several sites are asked about one after the other. */
function pacesOf(host: CommandConsole): Paces {
  const known = paces.get(host) ?? new Map();
  paces.set(host, known);
  return known;
}

/** Whether a source that can give both is asked for pages or for single links. */
function planOf(args: Arguments): 'pages' | 'links' {
  const plan = args.text('plan') ?? 'pages';
  if (plan === 'pages' || plan === 'links') return plan;
  throw new UsageError(`--plan takes pages or links, not ${plan}`);
}

export function requestOf(target: SiteTarget, args: Arguments): BacklinkRequest {
  return {
    targets: [target],
    dofollowOnly: args.flag('dofollow-only'),
    includeSubdomains: args.flag('subdomains'),
    asLinks: planOf(args) === 'links',
    withReferrers: !args.flag('no-referrers'),
    maximumRows: wholeNumber(args, 'max-pages', 1000),
    capMicros: costCap(args),
  };
}

/** Shows the highest price and what else to know before it is paid; `true` when the user has allowed it beforehand. */
export function showPrice(
  title: string,
  quote: Quote,
  what: string,
  request: BacklinkRequest,
  host: CommandConsole,
): boolean {
  const balance = quote.balanceMicros === undefined ? '' : ` (balance ${dollarsLeft(quote.balanceMicros)})`;
  const price = `${atMost(quote.highestMicros)} for ${what}${balance}`;
  host.err(terminalLine(`${title}: ${price}. The answer is kept for ${answersKeptDays} days.`));
  for (const { message } of quote.notes) host.err(terminalLine(`  ${message}`));
  return request.capMicros !== undefined;
}

export function notAllowed(quote: Quote): UsageError {
  const allowance = allowanceFor(quote.highestMicros);
  return new UsageError(`Nothing was asked and nothing was paid. Allow it with --max-cost ${allowance}.`);
}

/** All that is kept on this machine, outside of every repository. */
export function storeOf({ env, log, now }: CommandConsole): Store {
  return openStore({
    folder: storeFolder(env),
    former: formerFolders(env),
    logger: log,
    now: () => now().getTime(),
  });
}

/** Where histories are kept, beside the answers; `undefined` when the environment names no place. */
export function historyCache(host: CommandConsole): string | undefined {
  return hasPlace(host) ? storeOf(host).histories : undefined;
}

/** Where it is kept what live sites said; `undefined` when the environment names no place. */
export function keptLive(host: CommandConsole): LiveStore | undefined {
  return hasPlace(host) ? storeOf(host).live : undefined;
}

function hasPlace({ env }: CommandConsole): boolean {
  const { BROKEN_BACKLINKS_HOME: own, XDG_DATA_HOME: data, LOCALAPPDATA: windows, HOME: home } = env;
  return Boolean(own || data || windows || home);
}

export function today(host: CommandConsole): string {
  return host.now().toISOString().slice(0, 10);
}

function costCap(args: Arguments): number | undefined {
  const text = args.text('max-cost');
  return text === undefined ? undefined : amountOf('--max-cost', text);
}

/** What all commands and windows of this machine may spend in a calendar month; `undefined` for no cap. */
function monthlyCap(args: Arguments, { env }: CommandConsole): number | undefined {
  const given = args.text('monthly-cap');
  if (given !== undefined) return amountOf('--monthly-cap', given);
  const { BROKEN_BACKLINKS_MONTHLY_CAP: text } = env;
  return text ? amountOf('BROKEN_BACKLINKS_MONTHLY_CAP', text) : undefined;
}

function amountOf(name: string, text: string): number {
  const amount = /^\$?(\d{1,6}(?:\.\d{1,6})?)$/.exec(text)?.[1];
  if (amount === undefined) throw new UsageError(`${name} takes US dollars, such as 0.10, not ${text}`);
  return microsOf(Number(amount));
}

/** What is kept and may be spent on this machine, for questions to a source. */
export async function paidFrom(entry: AskedEntry, args: Arguments, host: CommandConsole) {
  const monthlyCapMicros = monthlyCap(args, host);
  const { open, answers, spend } = await indexAccess(entry, host, monthlyCapMicros);
  return {
    sourceId: entry.id,
    open,
    answers,
    ledger: spend.read,
    expenses: spend.expenses,
    today: () => today(host),
    answersKeptDays,
    monthlyCapMicros,
  };
}

/** `what` is paid for, as the price calls it. Throws `UsageError` with what to do when there is no answer to be had. */
export async function oneAnswer<Call extends 'referrers' | 'summary' | 'trend'>(
  entry: AskedEntry,
  question: OneQuestion<Call>,
  what: string,
  args: Arguments,
  host: CommandConsole,
): Promise<OneAnswer<Answers[Call]>> {
  const paid = await paidFrom(entry, args, host);
  let refused: Quote | undefined;
  const ask = () =>
    askOne(
      {
        ...paid,
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
