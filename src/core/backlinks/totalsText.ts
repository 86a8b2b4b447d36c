/** The totals of a site, and how they became what they are, in lines. */
import { greatest } from '../text/longLists.ts';
import { dollars } from './price.ts';
import type { SiteSummary, SiteTrend } from './source.ts';
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
