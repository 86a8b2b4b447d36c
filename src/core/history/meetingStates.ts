/** The fewest states of the branch in which every file of the past can be met, each near to its end. */
import type { Commit } from '../model.ts';
import { least } from '../text/longLists.ts';
import { isUncommitted } from './commitNames.ts';

/** The places of the states in which something was there, counted from the newest; `oldest` is less where it was in none. */
export interface StateSpan {
  readonly newest: number;
  readonly oldest: number;
}

/** Answers places, newest first; beyond `most`, those are left out that the fewest need. */
export function meetingStates(spans: readonly StateSpan[], most: number): readonly number[] {
  const needed = new Map<number, number>();
  let met = Number.POSITIVE_INFINITY;
  // What ended longest ago is met right before its end, and with it all that was there then.
  for (const { newest, oldest } of spans.filter((span) => span.newest <= span.oldest).sort(byEnd)) {
    if (met > oldest) {
      met = newest;
      needed.set(met, 0);
    }
    needed.set(met, (needed.get(met) ?? 0) + 1);
  }
  const chosen = [...needed].sort(([, a], [, b]) => b - a).slice(0, most);
  return chosen.map(([at]) => at).sort((a, b) => a - b);
}

/** The states around one part of a span: 0 is its newest state, 1 its oldest. */
export function around({ newest, oldest }: StateSpan, part: number): StateSpan {
  const length = oldest - newest;
  const middle = newest + length * part;
  const reach = part === 1 ? 0 : length / 8;
  return { newest: Math.round(middle - reach), oldest: Math.round(middle + reach) };
}

function byEnd(a: StateSpan, b: StateSpan): number {
  return b.newest - a.newest;
}

/** `undefined` for what ended before the oldest state. `last` is the commit that ended it. */
export function spanOf(
  { first, last }: { readonly first: Commit; readonly last: Commit },
  placeOf: (commit: Commit) => number,
  size: number,
): StateSpan | undefined {
  const newest = placeOf(last) + 1;
  if (newest >= size) return undefined;
  return { newest, oldest: first.hash === last.hash ? newest : placeOf(first) };
}

/**
 * Where a commit stands in the line, newest first; one of a merged branch stands where the line had its day, and what is
 * not committed before all.
 */
export function linePlaces(line: readonly Commit[]): (commit: Commit) => number {
  const byHash = new Map(line.map(({ hash }, at) => [hash, at]));
  return (commit) => {
    const { hash, date } = commit;
    if (isUncommitted(commit)) return -1;
    const known = byHash.get(hash);
    if (known !== undefined) return known;
    let [from, until] = [0, line.length];
    while (from < until) {
      const middle = (from + until) >> 1;
      if ((line[middle]?.date ?? '') > date) from = middle + 1;
      else until = middle;
    }
    return least([from, line.length - 1]);
  };
}
