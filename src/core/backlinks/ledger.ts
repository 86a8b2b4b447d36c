/** What was spent in each calendar month (UTC): pure arithmetic over a small value that a host keeps. */
import type { Day } from '../model.ts';
import type { Result } from '../ports.ts';
import { atMost } from './price.ts';

/** One charge, or one that may have happened: a request that was sent and never answered. */
export interface Expense {
  readonly day: Day;
  readonly source: string;
  /** The host it was asked about; `undefined` where the request named none. */
  readonly site?: string | undefined;
  /** What was asked, for the log: `domain_pages example.org`. */
  readonly what: string;
  readonly micros: number;
  /** `false` when the answer with the real cost never came; `micros` is then the highest it can be. */
  readonly certain: boolean;
}

/** What is noted of a request before it is sent: as long as nobody settles it, it may have been charged. */
export interface Booking {
  /** What it did cost; `certain` where the answer said so. 0 takes the note back. Never rejects. */
  settle(micros: number, certain: boolean): Promise<void>;
}

/**
 * Takes note of a request before it is sent, with the highest it can cost, so that no end of the program hides it. Where it
 * fails nothing may be sent: what may be spent in the month would be passed, whoever else spends at the same time.
 */
export type Book = (request: Expense) => Promise<Result<Booking>>;

/** What one calendar month cost, in millionths of a US dollar: surely, and what may have been charged besides. */
export interface MonthSpend {
  readonly requests: number;
  readonly certainMicros: number;
  readonly possibleMicros: number;
}

/** By month, `yyyy-mm`. */
export type MonthlySpend = Readonly<Record<string, MonthSpend>>;

const nothing: MonthSpend = { requests: 0, certainMicros: 0, possibleMicros: 0 };

export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

export function spentIn(ledger: MonthlySpend, month: string): MonthSpend {
  return ledger[month] ?? nothing;
}

export function recordCharge(ledger: MonthlySpend, expense: Expense): MonthlySpend {
  const month = monthOf(expense.day);
  const before = spentIn(ledger, month);
  return {
    ...ledger,
    [month]: {
      requests: before.requests + 1,
      certainMicros: before.certainMicros + (expense.certain ? expense.micros : 0),
      possibleMicros: before.possibleMicros + (expense.certain ? 0 : expense.micros),
    },
  };
}

/** What a monthly cap leaves; charges that may have happened count as if they had. Never negative. */
export function leftOfCap(ledger: MonthlySpend, month: string, capMicros: number): number {
  const spent = spentIn(ledger, month);
  return Math.max(0, capMicros - spent.certainMicros - spent.possibleMicros);
}

/**
 * Requests to a source about sites that never got their answer, and that no request of the same kind was answered after:
 * sending them again may be charged again. Oldest first.
 */
export function unsettled(expenses: readonly Expense[], source: string, sites: readonly string[]): readonly Expense[] {
  let open: readonly Expense[] = [];
  for (const expense of expenses) {
    if (expense.source !== source || !sites.includes(expense.site ?? '')) continue;
    open = expense.certain ? open.filter(({ what }) => what !== expense.what) : [...open, expense];
  }
  return open;
}

/** What to know before such requests are sent again; `undefined` where there are none. */
export function unsettledNote(open: readonly Expense[]): string | undefined {
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const most = atMost(open.reduce((sum, { micros }) => sum + micros, 0));
  const which = open.length === 1 ? 'A request' : `${open.length} requests, the last`;
  return `${which} of ${last.day} about ${last.site ?? 'it'} got no answer and may have been charged (${most}). Asking again may be charged again.`;
}

/** The same for each site, by its host; what was asked about none stands under the empty name. */
export function spendBySite(expenses: readonly Expense[]): ReadonlyMap<string, MonthlySpend> {
  const sites = new Map<string, MonthlySpend>();
  for (const expense of expenses) {
    const site = expense.site ?? '';
    sites.set(site, recordCharge(sites.get(site) ?? {}, expense));
  }
  return sites;
}
