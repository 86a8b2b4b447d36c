/** A site month by month, as a small plot of letters that every terminal and page shows alike. */

import { greatest, least } from '../text/longLists.ts';
import type { SiteTrend, TrendMonth } from './source.ts';

const heights = '▁▂▃▄▅▆▇█';
/** Where a month is not told: not the same as none. */
const unknown = '·';

/** `▁▂▃▅█`: the least of them lowest, the greatest highest. */
export function sparkline(numbers: readonly (number | undefined)[]): string {
  const known = numbers.filter((each) => each !== undefined);
  const [low, high] = [least(known), greatest(known)];
  const at = (number: number) =>
    high === low ? 0 : Math.round(((number - low) / (high - low)) * (heights.length - 1));
  return numbers.map((each) => (each === undefined ? unknown : heights[at(each)])).join('');
}

/** A row for each figure that is told: its name, its plot, and `5 in 2025-11, 12 in 2026-11`. */
export function trendRows({ months }: SiteTrend): readonly (readonly [string, string, string])[] {
  const figures: readonly (readonly [string, (month: TrendMonth) => number | undefined])[] = [
    ['broken backlinks', ({ brokenBacklinks }) => brokenBacklinks],
    ['broken pages', ({ brokenPages }) => brokenPages],
    ['backlinks', ({ backlinks }) => backlinks],
  ];
  return figures.flatMap(([name, figure]) => {
    const told = months.flatMap((month) => {
      const number = figure(month);
      return number === undefined ? [] : [`${number.toLocaleString('en-US')} in ${month.month}`];
    });
    const ends = told.length < 2 ? told : [told[0], told.at(-1)];
    return told.length === 0 ? [] : [[name, sparkline(months.map(figure)), ends.join(', ')] as const];
  });
}
