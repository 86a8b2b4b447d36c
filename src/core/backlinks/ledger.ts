/** What was spent in each calendar month (UTC): pure arithmetic over a small value that a host keeps. */
import type { Day } from '../model.ts';

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

/** What one calendar month cost, in millionths of a US dollar: surely, and what may have been charged besides. */
export interface MonthSpend {
  readonly requests: number;
  readonly certainMicros: number;
  readonly possibleMicros: number;
}

/** By month, `yyyy-mm`. */
export type Ledger = Readonly<Record<string, MonthSpend>>;

const nothing: MonthSpend = { requests: 0, certainMicros: 0, possibleMicros: 0 };

export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

export function spentIn(ledger: Ledger, month: string): MonthSpend {
  return ledger[month] ?? nothing;
}

export function recordCharge(ledger: Ledger, expense: Expense): Ledger {
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
export function leftOfCap(ledger: Ledger, month: string, capMicros: number): number {
  const spent = spentIn(ledger, month);
  return Math.max(0, capMicros - spent.certainMicros - spent.possibleMicros);
}

/** The same for each site, by its host; what was asked about none stands under the empty name. */
export function spendBySite(expenses: readonly Expense[]): ReadonlyMap<string, Ledger> {
  const sites = new Map<string, Ledger>();
  for (const expense of expenses) {
    const site = expense.site ?? '';
    sites.set(site, recordCharge(sites.get(site) ?? {}, expense));
  }
  return sites;
}
