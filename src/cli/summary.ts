/** `summary`: what the index counts for the whole site, the two "broken" figures side by side. */
import { isFresh } from '../core/backlinks/answers.ts';
import { openQuote } from '../core/backlinks/ask.ts';
import { dollars } from '../core/backlinks/price.ts';
import type { SiteTarget } from '../core/backlinks/siteTarget.ts';
import type { SiteSummary } from '../core/backlinks/source.ts';
import { jsonLine, type TerminalText, terminalLines } from '../core/wording/terminalText.ts';
import type { AskedEntry } from '../io/sources/openSource.ts';
import { sourceNamed } from './answer.ts';
import { type Arguments, type ExitCode, type Host, UsageError } from './command.ts';
import { answersKeptDays, indexAccess, monthlyCap, notAllowed, requestOf, showPrice, today } from './indexAccess.ts';
import { askedAddress, givenSite, openWorkspace, warnOfOther } from './workspace.ts';

export async function runSummary(args: Arguments, host: Host): Promise<ExitCode> {
  const target = await askedTarget(args, host);
  const entry = sourceNamed(args.text('source'), host);
  const { value, asked } = await summaryOf(entry, target, args, host);
  const isJson = args.text('format') === 'json';
  host.out(isJson ? jsonLine({ asked, ...value }) : text(entry.title, target, value, asked));
  return 0;
}

async function askedTarget(args: Arguments, host: Host): Promise<SiteTarget> {
  const given = args.text('site');
  if (given === undefined) return askedAddress(await openWorkspace(args, host), host).target;
  const target = givenSite(given);
  await warnWhereOpened(target, args, host);
  return target;
}

/** The totals of a site need no repository; where there is one, it may call the site otherwise. */
async function warnWhereOpened(target: SiteTarget, args: Arguments, host: Host): Promise<void> {
  try {
    warnOfOther(target, await openWorkspace(args, host), host);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
}

async function summaryOf(
  entry: AskedEntry,
  target: SiteTarget,
  args: Arguments,
  host: Host,
): Promise<{ value: SiteSummary; asked: string }> {
  const monthlyCapMicros = monthlyCap(args, host);
  const access = indexAccess(entry, host, monthlyCapMicros);
  const request = requestOf(target, args);
  const kept = args.flag('refresh')
    ? undefined
    : await access.answers.read({ call: 'summary', source: entry.id, request });
  if (kept !== undefined && isFresh(kept.asked, today(host), answersKeptDays)) {
    return { value: { ...kept.value, costMicros: 0 }, asked: kept.asked };
  }
  const source = access.open();
  if (!source.ok) throw new UsageError(source.failure.message);
  const month = {
    monthlyCapMicros,
    ledger: access.spend.read,
    expenses: access.spend.expenses,
    today: () => today(host),
  };
  const quote = await openQuote(month, source.value, request, host.signal, 'summary');
  if (!quote.ok) throw new UsageError(quote.failure.message);
  if (!showPrice(entry.title, quote.value, `the totals of ${target.host}`, request, host))
    throw notAllowed(quote.value);
  if (source.value.summary === undefined) throw new UsageError(`${entry.title} tells no totals of a site.`);
  const answer = await source.value.summary(request, quote.value, host.signal);
  if (!answer.ok) throw new UsageError(answer.failure.message);
  const asked = today(host);
  const key = { call: 'summary', source: source.value.id, request } as const;
  const written = await access.answers.write(key, { asked, maximumRows: 1, value: answer.value });
  if (!written.ok) host.log.warn(`This answer could not be kept: ${written.failure.message}`);
  return { value: answer.value, asked };
}

function text(title: string, target: SiteTarget, value: SiteSummary, asked: string): TerminalText {
  const number = (count: number | undefined) => (count === undefined ? 'not told' : count.toLocaleString('en-US'));
  const rows = [
    ['backlinks', number(value.backlinks)],
    ['referring domains', number(value.referringDomains)],
    ['broken backlinks', `${number(value.brokenBacklinks)}   links that lead to a page answering 4xx or 5xx`],
    ['broken pages', `${number(value.brokenPages)}   also those that only the sitemap names and nobody links to`],
  ];
  const paid = value.costMicros > 0 ? `, cost ${dollars(value.costMicros)}` : ' (stored)';
  const lines = rows.map(([label = '', figure = '']) => `  ${label.padEnd(18)} ${figure}`);
  return terminalLines([`${target.host}, ${title}, ${asked}${paid}`, ...lines]);
}
