/** Answers that were paid for and are kept: which question they answer, and for how long. */
import type { Day } from '../model.ts';
import type { Result } from '../ports.ts';
import type { ListedAnswer } from './listing.ts';
import type { RequestScope } from './narrow.ts';
import { siteTarget, targetAddress } from './siteTarget.ts';
import type { BacklinkRequest, LinkCounts, PaidCall, Referrers, SiteSummary, SiteTrend } from './source.ts';

/** What each call is answered with. */
export interface Answers {
  readonly pages: ListedAnswer;
  readonly referrers: Referrers;
  readonly summary: SiteSummary;
  readonly trend: SiteTrend;
  /** All that is held of a site, grown with each question. */
  readonly counts: LinkCounts;
}

/** What was asked; an answer is kept for exactly that. */
export interface AnswerKey<Call extends PaidCall> {
  readonly call: Call;
  /** Id of the source. */
  readonly source: string;
  readonly request: BacklinkRequest;
  /** For `referrers`: the page's address. */
  readonly page?: string | undefined;
}

/** An answer that was paid for, with the day it was asked. */
export interface KeptAnswer<Value> {
  readonly asked: Day;
  /** Rows that were asked for at most. */
  readonly maximumRows: number;
  readonly value: Value;
  /** What might be spent, where that is why no more rows were asked for. */
  readonly limitMicros?: number | undefined;
  /** Of a new list that was interrupted: this answer stands in for it. */
  readonly part?: KeptAnswer<Value> | undefined;
}

/** An answer that is kept, and the question it is the answer to. */
export interface AnsweredScope {
  readonly scope: RequestScope;
  readonly kept: KeptAnswer<ListedAnswer>;
}

/** `undefined` and never a failure: an answer that cannot be read is reported to the log, and asked for again. */
export interface AnswerStore {
  read<Call extends PaidCall>(key: AnswerKey<Call>): Promise<KeptAnswer<Answers[Call]> | undefined>;
  /** Answers of the same source to questions that cover this one. */
  wider(key: AnswerKey<'pages'>): Promise<readonly AnsweredScope[]>;
  write<Call extends PaidCall>(key: AnswerKey<Call>, kept: KeptAnswer<Answers[Call]>): Promise<Result<undefined>>;
  /** How many questions are answered, of all sites or of the one that is named by its host. */
  count(site?: string): Promise<number>;
  /** Forgets those; how many there were. */
  clear(site?: string): Promise<number>;
}

/** Equal for questions that have the same answer. Limits of rows and money are no part of it: see `answersAll`. */
export function questionOf(key: AnswerKey<PaidCall>): string {
  const { targets, dofollowOnly, includeSubdomains, asLinks = false } = key.request;
  const sites = targets.map(targetAddress).sort();
  return JSON.stringify([
    key.source,
    key.call,
    sites,
    dofollowOnly,
    includeSubdomains,
    key.page ?? '',
    ...(asLinks ? ['links'] : []),
  ]);
}

/** What the parts of a question of {@link questionOf} ask a source for pages about; `undefined` for any other. */
export function scopeOf(parts: unknown, source: string): RequestScope | undefined {
  if (!Array.isArray(parts)) return undefined;
  const [of, call, sites, dofollowOnly, includeSubdomains, , ...others] = parts as readonly unknown[];
  // A list of links counts other things than one of pages.
  if (others.length > 0) return undefined;
  if (of !== source || call !== 'pages' || !Array.isArray(sites)) return undefined;
  const targets = sites.map((site) => (typeof site === 'string' ? siteTarget(site) : undefined));
  const known = targets.filter((target) => target !== undefined);
  if (known.length !== targets.length) return undefined;
  return { targets: known, dofollowOnly: dofollowOnly === true, includeSubdomains: includeSubdomains === true };
}

/** An answer in which nothing could be read, and which should have said something, is asked for again and never kept. */
export function isKeepable({ pages, leftOut, gaps = [], truncated, listing }: ListedAnswer): boolean {
  if (pages.length > 0 || listing?.isDone === true) return true;
  const saysSomething = !truncated || leftOut.some(({ reason }) => reason !== 'malformed');
  return gaps.length === 0 && saysSomething;
}

/** Answers of the future (a clock set back) count as fresh. */
export function isFresh(asked: Day, today: Day, keptDays: number): boolean {
  return Date.parse(today) - Date.parse(asked) <= keptDays * 24 * 60 * 60 * 1000;
}
