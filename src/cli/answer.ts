/** Gets an index's answer for `audit`: kept, from saved files, or asked for at a price the user allowed. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Asked, askForPages } from '../core/backlinks/ask.ts';
import { dollars, microsOf } from '../core/backlinks/price.ts';
import type { SiteTarget } from '../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, Quote } from '../core/backlinks/source.ts';
import { answerStore } from '../io/answerStore.ts';
import { credentialsFrom } from '../io/dataForSeo/credentials.ts';
import { readSavedAnswers } from '../io/dataForSeo/savedAnswer.ts';
import { httpDispatcher } from '../io/http/dispatcher.ts';
import { proxySettings } from '../io/http/proxySettings.ts';
import type { SourceEntry } from '../io/sourceHost.ts';
import { sources } from '../io/sources.ts';
import { spendStore } from '../io/spendStore.ts';
import { type Arguments, type Host, UsageError, wholeNumber } from './command.ts';
import { terminalProgress } from './workspace.ts';

const answersKeptDays = 30;

/** Throws `UsageError` with what to do when there is no answer to be had. */
export async function answerOf(target: SiteTarget, args: Arguments, host: Host): Promise<Asked> {
  const wanted = args.text('source') ?? 'dataforseo';
  const request: BacklinkRequest = {
    targets: [target],
    dofollowOnly: args.flag('dofollow-only'),
    includeSubdomains: args.flag('subdomains'),
    maximumRows: wholeNumber(args, 'max-pages', 1000),
    capMicros: costCap(args),
  };
  const entry = sources.find(({ id }) => id === wanted);
  return entry === undefined ? fromFiles(wanted, request, host) : fromIndex(entry, request, args, host);
}

async function fromFiles(names: string, request: BacklinkRequest, host: Host): Promise<Asked> {
  const files = await Promise.all(
    names.split(',').map(async (name) => {
      try {
        return { name, text: await readFile(resolve(host.cwd, name), 'utf8') };
      } catch {
        const known = sources.map(({ id }) => id).join(', ');
        throw new UsageError(`--source ${name}: there is no such file, and no index is called so (${known}).`);
      }
    }),
  );
  const read = readSavedAnswers(files, request, today(host));
  if (!read.ok) throw new UsageError(read.failure.message);
  return { answer: read.value, isKept: true };
}

async function fromIndex(entry: SourceEntry, request: BacklinkRequest, args: Arguments, host: Host): Promise<Asked> {
  const folder = storeFolder(host);
  const spend = spendStore(folder, host.log);
  const progress = terminalProgress(host);
  let shown: Quote | undefined;
  const asked = await askForPages(
    {
      sourceId: entry.id,
      open: () =>
        entry.open({
          dispatcher: httpDispatcher(proxySettings(host.env)),
          credentials: credentialsFrom(host.env),
          sandbox: host.env.DATAFORSEO_SANDBOX === '1',
          apiBase: host.env.DATAFORSEO_API,
          logger: host.log,
          now: () => host.now().getTime(),
          book: (expense) => spend.book(expense),
        }),
      answers: answerStore(join(folder, 'answers'), host.log),
      ledger: () => spend.read(),
      today: () => today(host),
      answersKeptDays,
      monthlyCapMicros: undefined,
      confirm: async (quote) => {
        shown = quote;
        progress.end();
        host.err(`${priceLine(entry, quote, target(request))}\n`);
        return { kind: request.capMicros === undefined ? 'cancel' : 'go' };
      },
    },
    request,
    args.flag('refresh'),
    progress,
    host.signal,
  );
  progress.end();
  await spend.read(); // what was booked is written before the program ends
  if (asked.ok) return asked.value;
  if (asked.failure.kind === 'cancelled' && shown !== undefined && !host.signal.aborted) {
    const allowance = dollars(shown.highestMicros).slice(1);
    throw new UsageError(`Nothing was asked and nothing was paid. Allow it with --max-cost ${allowance}.`);
  }
  throw new UsageError(asked.failure.message);
}

function target({ targets }: BacklinkRequest): string {
  return targets[0]?.host ?? 'the site';
}

/** "DataForSEO: at most $0.060 for up to 1,000 broken pages of example.org (balance $12.40)." */
function priceLine({ title }: SourceEntry, quote: Quote, site: string): string {
  const what = quote.rowsAre === 'pages' ? 'broken pages' : 'links';
  const balance = quote.balanceMicros === undefined ? '' : ` (balance ${dollars(quote.balanceMicros)})`;
  const rows = `up to ${quote.maximumRows.toLocaleString('en-US')} ${what} of ${site}`;
  return `${title}: at most ${dollars(quote.highestMicros)} for ${rows}${balance}. The answer is kept for ${answersKeptDays} days.`;
}

/** Where answers are kept on this machine, outside of every repository. */
function storeFolder({ env }: Host): string {
  const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || join(homedir(), '.cache');
  return join(base, 'broken-backlinks');
}

function today(host: Host): string {
  return host.now().toISOString().slice(0, 10);
}

function costCap(args: Arguments): number | undefined {
  const text = args.text('max-cost');
  if (text === undefined) return undefined;
  const amount = /^\$?(\d{1,6}(?:\.\d{1,6})?)$/.exec(text)?.[1];
  if (amount === undefined) throw new UsageError(`--max-cost takes US dollars, such as 0.10, not ${text}`);
  return microsOf(Number(amount));
}
