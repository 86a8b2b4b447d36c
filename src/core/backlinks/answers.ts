/** Answers that were paid for and are kept: which question they answer, and for how long. */
import type { BacklinkAnswer, Day } from '../model.ts';
import type { Result } from '../ports.ts';
import { addressOf } from './siteTarget.ts';
import type { BacklinkRequest, PaidCall, Referrers, SiteSummary } from './source.ts';

/** What each call is answered with. */
export interface Answers {
  readonly pages: BacklinkAnswer;
  readonly referrers: Referrers;
  readonly summary: SiteSummary;
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
}

/** `undefined` and never a failure: an answer that cannot be read is reported to the log, and asked for again. */
export interface AnswerStore {
  read<Call extends PaidCall>(key: AnswerKey<Call>): Promise<KeptAnswer<Answers[Call]> | undefined>;
  write<Call extends PaidCall>(key: AnswerKey<Call>, kept: KeptAnswer<Answers[Call]>): Promise<Result<undefined>>;
  /** How many questions are answered, of all sites or of the one that is named by its host. */
  count(site?: string): Promise<number>;
  /** Forgets those; how many there were. */
  clear(site?: string): Promise<number>;
}

/** Equal for questions that have the same answer. Limits of rows and money are no part of it: see {@link answersAll}. */
export function questionOf(key: AnswerKey<PaidCall>): string {
  const { targets, dofollowOnly, includeSubdomains } = key.request;
  const sites = targets.map(addressOf).sort();
  return JSON.stringify([key.source, key.call, sites, dofollowOnly, includeSubdomains, key.page ?? '']);
}

/** An answer in which nothing could be read, and which should have said something, is asked for again and never kept. */
export function isKeepable({ pages, leftOut, gaps = [], truncated }: BacklinkAnswer): boolean {
  if (pages.length > 0) return true;
  const saysSomething = !truncated || leftOut.some(({ reason }) => reason !== 'malformed');
  return gaps.length === 0 && saysSomething;
}

/** Whether a kept answer says as much as a new one would. */
export function answersAll(kept: KeptAnswer<BacklinkAnswer>, request: BacklinkRequest): boolean {
  if (!isKeepable(kept.value)) return false;
  return !kept.value.truncated || kept.maximumRows >= request.maximumRows;
}

/** Answers of the future (a clock set back) count as fresh. */
export function isFresh(asked: Day, today: Day, keptDays: number): boolean {
  return Date.parse(today) - Date.parse(asked) <= keptDays * 24 * 60 * 60 * 1000;
}
