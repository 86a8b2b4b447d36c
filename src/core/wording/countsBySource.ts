/** Whose numbers they are, and of which days. */
import type { SourceCount } from '../sourceCount.ts';
import { count } from './amounts.ts';

/** `Ahrefs, Broken backlinks: 2 links from 2 domains, 2024-02-01 to 2026-09-01`, one for each source. */
export function countsBySource(counts: readonly SourceCount[] | undefined): readonly string[] {
  return (counts ?? []).map((each) => {
    const parts = [linksOf(each), ...demandOfCount(each), daysOf(each)].filter((part) => part !== '');
    return `${each.source}: ${parts.join(', ') || 'no numbers'}`;
  });
}

function linksOf({ backlinks, referringDomains, internal }: SourceCount): string {
  if (backlinks === undefined) return '';
  if (internal) return `${count(backlinks, 'link')} of the site itself`;
  return `${count(backlinks, 'link')} from ${count(referringDomains, 'domain')}`;
}

function demandOfCount({ demand }: SourceCount): readonly string[] {
  if (demand === undefined) return [];
  const { people, agents = 0, bots = 0, days } = demand;
  const [first, ...others] = [
    people > 0 ? `${count(people, 'time')} by people` : '',
    agents > 0 ? `${count(agents, 'time')} by chat programs and agents` : '',
    bots > 0 ? `${count(bots, 'time')} by other robots` : '',
  ].filter((part) => part !== '');
  if (first === undefined) return [];
  return [`asked for ${first}`, ...others, ...(days === undefined ? [] : [`on ${count(days, 'day')}`])];
}

function daysOf({ since, until }: SourceCount): string {
  if (since === undefined) return until === undefined ? '' : `seen ${until}`;
  return until === undefined || since === until ? `seen ${since}` : `${since} to ${until}`;
}
