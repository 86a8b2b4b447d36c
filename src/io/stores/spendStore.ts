/**
 * What was spent: a record for each request that may cost something, written before it is sent, and one more of the same
 * id when its price is known. Editor and command line add to the same file. A request whose program was ended leaves the
 * first of them: a charge that may have happened.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type Booking,
  type Expense,
  leftOfCap,
  type MonthlySpend,
  type MonthSpend,
  monthOf,
  recordCharge,
  spentIn,
} from '../../core/backlinks/ledger.ts';
import { atMost, dollarsLeft } from '../../core/backlinks/price.ts';
import { failed, type Logger, type Result, success } from '../../core/ports.ts';
import { bool, countIn, type JsonRecord, text } from '../disk/json.ts';
import { type Records, recordFile } from './records.ts';

/** Raised when a reader of before would misread a record of now. Fields may be added without. */
const version = 1;

/** What was spent on this machine, shared by all hosts. */
export interface SpendStore {
  /** Everything recorded so far, by month. */
  readonly read: () => Promise<MonthlySpend>;
  /** Every request that cost something, or may have: in the order they were booked. */
  readonly expenses: () => Promise<readonly Expense[]>;
  /**
   * Notes a request with the highest it can cost. Fails where that would pass what may be spent in its month, by all
   * processes together: it is decided and noted under one lock.
   */
  book(request: Expense, capMicros: number | undefined): Promise<Result<Booking>>;
}

/** `ready` is waited for before anything is read; each request that is noted gets an id of its own. */
export function spendStore(
  folder: string,
  logger: Logger,
  ready: () => Promise<void> = nothingToWaitFor,
  newId: () => string = randomUUID,
): SpendStore {
  const records = spendRecords(folder, logger);
  const all = async () => {
    await ready();
    return records.read();
  };
  return {
    read: async () => ledgerOf(await all(), logger),
    expenses: async () => expensesIn(await all()),
    book: async (request, capMicros) => {
      await ready();
      const id = newId();
      let refusal: Result<undefined> = success(undefined);
      const noted = await records.append({ version, id, ...request } as JsonRecord, (found) => {
        refusal = capMicros === undefined ? success(undefined) : withinCap(request, ledgerOf(found, logger), capMicros);
        return refusal;
      });
      if (!refusal.ok) return refusal;
      if (!noted.ok) {
        if (capMicros !== undefined) return failed(noted.failure.kind, notNoted(noted.failure.message));
        // Nobody holds the sum against a cap: the answer is worth more than the note.
        logger.warn(`${noted.failure.message} What this request costs is not recorded.`);
      }
      return success({
        settle: async (micros, certain) => {
          // The note says so already.
          if (micros === request.micros && certain === request.certain) return;
          const settled = await records.append({ version, id, ...request, micros, certain } as JsonRecord);
          if (!settled.ok && noted.ok) logger.warn(settled.failure.message);
        },
      });
    },
  };
}

function withinCap(request: Expense, ledger: MonthlySpend, capMicros: number): Result<undefined> {
  const left = leftOfCap(ledger, monthOf(request.day), capMicros);
  if (request.micros <= left) return success(undefined);
  const [most, rest] = [atMost(request.micros), dollarsLeft(left)];
  return failed(
    'cost-limit',
    `The next request costs ${most}, but only ${rest} is left of this month's limit. Another window or command may have spent some of it. Raise the limit (brokenBacklinks.monthlyCap, --monthly-cap) to go on.`,
  );
}

function notNoted(problem: string): string {
  return `Nothing was asked, because the cost could not be checked against the monthly limit. ${problem}`;
}

/** Months of a store of before, which knew sums alone. Recorded again, they replace what was recorded of it. */
export async function recordMonths(records: Records, from: string, months: MonthlySpend): Promise<boolean> {
  for (const [month, spend] of Object.entries(months)) {
    const written = await records.append({ version, takenFrom: from, month, ...spend });
    if (!written.ok) return false;
  }
  return true;
}

export function spendRecords(folder: string, logger: Logger): Records {
  return recordFile(join(folder, 'spend.jsonl'), join(folder, 'lock'), logger);
}

export function monthSpendIn(found: JsonRecord | undefined): MonthSpend | undefined {
  const requests = countIn(found?.requests);
  const certainMicros = countIn(found?.certainMicros);
  const possibleMicros = countIn(found?.possibleMicros);
  if (requests === undefined || certainMicros === undefined || possibleMicros === undefined) return undefined;
  return { requests, certainMicros, possibleMicros };
}

function ledgerOf(records: readonly JsonRecord[], logger: Logger): MonthlySpend {
  const taken = new Map<string, readonly [month: string, spend: MonthSpend]>();
  let unknown = 0;
  for (const each of records) {
    const [from, month, spend] = [text(each.takenFrom), text(each.month), monthSpendIn(each)];
    if (from !== undefined && month !== undefined && spend !== undefined) {
      taken.set(JSON.stringify([from, month]), [month, spend]);
    } else if (expenseIn(each) === undefined) unknown++;
  }
  let ledger: MonthlySpend = expensesIn(records).reduce(recordCharge, {});
  for (const [month, spend] of taken.values()) ledger = { ...ledger, [month]: together(spentIn(ledger, month), spend) };
  if (unknown > 0) logger.warn(`${unknown} records of charges cannot be read; more was spent than is known.`);
  return ledger;
}

/** The last that is known of each request; those that cost nothing in the end are none. */
function expensesIn(records: readonly JsonRecord[]): readonly Expense[] {
  const found = new Map<string, Expense>();
  records.forEach((each, at) => {
    const expense = expenseIn(each);
    if (expense === undefined) return;
    // Records of before have no id, and are whole.
    found.set(text(each.id) ?? `${at}`, expense);
  });
  return [...found.values()].filter(({ micros, certain }) => micros > 0 || !certain);
}

function together(one: MonthSpend, other: MonthSpend): MonthSpend {
  return {
    requests: one.requests + other.requests,
    certainMicros: one.certainMicros + other.certainMicros,
    possibleMicros: one.possibleMicros + other.possibleMicros,
  };
}

/** Of any version, as far as its fields are known here. */
function expenseIn(found: JsonRecord): Expense | undefined {
  const [day, source, micros, certain] = [
    text(found.day),
    text(found.source),
    countIn(found.micros),
    bool(found.certain),
  ];
  if (day === undefined || !/^\d{4}-\d\d-\d\d/.test(day) || source === undefined) return undefined;
  if (micros === undefined || certain === undefined) return undefined;
  return { day, source, site: text(found.site), what: text(found.what) ?? '', micros, certain };
}

async function nothingToWaitFor(): Promise<void> {
  // A folder of its own: nothing was kept elsewhere.
}
