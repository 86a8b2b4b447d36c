/** `summary`: what the index counts for the whole site, the two "broken" figures side by side. */
import type { OneAnswer, OneQuestion } from '../../core/backlinks/askOne.ts';
import { type SiteTarget, targetAddress } from '../../core/backlinks/siteTarget.ts';
import type { SiteSummary, SiteTrend } from '../../core/backlinks/source.ts';
import { totalsLines, trendLines } from '../../core/backlinks/totalsText.ts';
import { jsonLine, terminalLines } from '../../core/wording/terminalText.ts';
import type { AskedEntry } from '../../io/sources/openSource.ts';
import { sourceNamed } from '../shared/answer.ts';
import { type Arguments, type CommandConsole, type ExitCode, jsonVersion, UsageError } from '../shared/command.ts';
import { oneAnswer, requestOf } from '../shared/indexAccess.ts';
import { askedAddress, givenSite, openNamedWorkspace, warnOfOther } from '../shared/workspace.ts';

export async function runSummary(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const target = await askedTarget(args, host);
  const entry = sourceNamed(args.text('source'), host);
  const { value, asked } = await summaryOf(entry, target, args, host);
  const isJson = args.text('format') === 'json';
  const wantsTrend = args.flag('trend');
  if (!isJson) host.out(terminalLines(totalsLines(entry.title, target.host, value, asked)));
  // What was paid for is shown before more is asked for, and the cap is one for both.
  const trend = wantsTrend ? await trendOf(entry, target, value.costMicros, args, host) : undefined;
  if (!isJson) {
    if (trend !== undefined) host.out(terminalLines(trendLines(trend.value)));
    return 0;
  }
  host.out(
    jsonLine({
      version: jsonVersion,
      site: targetAddress(target),
      source: entry.id,
      asked,
      isStored: value.costMicros === 0,
      ...nulls(value),
      ...(trend && {
        trend: {
          asked: trend.asked,
          costMicros: trend.value.costMicros,
          months: trend.value.months.map(({ month, ...figures }) => ({ month, ...figuresOf(figures) })),
        },
      }),
    }),
  );
  return 0;
}

async function askedTarget(args: Arguments, host: CommandConsole): Promise<SiteTarget> {
  const given = args.text('site');
  if (given === undefined) return askedAddress(await openNamedWorkspace(args, host), host).target;
  const target = givenSite(given);
  await warnWhereOpened(target, args, host);
  return target;
}

/** The totals of a site need no repository; where there is one, it may call the site otherwise. */
async function warnWhereOpened(target: SiteTarget, args: Arguments, host: CommandConsole): Promise<void> {
  try {
    warnOfOther(target, await openNamedWorkspace(args, host), host);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
}

async function summaryOf(
  entry: AskedEntry,
  target: SiteTarget,
  args: Arguments,
  host: CommandConsole,
): Promise<{ value: SiteSummary; asked: string }> {
  const request = requestOf(target, args);
  const key = { call: 'summary', source: entry.id, request } as const;
  const fetch: OneQuestion<'summary'>['fetch'] = (source, quote, keep) =>
    source.summary?.(request, quote, host.signal, keep);
  const cannot = `${entry.title} gives no totals of a site.`;
  return oneAnswer(entry, { key, fetch, cannot }, `the totals of ${target.host}`, args, host);
}

async function trendOf(
  entry: AskedEntry,
  target: SiteTarget,
  paidMicros: number,
  args: Arguments,
  host: CommandConsole,
): Promise<OneAnswer<SiteTrend>> {
  const whole = requestOf(target, args);
  const request = { ...whole, capMicros: whole.capMicros === undefined ? undefined : whole.capMicros - paidMicros };
  const key = { call: 'trend', source: entry.id, request } as const;
  const fetch: OneQuestion<'trend'>['fetch'] = (source, quote, keep) =>
    source.trend?.(request, quote, host.signal, keep);
  const cannot = `${entry.title} gives no totals of a site by month.`;
  return oneAnswer(entry, { key, fetch, cannot }, `the totals of ${target.host} by month`, args, host);
}

/** What the index does not tell is `null` in JSON, which leaves out what is `undefined`. */
function nulls({ costMicros, ...figures }: SiteSummary) {
  return { ...figuresOf(figures), costMicros };
}

function figuresOf({ backlinks, referringDomains, brokenBacklinks, brokenPages }: Omit<SiteSummary, 'costMicros'>) {
  const told = (number: number | undefined) => number ?? null;
  return {
    backlinks: told(backlinks),
    referringDomains: told(referringDomains),
    brokenBacklinks: told(brokenBacklinks),
    brokenPages: told(brokenPages),
  };
}
