/** Addresses that programs made up: plausible, asked for again and again, and never published. */
import type { BrokenPage } from '../model.ts';
import { count } from '../wording/amounts.ts';
import type { Diagnosis } from './findings.ts';

/** Fewer times may be chance. */
const leastTimes = 3;

/**
 * `chat programs and agents asked for it 40 times on 5 days, as if they had made it up`; `undefined` where a slip, a link
 * or people explain it. The history must be whole: what was published once is not made up.
 */
export function inventedClause(broken: BrokenPage, { code, typo }: Diagnosis): string | undefined {
  if (code !== 'never-existed' || typo !== undefined || (broken.backlinks ?? 0) > 0) return undefined;
  const told = (broken.counts ?? []).flatMap(({ demand }) => demand ?? []);
  const most = [...told].sort((a, b) => (b.agents ?? 0) - (a.agents ?? 0))[0];
  const { agents = 0, people = 0, days } = most ?? {};
  if (agents < leastTimes || people >= agents) return undefined;
  const on = days === undefined ? '' : ` on ${count(days, 'day')}`;
  return `chat programs and agents asked for it ${count(agents, 'time')}${on}, as if they had made it up`;
}
