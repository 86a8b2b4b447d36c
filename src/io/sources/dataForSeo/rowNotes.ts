/** What is to be said of the rows of one site: what is missing of them, and which option changes that. */
import type { Quote } from '../../../core/backlinks/source.ts';
import type { Gap, Note } from '../../../core/model.ts';
import { highestOffset, type Rows, rowsPerRequest } from './paging.ts';
import type { Plan } from './plans.ts';

/** What of one query's answer could not be read, and what is missing of it. */
export function gapsIn(rows: Rows): readonly Gap[] {
  const missing = rows.total - rowsHad(rows);
  if (rows.problem !== undefined) {
    const count = rows.total === 0 ? undefined : missing;
    const message = `DataForSEO's answer cannot be read: ${rows.problem}. Ask again later, and report it if this happens again.`;
    return [{ kind: 'unreadable-answer', count, message }];
  }
  if (rows.stopped !== undefined) {
    const message = `${missing} of ${rows.total} rows are missing: ${rows.stopped.message}`;
    return [{ kind: 'missing-rows', count: missing, message }];
  }
  if (rows.partial) {
    const message = 'DataForSEO says that its answer is incomplete (40106). Ask again later.';
    return [{ kind: 'missing-rows', count: undefined, message }];
  }
  return [];
}

/** `totalBefore`: how many rows there were when the list was begun in an earlier run. */
export function notesOn(rows: Rows, plan: Plan, quote: Quote, totalBefore: number | undefined): readonly Note[] {
  const notes: string[] = [];
  const had = rowsHad(rows);
  if (plan.id !== quote.plan) notes.push(`DataForSEO refused the cheapest query; asked for ${plan.title} instead.`);
  if (plan.rowsAre === 'links') {
    notes.push('Rows are links, one for each linking page: broken pages linked from few pages may be missing.');
  }
  if (totalBefore !== undefined && totalBefore !== rows.total) {
    notes.push(
      `The index has ${rows.total} rows now and had ${totalBefore} when the list was begun, so that some may be missing. --refresh asks for all of them anew.`,
    );
  }
  if (rows.partial) notes.push('DataForSEO says that its answer is incomplete (40106). Refresh later.');
  if (rows.stopped !== undefined) {
    notes.push(`Stopped after ${had} of ${rows.total} rows, which are kept: ${rows.stopped.message}`);
  } else if (had === 0 && rows.total > 0) {
    notes.push(`DataForSEO counts ${rows.total} rows and returned none. Refresh later.`);
  } else if (rows.total > had) {
    notes.push(`${had} of ${rows.total} rows were asked for. ${limitReached(plan, quote, had)}`);
  }
  return notes.map((message) => ({ message }));
}

/** Of this site, in this run and before. */
function rowsHad({ before, items }: Pick<Rows, 'before' | 'items'>): number {
  return before + items.length;
}

/** What kept the rest from being asked for, and which option changes that. */
function limitReached(plan: Plan, quote: Quote, had: number): string {
  if (!plan.hasToken && had >= highestOffset + rowsPerRequest) {
    return 'The API returns no more rows in one listing. Ask for a folder of the site (--site, brokenBacklinks.site) to see others.';
  }
  if (quote.limitMicros !== undefined) {
    return 'Raise --max-cost, --monthly-cap or brokenBacklinks.monthlyCap to see more; stored rows are not paid for again.';
  }
  return 'Raise --max-pages or brokenBacklinks.maximumPages to see more; stored rows are not paid for again.';
}
