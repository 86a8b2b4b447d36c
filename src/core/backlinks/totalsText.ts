/** The totals of a site, how they became what they are, and the links to single pages, in lines. */
import { greatest } from '../text/longLists.ts';
import { count } from '../wording/amounts.ts';
import type { AskedCounts } from './askCounts.ts';
import { dollars } from './price.ts';
import type { CountedAddress, SiteSummary, SiteTrend } from './source.ts';
import { trendRows } from './trendText.ts';

/** The two "broken" figures side by side, which count different things. */
export function totalsLines(title: string, host: string, value: SiteSummary, asked: string): readonly string[] {
  const number = (count: number | undefined) => (count === undefined ? 'unknown' : count.toLocaleString('en-US'));
  const rows = [
    ['backlinks', number(value.backlinks)],
    ['referring domains', number(value.referringDomains)],
    ['broken backlinks', number(value.brokenBacklinks), 'links that lead to a page answering 4xx or 5xx'],
    ['broken pages', number(value.brokenPages), 'also those that only the sitemap names and nobody links to'],
  ];
  // Remarks stand below each other; what stands alone needs no column.
  const width = greatest(rows.map(([, figure = '', remark]) => (remark === undefined ? 0 : figure.length)));
  const paid = value.costMicros > 0 ? `, cost ${dollars(value.costMicros)}` : ' (stored)';
  return [
    `${host}, ${title}, ${asked}${paid}`,
    ...rows.map(([label = '', figure = '', remark = '']) =>
      named(label, `${figure.padStart(width)}   ${remark}`.trimEnd()),
    ),
  ];
}

/** A small plot for each figure. */
export function trendLines(trend: SiteTrend): readonly string[] {
  const paid = trend.costMicros > 0 ? `cost ${dollars(trend.costMicros)}` : 'stored';
  const rows = trendRows(trend);
  if (rows.length === 0) return [`The index has no figures by month for this site (${paid}).`];
  return [`By month (${paid})`, ...rows.map(([name, plot, ends]) => named(name, `${plot}  ${ends}`))];
}

function named(label: string, figure: string): string {
  return `  ${label.padEnd(18)} ${figure}`;
}

/** What would break without the addresses that were asked about: the sum, and each of them with its day. */
export function countsLines({ addresses, costMicros }: AskedCounts, urls: readonly string[]): readonly string[] {
  const linked = addresses.filter(({ backlinks }) => backlinks > 0).length;
  const paid = costMicros > 0 ? ` Cost ${dollars(costMicros)}.` : ' (stored)';
  const unknown = urls.length - addresses.length;
  const rows = mostLinksFirst(addresses).map(({ url, backlinks, referringDomains, asked: day }) => {
    const from = referringDomains === undefined ? '? domains' : count(referringDomains, 'domain');
    return `  ${count(backlinks, 'link')} from ${from}  ${url}  (${day})`;
  });
  const which = `${count(linksTogether(addresses), 'link')} to ${linked} of ${addressesText(urls.length)} would break without a redirect.`;
  return [
    `${which}${paid}`,
    ...rows,
    ...(unknown > 0 ? [`  ${addressesText(unknown)} could not be asked about.`] : []),
  ];
}

/** Then by address. */
export function mostLinksFirst(addresses: readonly CountedAddress[]): readonly CountedAddress[] {
  return [...addresses].sort((a, b) => b.backlinks - a.backlinks || (a.url < b.url ? -1 : 1));
}

export function linksTogether(addresses: readonly CountedAddress[]): number {
  return addresses.reduce((sum, { backlinks }) => sum + backlinks, 0);
}

/** `1 address`, `1,204 addresses`. */
export function addressesText(number: number): string {
  return number === 1 ? '1 address' : `${number.toLocaleString('en-US')} addresses`;
}
