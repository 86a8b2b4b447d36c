/** `summary`: what the index counts for the whole site, the two "broken" figures side by side. */
import type { OneQuestion } from '../../core/backlinks/askOne.ts';
import { dollars } from '../../core/backlinks/price.ts';
import { addressOf, type SiteTarget } from '../../core/backlinks/siteTarget.ts';
import type { SiteSummary } from '../../core/backlinks/source.ts';
import { jsonLine, type TerminalText, terminalLines } from '../../core/wording/terminalText.ts';
import type { AskedEntry } from '../../io/sources/openSource.ts';
import { sourceNamed } from '../shared/answer.ts';
import { type Arguments, type ExitCode, type Host, jsonVersion, UsageError } from '../shared/command.ts';
import { oneAnswer, requestOf } from '../shared/indexAccess.ts';
import { askedAddress, givenSite, openWorkspace, warnOfOther } from '../shared/workspace.ts';

export async function runSummary(args: Arguments, host: Host): Promise<ExitCode> {
  const target = await askedTarget(args, host);
  const entry = sourceNamed(args.text('source'), host);
  const { value, asked } = await summaryOf(entry, target, args, host);
  const isJson = args.text('format') === 'json';
  host.out(
    isJson
      ? jsonLine({
          version: jsonVersion,
          site: addressOf(target),
          source: entry.id,
          asked,
          isStored: value.costMicros === 0,
          ...nulls(value),
        })
      : text(entry.title, target, value, asked),
  );
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
  const request = requestOf(target, args);
  const key = { call: 'summary', source: entry.id, request } as const;
  const fetch: OneQuestion<'summary'>['fetch'] = (source, quote, keep) =>
    source.summary?.(request, quote, host.signal, keep);
  const cannot = `${entry.title} tells no totals of a site.`;
  return oneAnswer(entry, { key, fetch, cannot }, `the totals of ${target.host}`, args, host);
}

/** What the index does not tell is `null` in JSON, which leaves out what is `undefined`. */
function nulls({ backlinks, referringDomains, brokenBacklinks, brokenPages, costMicros }: SiteSummary) {
  const told = (number: number | undefined) => number ?? null;
  return {
    backlinks: told(backlinks),
    referringDomains: told(referringDomains),
    brokenBacklinks: told(brokenBacklinks),
    brokenPages: told(brokenPages),
    costMicros,
  };
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
